//! Login names: what an account is called, and what makes two names the same.

use unicode_normalization::UnicodeNormalization;

/// A name an account can have.
///
/// No address of any kind is kept, so that this and the password are all there is to log in with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LoginName {
    /// As its owner writes it.
    pub shown: String,
    /// In one case and form: the same for names that nobody would tell apart aloud.
    pub key: String,
}

/// Why a name cannot be taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NameFault {
    /// Too short or too long.
    #[error("A name has {} to {} characters.", LoginName::MIN, LoginName::MAX)]
    Length,
    /// A character no name has.
    #[error("A name has letters and digits, and dots, dashes or underscores between them.")]
    Character,
}

impl LoginName {
    /// Characters it has at least.
    pub const MIN: usize = 3;

    /// Characters it has at most.
    pub const MAX: usize = 32;

    /// Reads what a person typed; blanks around it are ignored.
    ///
    /// # Errors
    /// [`NameFault`] when no account can be called that.
    pub fn parse(typed: &str) -> Result<Self, NameFault> {
        // Before any work is spent on it: compatibility forms are at most this much longer.
        const BYTES_PER_CHARACTER: usize = 12;
        let typed = typed.trim();
        if typed.len() > Self::MAX * BYTES_PER_CHARACTER {
            return Err(NameFault::Length);
        }
        let shown: String = typed.nfkc().collect();
        if !(Self::MIN..=Self::MAX).contains(&shown.chars().count()) {
            return Err(NameFault::Length);
        }
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_');
        let bounded = shown.starts_with(char::is_alphanumeric) && shown.ends_with(char::is_alphanumeric);
        if !bounded || !shown.chars().all(inner) {
            return Err(NameFault::Character);
        }
        // Lowering may leave a form that is not normal any more (Turkish İ).
        let key = shown.to_lowercase().nfkc().collect();
        Ok(Self { shown, key })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_case_or_form_are_the_same() {
        let key = |name: &str| LoginName::parse(name).unwrap().key;
        assert_eq!(key("Ana.Søe"), key("  ANA.SØE "));
        assert_eq!(key("e\u{301}va"), key("Éva"));
        assert_eq!(key("ｗｉｄｅ"), key("wide"));
        assert_eq!(LoginName::parse(" Åse-7 ").unwrap().shown, "Åse-7");
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (typed, fault) in [
            ("", NameFault::Length),
            ("ab", NameFault::Length),
            (&"a".repeat(33), NameFault::Length),
            (&"a".repeat(1_000_000), NameFault::Length),
            ("'; DROP TABLE account; --", NameFault::Character),
            ("<b>ana</b>", NameFault::Character),
            ("ana hansen", NameFault::Character),
            (".ana", NameFault::Character),
            ("ana\u{0}x", NameFault::Character),
            ("a\u{202e}na", NameFault::Character),
            ("👍👍👍", NameFault::Character),
        ] {
            assert_eq!(LoginName::parse(typed), Err(fault), "{typed:?}");
        }
    }
}
