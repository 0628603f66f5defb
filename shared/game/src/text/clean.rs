//! Cleaning of a single line of text.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Maximum average number of scalar values in a grapheme. Enough for accents and most emoji, but not for
/// letters with so many marks that they cover the screen.
pub(super) const SCALARS_PER_GRAPHEME: usize = 4;

/// Maximum number of bytes before normalisation for each scalar value after it.
pub(super) const BYTES_PER_SCALAR: usize = 12;

/// The reason for which a text is rejected.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// The text has no visible character.
    #[error("this text is empty; write at least one character")]
    Empty,
    /// The text has too many graphemes, or too many marks.
    #[error("this text is too long: use at most {max} characters")]
    TooLong {
        /// Maximum number of graphemes.
        max: usize,
    },
    /// The text contains a control character or an override of the writing direction.
    #[error("this text contains control characters; remove them")]
    Control,
}

/// Returns `raw` in NFC, trimmed, with single inner blanks and without invisible fillers. The result has 1
/// to `max_graphemes` grapheme clusters.
///
/// # Errors
/// [`BadText`] when the result is empty or too long, or when `raw` contains control characters (line
/// breaks and tabs count as blanks) or overrides of the writing direction, which would also affect
/// the surrounding text.
pub fn clean(raw: &str, max_graphemes: usize) -> Result<String, BadText> {
    let too_long = BadText::TooLong { max: max_graphemes };
    let max_scalars = max_graphemes.saturating_mul(SCALARS_PER_GRAPHEME);
    // Rejects very long texts before normalisation, because their result cannot be short enough.
    if raw.trim().len() > max_scalars.saturating_mul(BYTES_PER_SCALAR) {
        return Err(too_long);
    }
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
    if text.chars().all(is_invisible) {
        return Err(BadText::Empty);
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

/// Returns whether a character is a control character or overrides the writing direction.
pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

/// Returns whether a character is invisible alone: joiners, direction marks, selectors, special blanks.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, ' ' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200c}'..='\u{200f}'
        | '\u{2061}'..='\u{2065}' | '\u{206a}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}'
        | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
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
    fn rejects_invisible_texts() {
        for blank in ["", "   ", "\u{200b}", "\u{200d}", "\u{3164}", "\u{fe0f}", "\n"] {
            assert_eq!(clean(blank, 80), Err(BadText::Empty), "{blank:?}");
        }
    }

    #[test]
    fn rejects_control_characters() {
        for bad in ["a\u{0}b", "a\u{7}", "\u{202e}evil", "a\u{2066}b", "\u{1b}[31m"] {
            assert_eq!(clean(bad, 80), Err(BadText::Control), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(raw in any::<String>()) {
            if let Ok(text) = clean(&raw, 80) {
                prop_assert!(text.graphemes(true).count() <= 80);
                prop_assert_eq!(clean(&text, 80), Ok(text));
            }
        }
    }
}
