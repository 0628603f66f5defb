//! Cleaning of a text of several lines.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::{
    clean::{BYTES_PER_SCALAR, BadText, SCALARS_PER_GRAPHEME, is_control, is_filling},
    direction::without_direction,
    marks::{has_too_many_marks, is_only_marks},
};

/// Returns `raw` in NFC with `\n` as line break, without trailing blanks, invisible fillers and direction
/// marks, and with at most one empty line in a row. The result has 1 to `max_graphemes` grapheme clusters,
/// including line breaks. Blanks within a line remain unchanged.
///
/// # Errors
/// [`BadText`] when the result is empty or too long or has too many marks on a letter, or when `raw`
/// contains control characters (tabs count as blanks) or a change of the writing direction that would
/// also affect the surrounding text.
pub fn clean_lines(raw: &str, max_graphemes: usize) -> Result<String, BadText> {
    let too_long = BadText::TooLong { max: max_graphemes };
    let max_scalars = max_graphemes.saturating_mul(SCALARS_PER_GRAPHEME);
    // Rejects very long texts before normalisation.
    if raw.trim().len() > max_scalars.saturating_mul(BYTES_PER_SCALAR) {
        return Err(too_long);
    }
    let raw = without_direction(raw)?;
    let mut text = String::with_capacity(raw.len());
    let mut gap = "";
    for line in raw.trim().lines() {
        let line: String = line.nfc().filter(|c| !is_filling(*c)).map(|c| if c == '\t' { ' ' } else { c }).collect();
        let line = line.trim_end();
        if line.chars().any(is_control) {
            return Err(BadText::Control);
        }
        if is_only_marks(line) {
            gap = if text.is_empty() { "" } else { "\n\n" };
            continue;
        }
        text.push_str(gap);
        text.push_str(if text.is_empty() { line.trim_start() } else { line });
        gap = "\n";
    }
    if text.is_empty() {
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn keeps_lines_and_removes_fillers() {
        assert_eq!(clean_lines(" \n hi,\r\n  you \t\nthere\n ", 80), Ok("hi,\n  you\nthere".into()));
        assert_eq!(clean_lines("a\n\n \n\u{200b}\nb", 80), Ok("a\n\nb".into()));
        assert_eq!(clean_lines("a  b", 80), Ok("a  b".into()));
        assert_eq!(clean_lines("cafe\u{301}", 80), Ok("café".into()));
        assert_eq!(clean_lines("\u{202b}שרה\nבא\u{202c}\u{200e}", 80), Ok("שרה\nבא".into()));
    }

    #[test]
    fn rejects_stacked_marks() {
        assert_eq!(clean_lines(&format!("Z{}", "\u{335}".repeat(1900)), 2000), Err(BadText::Marks));
        assert_eq!(clean_lines("a\nZ\u{335}\u{335}\u{335}\u{335}\u{335}", 2000).err(), Some(BadText::Marks));
        assert_eq!(clean_lines("\u{301}\n\u{335}", 2000), Err(BadText::Empty));
    }

    #[test]
    fn counts_graphemes() {
        assert_eq!(clean_lines(&"a".repeat(2000), 2000).map(|t| t.len()), Ok(2000));
        assert_eq!(clean_lines(&"a".repeat(2001), 2000), Err(BadText::TooLong { max: 2000 }));
        assert_eq!(clean_lines(&"👍🏽".repeat(2000), 2000).map(|t| t.chars().count()), Ok(4000));
        assert_eq!(clean_lines(&"a\n".repeat(1001), 2000), Err(BadText::TooLong { max: 2000 }));
        assert_eq!(clean_lines(&"ab".repeat(8001), 2000), Err(BadText::TooLong { max: 2000 }));
    }

    #[test]
    fn rejects_invisible_and_control_texts() {
        for blank in ["", "  ", "\n\n", "\u{200b}\n\u{3164}", "\t"] {
            assert_eq!(clean_lines(blank, 80), Err(BadText::Empty), "{blank:?}");
        }
        for bad in ["a\u{0}b", "\u{1b}[31m"] {
            assert_eq!(clean_lines(bad, 80), Err(BadText::Control), "{bad:?}");
        }
        assert_eq!(clean_lines("ok\n\u{202e}evil", 80), Err(BadText::Direction('\u{202e}')));
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent(raw in any::<String>()) {
            if let Ok(text) = clean_lines(&raw, 80) {
                prop_assert!(text.graphemes(true).count() <= 80);
                prop_assert_eq!(clean_lines(&text, 80), Ok(text));
            }
        }

        #[test]
        fn cleaning_blank_lines_is_idempotent(raw in "[ab \t\r\n\u{200b}]{0,40}") {
            if let Ok(text) = clean_lines(&raw, 80) {
                prop_assert_eq!(clean_lines(&text, 80), Ok(text));
            }
        }
    }
}
