//! What people call themselves, made fit for a list on a TV.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::Refusal;

/// Graphemes (what people see as one character) a nickname may have.
pub const MAX_GRAPHEMES: usize = 20;

/// Code points one grapheme may pile up. The longest emoji in use (a couple of two skin tones) has
/// ten; more is a tower of accents.
const MAX_PILE: usize = 12;

/// The nickname in the form in which it is shown: composed (NFC), trimmed, inner blanks single.
///
/// # Errors
/// `invalid_input` when it is empty or longer than [`MAX_GRAPHEMES`], holds a control or a
/// direction-changing character, a character that shows nothing, or a tower of accents.
pub fn clean(typed: &str) -> Result<String, Refusal> {
    let refuse = |why: &str| Err(Refusal::invalid("nickname", why));
    // Four bytes times the pile times the graphemes: nothing longer can pass, so it is not read.
    if typed.len() > 4 * MAX_PILE * MAX_GRAPHEMES {
        return refuse("a nickname has at most 20 characters");
    }
    if typed.chars().any(|c| c.is_control() || turns_direction(c)) {
        return refuse("a nickname cannot hold control characters");
    }
    let composed: String = typed.nfc().collect();
    let nickname = composed.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut count = 0;
    for grapheme in nickname.graphemes(true) {
        count += 1;
        if grapheme.chars().all(|c| shows_nothing(c) && c != ' ') {
            return refuse("a nickname cannot hold invisible characters");
        }
        if grapheme.chars().count() > MAX_PILE {
            return refuse("a character of the nickname carries too many marks");
        }
    }
    match count {
        0 => refuse("a nickname has at least 1 character"),
        1..=MAX_GRAPHEMES => Ok(nickname),
        _ => refuse("a nickname has at most 20 characters"),
    }
}

/// What two nicknames share when people would call them the same: without case, width and
/// invisible parts.
#[must_use]
pub fn key(nickname: &str) -> String {
    // Up, then down: so that ß and SS meet.
    let folded = nickname.nfkc().collect::<String>().to_uppercase().to_lowercase();
    folded.nfkc().filter(|c| !shows_nothing(*c)).collect()
}

/// Whether the picture's key has the form of one: 1 to 64 of `a-z 0-9 _ - : /`.
///
/// # Errors
/// `invalid_input` when it has not.
pub fn check_avatar(avatar: &str) -> Result<(), Refusal> {
    let of_the_set = |b: u8| matches!(b, b'a'..=b'z' | b'0'..=b'9' | b'_' | b'-' | b':' | b'/');
    if (1..=64).contains(&avatar.len()) && avatar.bytes().all(of_the_set) {
        return Ok(());
    }
    Err(Refusal::invalid("avatar", "an avatar is 1 to 64 of the characters a-z, 0-9, _, -, : and /"))
}

/// Marks that reverse the text around them, and so the list a name stands in.
fn turns_direction(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// Characters that are there but show nothing by themselves. Within an emoji they have their use
/// (the joiner of a family, the selector of a colour).
fn shows_nothing(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{206A}'..='\u{206F}'
            | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}'
    )
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
        assert_eq!(clean(&family.repeat(20)), Ok(family.repeat(20)));
        assert!(clean(&family.repeat(21)).is_err());
        assert!(clean(&"👑".repeat(5_000)).is_err());
        assert!(clean(&"x".repeat(20)).is_ok());
        assert!(clean(&"x".repeat(21)).is_err());
    }

    #[test]
    fn what_cannot_be_seen_is_no_name() {
        for typed in
            ["", "   ", "\u{200b}", "a\u{200b}b", "\u{3164}", "\u{2800}", "\u{feff}Bo", "B\u{7}o", "a\nb", "\u{202e}oB"]
        {
            assert!(clean(typed).is_err(), "{typed:?}");
        }
    }

    #[test]
    fn towers_of_accents_are_refused() {
        assert!(clean(&format!("Z{}", "\u{301}\u{302}".repeat(10))).is_err());
    }

    #[test]
    fn names_that_sound_the_same_share_a_key() {
        for (one, other) in [("Ann", "ANN"), ("Strauß", "STRAUSS"), ("Bo", "\u{ff22}o"), ("Al", "A\u{fe0f}l")] {
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
