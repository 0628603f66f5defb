//! Cleaning of a single line of text.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    direction::without_direction,
    marks::{has_too_many_marks, is_only_marks},
};

/// Maximum average number of scalar values in a grapheme. Enough for accents and most emoji, but not for
/// letters with so many marks that they cover the screen.
pub(super) const SCALARS_PER_GRAPHEME: usize = 4;

/// Maximum number of bytes before normalisation for each scalar value after it.
pub(super) const BYTES_PER_SCALAR: usize = 12;

/// The reason for which a text is rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// The text has no visible character, or only marks without a letter.
    #[error("this text is empty; write at least one character")]
    Empty,
    /// The text has too many graphemes.
    #[error("this text is too long: use at most {max} characters")]
    TooLong {
        /// Maximum number of graphemes.
        max: usize,
    },
    /// A letter has too many marks, which would cover the text around it.
    #[error("this text has too many accents or marks on one letter; use at most 4")]
    Marks,
    /// The text contains a control character.
    #[error("this text contains control characters; remove them")]
    Control,
    /// The text contains a character that reverses the writing direction, or changes it without an end.
    #[error("this text contains the invisible character U+{:04X}, which changes the writing direction; \
             remove it or type the text again", u32::from(*.0))]
    Direction(char),
}

/// Returns `raw` in NFC, trimmed, with single inner blanks and without invisible fillers and direction
/// marks. The result has 1 to `max_graphemes` grapheme clusters.
///
/// # Errors
/// [`BadText`] when the result is empty or too long or has too many marks on a letter, or when `raw`
/// contains control characters (line breaks and tabs count as blanks) or a change of the writing
/// direction that would also affect the surrounding text.
pub fn clean(raw: &str, max_graphemes: usize) -> Result<String, BadText> {
    let too_long = BadText::TooLong { max: max_graphemes };
    let max_scalars = max_graphemes.saturating_mul(SCALARS_PER_GRAPHEME);
    // Rejects very long texts before normalisation, because their result cannot be short enough.
    if raw.trim().len() > max_scalars.saturating_mul(BYTES_PER_SCALAR) {
        return Err(too_long);
    }
    let raw = without_direction(raw)?;
    let mut text = String::with_capacity(raw.len());
    for word in raw.split_whitespace() {
        let start = text.len();
        if start > 0 {
            text.push(' ');
        }
        let word_start = text.len();
        text.extend(word.nfc().filter(|c| !is_filling(*c)));
        if text.len() == word_start {
            text.truncate(start);
        }
    }
    if text.chars().any(is_control) {
        return Err(BadText::Control);
    }
    if is_only_marks(&text) {
        return Err(BadText::Empty);
    }
    if has_too_many_marks(&text) {
        return Err(BadText::Marks);
    }
    if text.chars().count() > max_scalars || text.graphemes(true).count() > max_graphemes {
        return Err(too_long);
    }
    Ok(text)
}

/// Returns whether a character is an invisible filler, often a remainder of copying.
pub(super) fn is_filling(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

/// Returns whether a character is a control character or an annotation mark.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{fff9}'..='\u{fffb}')
}

/// Returns whether a character is invisible alone: joiners, direction marks, selectors, special blanks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, ' ' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200c}'..='\u{200f}' | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{ffa0}' | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}'
        | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn folds_blanks_and_composes_accents() {
        assert_eq!(clean("  a \t\n cafe\u{301}  ", 80), Ok("a café".into()));
        assert_eq!(clean("a \u{200b} b", 80), Ok("a b".into()));
    }

    #[test]
    fn counts_graphemes() {
        assert_eq!(clean(&"é".repeat(80), 80).map(|t| t.chars().count()), Ok(80));
        assert_eq!(clean(&"👍🏽".repeat(80), 80).map(|t| t.chars().count()), Ok(160));
        assert_eq!(clean(&"a".repeat(81), 80), Err(BadText::TooLong { max: 80 }));
        assert_eq!(clean(&"a".repeat(10_000_000), 80), Err(BadText::TooLong { max: 80 }));
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(2000)), 80), Err(BadText::TooLong { max: 80 }));
    }

    #[test]
    fn rejects_stacked_marks() {
        assert_eq!(clean(&format!("a{}", "\u{335}".repeat(319)), 80), Err(BadText::Marks));
        assert_eq!(clean(&format!("Hello Z{}", "\u{335}".repeat(5)), 80), Err(BadText::Marks));
        assert_eq!(clean("\u{301}", 80), Err(BadText::Empty));
        assert_eq!(clean("\u{20dd} \u{335}", 80), Err(BadText::Empty));
    }

    #[test]
    fn removes_harmless_direction_marks() {
        assert_eq!(clean("\u{200f}שרה", 80), Ok("שרה".into()));
        assert_eq!(clean("\u{202b} שרה \u{202c}\u{200e}", 80), Ok("שרה".into()));
        assert_eq!(clean("\u{200e}", 80), Err(BadText::Empty));
        let error = BadText::Direction('\u{202e}');
        assert!(error.to_string().contains("U+202E"), "{error}");
        assert_eq!(clean("\u{202e}evil", 80), Err(error));
        assert_eq!(clean("a\u{2066}b", 80), Err(BadText::Direction('\u{2066}')));
    }

    #[test]
    fn rejects_invisible_texts() {
        for blank in ["", "   ", "\u{200b}", "\u{200d}", "\u{3164}", "\u{fe0f}", "\n"] {
            assert_eq!(clean(blank, 80), Err(BadText::Empty), "{blank:?}");
        }
    }

    #[test]
    fn rejects_control_characters() {
        for bad in ["a\u{0}b", "a\u{7}", "a\u{fff9}b", "\u{1b}[31m"] {
            assert_eq!(clean(bad, 80), Err(BadText::Control), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_marks_is_idempotent(raw in "[a\u{300}-\u{303}\u{335}\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069} ]{0,12}") {
            if let Ok(text) = clean(&raw, 80) {
                prop_assert_eq!(clean(&text, 80), Ok(text));
            }
        }

        #[test]
        fn cleaning_is_idempotent(raw in any::<String>()) {
            if let Ok(text) = clean(&raw, 80) {
                prop_assert!(text.graphemes(true).count() <= 80 && !has_too_many_marks(&text));
                prop_assert_eq!(clean(&text, 80), Ok(text));
            }
        }
    }
}
