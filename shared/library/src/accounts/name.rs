//! Login names: validation and comparison.

use unicode_normalization::UnicodeNormalization;
use wpp_game::text::{has_loose_mark, has_too_many_marks};

/// A valid login name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginName {
    /// The name as typed, in NFKC.
    pub shown: String,
    /// The case-folded name in NFKC. Names with equal keys are the same name.
    pub key: String,
}

/// Reasons why a name is invalid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameError {
    /// The name is too short or too long.
    #[error("A name has {} to {} characters.", LoginName::MIN, LoginName::MAX)]
    Length,
    /// The name contains a character that is not allowed.
    #[error("A name has letters and digits, and dots, dashes or underscores between them.")]
    Character,
}

impl LoginName {
    /// Minimum number of characters.
    pub const MIN: usize = 3;

    /// Maximum number of characters.
    pub const MAX: usize = 32;

    /// Validates a typed name. Surrounding blanks are ignored.
    ///
    /// # Errors
    /// [`NameError`].
    pub fn parse(typed: &str) -> Result<Self, NameError> {
        // Checked before normalization; compatibility forms are at most this much longer.
        const BYTES_PER_CHARACTER: usize = 12;
        let typed = typed.trim();
        if typed.len() > Self::MAX * BYTES_PER_CHARACTER {
            return Err(NameError::Length);
        }
        let shown: String = typed.nfkc().collect();
        if !(Self::MIN..=Self::MAX).contains(&shown.chars().count()) {
            return Err(NameError::Length);
        }
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let bounded = shown.starts_with(char::is_alphanumeric) && shown.ends_with(char::is_alphanumeric);
        if !bounded || !shown.chars().all(inner) || has_too_many_marks(&shown) || has_loose_mark(&shown) {
            return Err(NameError::Character);
        }
        // Lower case can leave a form that is not normalized (Turkish İ).
        let key = shown.to_lowercase().nfkc().collect();
        Ok(Self { shown, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_form_do_not_matter() {
        let key = |name: &str| LoginName::parse(name).unwrap().key;
        assert_eq!(key("Ana.Søe"), key("  ANA.SØE "));
        assert_eq!(key("e\u{301}va"), key("Éva"));
        assert_eq!(key("ｗｉｄｅ"), key("wide"));
        assert_eq!(LoginName::parse(" Åse-7 ").unwrap().shown, "Åse-7");
    }

    #[test]
    fn rejects_invalid_names() {
        for (typed, fault) in [
            ("", NameError::Length),
            ("ab", NameError::Length),
            (&"a".repeat(33), NameError::Length),
            (&"a".repeat(1_000_000), NameError::Length),
            ("'; DROP TABLE account; --", NameError::Character),
            ("<b>ana</b>", NameError::Character),
            ("ana hansen", NameError::Character),
            (".ana", NameError::Character),
            ("ana\u{0}x", NameError::Character),
            ("a\u{202e}na", NameError::Character),
            ("👍👍👍", NameError::Character),
            (&format!("ש{}", "\u{5b0}".repeat(20)), NameError::Character),
            ("\u{5b0}\u{5b0}\u{5b0}", NameError::Character),
        ] {
            assert_eq!(LoginName::parse(typed), Err(fault), "{typed:?}");
        }
    }
}
