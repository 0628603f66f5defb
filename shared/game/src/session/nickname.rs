//! What people call themselves, made fit for a list on a TV.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::Rejected;
use crate::text::{self, BadText};

/// Graphemes (what people see as one character) a nickname may have.
pub const MAX_GRAPHEMES: usize = 20;

/// The nickname as it is shown: composed (NFC), trimmed, inner blanks single.
///
/// # Errors
/// `invalid_input` when it is empty or longer than [`MAX_GRAPHEMES`], or holds control characters,
/// such as turn the writing's direction, or such as show nothing.
pub fn clean(typed: &str) -> Result<String, Rejected> {
    let refuse = |why: &str| Rejected::invalid("nickname", why);
    let nickname = text::clean(typed, MAX_GRAPHEMES).map_err(|bad| match bad {
        BadText::Empty => refuse("a nickname has at least 1 character"),
        BadText::TooLong { .. } => refuse("a nickname has at most 20 characters"),
        BadText::Control => refuse("a nickname cannot hold control characters"),
    })?;
    // A blank that is none would let two names look alike.
    let unseen = |grapheme: &str| grapheme != " " && grapheme.chars().all(text::is_invisible);
    if nickname.graphemes(true).any(unseen) {
        return Err(refuse("a nickname cannot hold invisible characters"));
    }
    Ok(nickname)
}

/// What two nicknames share when people would call them the same: without case, width and
/// invisible parts.
#[must_use]
pub fn key(nickname: &str) -> String {
    // Up, then down: so that ß and SS meet.
    let folded = nickname.nfkc().collect::<String>().to_uppercase().to_lowercase();
    folded.nfkc().filter(|c| *c == ' ' || !text::is_invisible(*c)).collect()
}

/// Whether the picture's key has the form of one: 1 to 64 of `a-z 0-9 _ - : /`.
///
/// # Errors
/// `invalid_input` when it has not.
pub fn check_avatar(avatar: &str) -> Result<(), Rejected> {
    let of_the_set = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b':' | b'/');
    if (1..=64).contains(&avatar.len()) && avatar.bytes().all(of_the_set) {
        return Ok(());
    }
    Err(Rejected::invalid("avatar", "an avatar is 1 to 64 of the characters a-z, 0-9, _, -, : and /"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_trimmed_and_folded() {
        assert_eq!(clean("  Ann \u{3000}\u{a0} Lee "), Ok("Ann Lee".to_owned()));
    }

    #[test]
    fn accents_are_composed() {
        assert_eq!(clean("Zoe\u{308}"), Ok("Zo\u{eb}".to_owned()));
    }

    #[test]
    fn length_is_counted_as_people_see_it() {
        let family = "👨‍👩‍👧‍👦";
        assert_eq!(clean(&family.repeat(10)), Ok(family.repeat(10)));
        assert!(clean(&"👍🏽".repeat(20)).is_ok());
        assert!(clean(&"👑".repeat(5_000)).is_err());
        assert!(clean(&"x".repeat(20)).is_ok());
        assert!(clean(&"x".repeat(21)).is_err());
    }

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        for typed in ["", "   ", "\u{200b}", "\u{3164}", "\u{2800}a", "Bo\u{3164}", "B\u{7}o", "\u{202e}oB"] {
            assert!(clean(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn towers_of_accents_are_refused() {
        assert!(clean(&"Z\u{301}\u{302}\u{303}\u{304}\u{305}".repeat(20)).is_err());
    }

    #[test]
    fn names_that_sound_the_same_share_a_key() {
        for (one, other) in [("Ann", "ANN"), ("Strauß", "STRAUSS"), ("Bo", "\u{ff22}o"), ("Al Bo", "A\u{fe0f}l Bo")] {
            assert_eq!(key(one), key(other));
        }
        assert_ne!(key("Ann"), key("Anna"));
    }

    #[test]
    fn an_avatar_is_a_short_key() {
        assert!(check_avatar("face:fox/2_a-b").is_ok());
        for typed in ["", "Fox", "a b", "é", &"a".repeat(65)] {
            assert!(check_avatar(typed).is_err(), "{typed:?}");
        }
    }
}
