//! Folding of case, width and accents.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Returns `text` in lower case, in compatibility form and without accents.
///
/// Danish å keeps its ring, because it is a separate letter ("får" is a sheep, "far" a father). Marks
/// that represent vowels, as in Devanagari, also remain. Hebrew and Arabic points, which few people
/// type, are removed.
pub(super) fn fold(text: &str) -> String {
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
        match c {
            '\u{30a}' if base == 'a' => bare.push(c),
            '\u{300}'..='\u{36f}' => continue,
            '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}' | '\u{5c2}' | '\u{5c4}' | '\u{5c5}' | '\u{5c7}' => continue,
            '\u{610}'..='\u{61a}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}' => continue,
            'ß' => bare.push_str("ss"),
            'ς' => bare.push('σ'),
            _ => bare.push(c),
        }
        // The base letter of the marks that follow, regardless of their order.
        if canonical_combining_class(c) == 0 {
            base = c;
        }
    }
    bare.nfc().collect()
}
