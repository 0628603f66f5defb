//! Identifiers, as distinct types.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Opaque id of a player or spectator, unique within the session. The platform creates it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct PlayerId(pub String);

impl PlayerId {
    /// Returns the id as text.
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

/// Opaque id of an account. The platform creates it and never reuses it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct AccountId(pub String);

impl AccountId {
    /// Returns the id as text.
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

/// The code that people type to join: [`SessionCode::LENGTH`] letters of [`SessionCode::ALPHABET`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String, example = "KWXTR")]
pub struct SessionCode(String);

impl SessionCode {
    /// Number of letters. 20⁵ = 3.2 million codes: guessing one of a thousand live sessions takes
    /// thousands of attempts.
    pub const LENGTH: usize = 5;

    /// Consonants that look like no other letter or digit on a distant TV. The alphabet has no
    /// vowels, so that no code forms a word.
    pub const ALPHABET: &'static [u8; 20] = b"BCDFGHJKLMNPQRSTVWXZ";

    /// Parses typed text in any case, ignoring surrounding blanks. Returns `None` when the text is not
    /// a code.
    #[must_use]
    pub fn parse(typed: &str) -> Option<Self> {
        let code = typed.trim().to_ascii_uppercase();
        let plausible = code.len() == Self::LENGTH && code.bytes().all(|b| Self::ALPHABET.contains(&b));
        plausible.then_some(Self(code))
    }

    /// Generates a code. `draw(n)` must return a uniform number below `n`.
    pub fn generate(mut draw: impl FnMut(usize) -> usize) -> Self {
        let letter = |_| char::from(Self::ALPHABET[draw(Self::ALPHABET.len()) % Self::ALPHABET.len()]);
        Self((0..Self::LENGTH).map(letter).collect())
    }

    /// Returns the code as text.
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

/// Name of a session's event numbering; `seq` counts within one epoch. A new epoch makes every
/// client fetch a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = String)]
pub struct Epoch(pub String);
