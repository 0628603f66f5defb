//! Folding of case, width and accents.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// The spelling of letters that many keyboards lack.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Letters {
    /// As typed. Danish å keeps its ring, because it is a separate letter ("får" is a sheep, "far" a father); ä, ö and
    /// ü lose their dots like other accents.
    Typed,
    /// As two letters: "Aarhus", "Roenne", "Mueller".
    Pairs,
    /// As the letter that looks like it: "Arhus", "Ronne", "Muller". Only æ, œ and þ remain pairs.
    Single,
}

/// Letters with another spelling, and the marks that make one: ring and dots.
const SPELLED: &str = "åÅ\u{212b}æÆäÄøØöÖüÜœŒłŁđĐðÐþÞı\u{308}\u{30a}";

/// Returns `text` in lower case, in compatibility form and without accents.
///
/// Marks that represent vowels, as in Devanagari, remain. Hebrew and Arabic points, which few people type, are
/// removed.
pub(super) fn fold(text: &str) -> String {
    fold_to(text, Letters::Typed)
}

/// Returns `text` like [`fold`], with its letters in one of the spellings.
pub(super) fn fold_to(text: &str, letters: Letters) -> String {
    // The common case, in which everything below changes letters to lower case and nothing else.
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower: String = text.nfkc().collect::<String>().to_lowercase();
    // Lower case may produce marks (Turkish İ) or capitals, so the text is folded twice.
    let again: String = lower.nfkc().collect::<String>().to_lowercase();
    let mut bare = String::with_capacity(again.len());
    let mut base = '\0';
    for c in again.nfkd() {
        if let Some(spelling) = spelling(base, c, letters) {
            bare.push_str(spelling);
        } else {
            match c {
                '\u{30a}' if base == 'a' => bare.push(c),
                '\u{300}'..='\u{36f}' => continue,
                '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' => {
                    continue;
                }
                '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => continue,
                'ß' => bare.push_str("ss"),
                'ς' => bare.push('σ'),
                _ => bare.push(c),
            }
        }
        // The base letter of the marks that follow, regardless of their order.
        if canonical_combining_class(c) == 0 {
            base = c;
        }
    }
    bare.nfc().collect()
}

/// Returns whether a text may have a letter that [`Letters`] spells differently.
pub(super) fn has_spelled_letter(text: &str) -> bool {
    !text.is_ascii() && text.contains(|c| SPELLED.contains(c))
}

/// Returns what replaces the decomposed character `c` after the letter `base`; `None` for what all spellings share.
/// A mark adds the second letter of a pair.
fn spelling(base: char, c: char, letters: Letters) -> Option<&'static str> {
    if letters == Letters::Typed {
        return None;
    }
    let is_pair = letters == Letters::Pairs;
    Some(match (base, c) {
        ('a', '\u{30a}') if is_pair => "a",
        ('a', '\u{30a}') => "",
        ('a' | 'o' | 'u', '\u{308}') if is_pair => "e",
        (_, 'æ') => "ae",
        (_, 'ø') if is_pair => "oe",
        (_, 'ø') => "o",
        (_, 'œ') => "oe",
        (_, 'þ') => "th",
        (_, 'ł') => "l",
        (_, 'đ' | 'ð') => "d",
        (_, 'ı') => "i",
        _ => return None,
    })
}
