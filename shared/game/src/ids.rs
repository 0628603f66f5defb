//! Names of things, as types that cannot be mixed up.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A player of one session: opaque, unique within it, made by the platform.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct PlayerId(pub String);

impl PlayerId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for PlayerId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// An account: opaque, made by the platform, never reused.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct AccountId(pub String);

impl AccountId {
    /// The id as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for AccountId {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// The code people type to join: [`SessionCode::LENGTH`] letters of [`SessionCode::ALPHABET`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "KWXTR")]
pub struct SessionCode(String);

impl SessionCode {
    /// Letters in a code: 20⁵ = 3.2 million codes, so that guessing one of a thousand live
    /// sessions takes thousands of tries.
    pub const LENGTH: usize = 5;

    /// Consonants that look like no other letter or digit on a TV across the room; without
    /// vowels, so that no code spells a word.
    pub const ALPHABET: &'static [u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

    /// Reads what a person typed: any case, blanks around it ignored. `None` when it cannot be
    /// a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let code = typed.trim().to_ascii_uppercase();
        let plausible = code.len() == Self::LENGTH && code.bytes().all(|b| Self::ALPHABET.contains(&b));
        plausible.then_some(Self(code))
    }

    /// A code from `LENGTH` draws of `0..20`; `draw(n)` returns a uniform number below `n`.
    pub fn generate(mut draw: impl FnMut(usize) -> usize) -> Self {
        let letter = |_| char::from(Self::ALPHABET[draw(Self::ALPHABET.len()) % Self::ALPHABET.len()]);
        Self((0..Self::LENGTH).map(letter).collect())
    }

    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for SessionCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

/// One life of a session's event numbering: `seq` counts within it. A new one makes every client
/// start over from a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Epoch(pub String);
