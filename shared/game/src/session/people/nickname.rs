//! Cleaning and comparing of nicknames.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::Rejected;
use crate::text::{self, BadText};

/// Maximum length of a nickname in graphemes (what people see as one character).
pub const MAX_GRAPHEMES: usize = 20;

/// Returns the nickname in NFC, trimmed, with single inner blanks.
///
/// # Errors
/// `invalid_input` when the nickname is empty, longer than [`MAX_GRAPHEMES`], has too many marks or marks
/// without a letter, or contains control characters, a change of the writing direction without an end or
/// invisible characters.
pub fn clean(typed: &str) -> Result<String, Rejected> {
    let reject = |why: &str| Rejected::invalid("nickname", why);
    let nickname = text::clean(typed, MAX_GRAPHEMES).map_err(|bad| match bad {
        BadText::Empty => reject("a nickname must have at least 1 character"),
        BadText::TooLong { .. } => reject("a nickname can have at most 20 characters; choose a shorter one"),
        BadText::Marks => reject("a nickname can have at most 4 accents or marks on one letter; remove some"),
        BadText::Control => reject("a nickname cannot contain control characters; remove them"),
        BadText::Direction(_) => reject(&bad.to_string().replacen("this text", "this nickname", 1)),
    })?;
    if text::has_loose_mark(&nickname) {
        return Err(reject("a nickname cannot have an accent or mark without a letter; add a letter in front of it"));
    }
    // Invisible characters would let two different names look the same.
    let unseen = |grapheme: &str| grapheme != " " && grapheme.chars().all(text::is_invisible);
    if nickname.graphemes(true).any(unseen) {
        return Err(reject("a nickname cannot contain invisible characters; remove them"));
    }
    Ok(nickname)
}

/// Returns a key that is equal for different spellings of one nickname: without case, width and
/// invisible characters.
#[must_use]
pub fn key(nickname: &str) -> String {
    // Upper case first, so that ß and SS have the same key.
    let folded = nickname.nfkc().collect::<String>().to_uppercase().to_lowercase();
    folded.nfkc().filter(|c| *c == ' ' || !text::is_invisible(*c)).collect()
}

/// Checks the form of an avatar's key: 1 to 64 of `a-z 0-9 _ - : /`.
///
/// # Errors
/// `invalid_input` for any other form.
pub fn check_avatar(avatar: &str) -> Result<(), Rejected> {
    let of_the_set = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b':' | b'/');
    if (1..=64).contains(&avatar.len()) && avatar.bytes().all(of_the_set) {
        return Ok(());
    }
    Err(Rejected::invalid("avatar", "an avatar must be 1 to 64 of the characters a-z, 0-9, _, -, : and /"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trims_and_folds_blanks() {
        assert_eq!(clean("  Ann \u{3000}\u{a0} Lee "), Ok("Ann Lee".to_owned()));
    }

    #[test]
    fn composes_accents() {
        assert_eq!(clean("Zoe\u{308}"), Ok("Zo\u{eb}".to_owned()));
    }

    #[test]
    fn counts_graphemes() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(clean(&family.repeat(10)), Ok(family.repeat(10)));
        assert!(clean(&"👍🏽".repeat(20)).is_ok());
        assert!(clean(&"👑".repeat(5_000)).is_err());
        assert!(clean(&"x".repeat(20)).is_ok());
        assert!(clean(&"x".repeat(21)).is_err());
    }

    #[test]
    fn rejects_invisible_names() {
        for typed in ["", "   ", "\u{200b}", "\u{3164}", "\u{2800}a", "Bo\u{3164}", "B\u{7}o", "\u{202e}oB"] {
            assert!(clean(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn rejects_stacked_accents() {
        assert!(clean(&"Z\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(20)).is_err());
        assert!(clean(&format!("Z{}", "\u{335}".repeat(79))).is_err());
        assert!(clean("Z\u{335}\u{336}").is_ok());
    }

    #[test]
    fn rejects_marks_without_a_letter() {
        for typed in ["\u{301}", "\u{301}Anna", "Anna \u{335}", "\u{20dd}", "\u{200d}\u{301}"] {
            assert!(clean(typed).is_err(), "{typed:?}");
        }
        assert!(clean("´").is_ok());
    }

    #[test]
    fn drops_harmless_direction_marks() {
        assert_eq!(clean("\u{200f}שרה"), Ok("שרה".to_owned()));
        assert_eq!(clean("Anna\u{200e}"), Ok("Anna".to_owned()));
        assert_eq!(clean("\u{202b}שרה\u{202c}"), Ok("שרה".to_owned()));
        let rejected = clean("Anna\u{202b}").unwrap_err();
        assert!(rejected.message.contains("this nickname") && rejected.message.contains("U+202B"), "{rejected:?}");
    }

    #[test]
    fn similar_names_share_a_key() {
        for (one, other) in [("Ann", "ANN"), ("Strauß", "STRAUSS"), ("Bo", "\u{ff22}o"), ("Al Bo", "A\u{fe0f}l Bo")] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Ann"), key("Anna"));
    }

    #[test]
    fn checks_avatar_keys() {
        assert!(check_avatar("face:fox/2_a-b").is_ok());
        for typed in ["", "Fox", "a b", "é", &"a".repeat(65)] {
            assert!(check_avatar(typed).is_err(), "{typed:?}");
        }
    }
}
