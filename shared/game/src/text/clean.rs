//! Typed text, made fit to be shown to others.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

/// Scalar values a grapheme may have on average. Room for accents and most emoji, not for letters
/// that pile up marks until they cover the screen.
pub(super) const SCALARS_PER_GRAPHEME: usize = 4;

/// Bytes a scalar value may have before normalisation; NFC never needs more than this to shrink.
pub(super) const BYTES_PER_SCALAR: usize = 12;

/// Why a text cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadText {
    /// Nothing to see in it.
    #[error("this text is empty")]
    Empty,
    /// Too many graphemes, or too many marks on them.
    #[error("this text is too long: at most {max} characters fit")]
    TooLong {
        /// Graphemes that fit.
        max: usize,
    },
    /// A control character, or one that turns the direction of what follows it.
    #[error("this text holds control characters")]
    Control,
}

/// `raw` in NFC, without blanks around it, inner runs of white space folded to one space and
/// invisible filling removed; 1 to `max_graphemes` grapheme clusters.
///
/// # Errors
/// [`BadText`] when nothing visible is left, it is too long, or it holds control characters
/// (line breaks and tabs count as white space) or overrides of the writing direction, which would
/// turn the text around it as well.
pub fn clean(raw: &str, max_graphemes: usize) -> Result<String, BadText> {
    let too_long = BadText::TooLong { max: max_graphemes };
    let max_scalars = max_graphemes.saturating_mul(SCALARS_PER_GRAPHEME);
    // Before any work is spent on it: white space aside, a text this long cannot come out short.
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

/// Left over from copying and pasting; means nothing.
pub(super) fn is_filling(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}')
}

pub(super) fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fff9}'..='\u{fffb}')
}

/// Shows nothing by itself: joiners, direction marks, selectors, blanks that are no white space.
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
    fn blanks_are_folded_and_accents_composed() {
        assert_eq!(clean("  a \t\n cafe\u{301}  ", 80), Ok("a café".into()));
        assert_eq!(clean("a \u{200b} b", 80), Ok("a b".into()));
    }

    #[test]
    fn lengths_count_what_a_reader_counts() {
        assert_eq!(clean(&"é".repeat(80), 80).map(|t| t.chars().count()), Ok(80));
        assert_eq!(clean(&"👍🏽".repeat(80), 80).map(|t| t.chars().count()), Ok(160));
        assert_eq!(clean(&"a".repeat(81), 80), Err(BadText::TooLong { max: 80 }));
        assert_eq!(clean(&"a".repeat(10_000_000), 80), Err(BadText::TooLong { max: 80 }));
        assert_eq!(clean(&format!("a{}", "\u{301}".repeat(2000)), 80), Err(BadText::TooLong { max: 80 }));
    }

    #[test]
    fn nothing_to_see_is_empty() {
        for blank in ["", "   ", "\u{200b}", "\u{200d}", "\u{3164}", "\u{fe0f}", "\n"] {
            assert_eq!(clean(blank, 80), Err(BadText::Empty), "{blank:?}");
        }
    }

    #[test]
    fn what_would_garble_the_screen_is_refused() {
        for bad in ["a\u{0}b", "a\u{7}", "\u{202e}evil", "a\u{2066}b", "\u{1b}[31m"] {
            assert_eq!(clean(bad, 80), Err(BadText::Control), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_a_clean_text_changes_nothing(raw in any::<String>()) {
            if let Ok(text) = clean(&raw, 80) {
                prop_assert!(text.graphemes(true).count() <= 80);
                prop_assert_eq!(clean(&text, 80), Ok(text));
            }
        }
    }
}
