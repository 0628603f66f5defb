//! Letters without what a hurried thumb leaves out.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// `text` in one case, in compatibility form and without accents.
///
/// Danish å keeps its ring, for it is a letter and no accented a ("får" is a sheep, "far" a
/// father); so do marks that carry the vowels of a script, such as those of Devanagari. The
/// points of Hebrew and Arabic, which few people type, go.
pub(super) fn fold(text: &str) -> String {
    let lower: String = text.nfkc().collect::<String>().to_lowercase();
    // A character may lower to marks (Turkish İ) or decompose to capitals: fold once more.
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
        // The letter a mark stands on, whatever other marks were sorted in between.
        if canonical_combining_class(c) == 0 {
            base = c;
        }
    }
    bare.nfc().collect()
}
