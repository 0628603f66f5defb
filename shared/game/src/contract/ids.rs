//! Identifiers, as distinct types.

use super::code_words;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Opaque id of a player or a member of the audience, unique within the session. The platform creates it.
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
#[schema(value_type = String, example = "KWXTRN")]
pub struct SessionCode(String);

impl SessionCode {
    /// Number of letters. 20⁶ = 64 million codes: guessing one of ten live sessions takes millions of
    /// attempts, and the API limits attempts.
    pub const LENGTH: usize = 6;

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

    /// Generates a code that does not read as a word. `draw(n)` must return a uniform number below `n`.
    pub fn generate(mut draw: impl FnMut(usize) -> usize) -> Self {
        const TRIES: usize = 100;
        let mut letter = |_| char::from(Self::ALPHABET[draw(Self::ALPHABET.len()) % Self::ALPHABET.len()]);
        let mut code: String = (0..Self::LENGTH).map(&mut letter).collect();
        // About one code in eight contains a fragment, so the tries end early unless `draw` is not random.
        for _ in 0..TRIES {
            if !code_words::reads_as_word(&code) {
                break;
            }
            code = (0..Self::LENGTH).map(&mut letter).collect();
        }
        Self(code)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_six_letters_in_any_case() {
        assert_eq!(SessionCode::parse(" kwxtrn ").unwrap().as_str(), "KWXTRN");
        for wrong in ["KWXTR", "KWXTRNB", "KWXTRA", "", "KWXTR1"] {
            assert!(SessionCode::parse(wrong).is_none(), "{wrong}");
        }
    }

    #[test]
    fn words_are_drawn_again() {
        let letters = |text: &str| -> Vec<usize> {
            let index = |b: u8| SessionCode::ALPHABET.iter().position(|letter| *letter == b).unwrap();
            text.bytes().map(index).collect()
        };
        let mut drawn = letters("BFCKTZKWXTRN").into_iter();
        assert_eq!(SessionCode::generate(|_| drawn.next().unwrap()).as_str(), "KWXTRN");
        assert_eq!(SessionCode::generate(|_| 0).as_str(), "BBBBBB", "a constant source ends too");
    }

    #[test]
    fn generated_codes_parse_and_read_as_no_word() {
        let mut state = 7_u64;
        let mut next = |n: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            usize::try_from(state >> 33).unwrap() % n
        };
        for _ in 0..20_000 {
            let code = SessionCode::generate(&mut next);
            assert_eq!(SessionCode::parse(code.as_str()), Some(code.clone()));
            assert!(!code_words::reads_as_word(code.as_str()), "{code}");
        }
    }
}
