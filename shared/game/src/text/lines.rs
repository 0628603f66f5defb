//! Text of several lines, made fit to be shown to others.

use unicode_normalization::UnicodeNormalization;
use unicode_segmentation::UnicodeSegmentation;

use super::clean::{BYTES_PER_SCALAR, BadText, SCALARS_PER_GRAPHEME, is_control, is_filling, is_invisible};

/// `raw` in NFC with its line breaks written as `\n`, without blanks at its ends or at the ends of
/// its lines, at most one empty line in a row, and without invisible filling; 1 to `max_graphemes`
/// grapheme clusters, of which a line break is one. Blanks within a line stay as they are.
///
/// # Errors
/// [`BadText`] when nothing visible is left, it is too long, or it holds control characters (tabs
/// count as blanks) or overrides of the writing direction.
pub fn clean_lines(raw: &str, max_graphemes: usize) -> Result<String, BadText> {
    let too_long = BadText::TooLong { max: max_graphemes };
    let max_scalars = max_graphemes.saturating_mul(SCALARS_PER_GRAPHEME);
    // Before any work is spent on it.
    if raw.trim().len() > max_scalars.saturating_mul(BYTES_PER_SCALAR) {
        return Err(too_long);
    }
    let mut text = String::with_capacity(raw.len());
    let mut gap = "";
    for line in raw.trim().lines() {
        let line: String = line.nfc().filter(|c| !is_filling(*c)).map(|c| if c == '\t' { ' ' } else { c }).collect();
        let line = line.trim_end();
        if line.chars().any(is_control) {
            return Err(BadText::Control);
        }
        if line.chars().all(is_invisible) {
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
    fn lines_stay_and_what_nobody_sees_goes() {
        assert_eq!(clean_lines(" \n hi,\r\n  you \t\nthere\n ", 80), Ok("hi,\n  you\nthere".into()));
        assert_eq!(clean_lines("a\n\n \n\u{200b}\nb", 80), Ok("a\n\nb".into()));
        assert_eq!(clean_lines("a  b", 80), Ok("a  b".into()));
        assert_eq!(clean_lines("cafe\u{301}", 80), Ok("café".into()));
    }

    #[test]
    fn lengths_count_what_a_reader_counts() {
        assert_eq!(clean_lines(&"a".repeat(2000), 2000).map(|t| t.len()), Ok(2000));
        assert_eq!(clean_lines(&"a".repeat(2001), 2000), Err(BadText::TooLong { max: 2000 }));
        assert_eq!(clean_lines(&"👍🏽".repeat(2000), 2000).map(|t| t.chars().count()), Ok(4000));
        assert_eq!(clean_lines(&"a\n".repeat(1001), 2000), Err(BadText::TooLong { max: 2000 }));
        assert_eq!(clean_lines(&format!("a{}", "\u{301}".repeat(8001)), 2000), Err(BadText::TooLong { max: 2000 }));
    }

    #[test]
    fn nothing_to_see_is_empty_and_what_garbles_the_screen_is_refused() {
        for blank in ["", "  ", "\n\n", "\u{200b}\n\u{3164}", "\t"] {
            assert_eq!(clean_lines(blank, 80), Err(BadText::Empty), "{blank:?}");
        }
        for bad in ["a\u{0}b", "ok\n\u{202e}evil", "\u{1b}[31m"] {
            assert_eq!(clean_lines(bad, 80), Err(BadText::Control), "{bad:?}");
        }
    }

    proptest! {
        #[test]
        fn cleaning_clean_lines_changes_nothing(raw in any::<String>()) {
            if let Ok(text) = clean_lines(&raw, 80) {
                prop_assert!(text.graphemes(true).count() <= 80);
                prop_assert_eq!(clean_lines(&text, 80), Ok(text));
            }
        }

        #[test]
        fn cleaning_lines_of_blanks_and_letters_changes_nothing(raw in "[ab \t\r\n\u{200b}]{0,40}") {
            if let Ok(text) = clean_lines(&raw, 80) {
                prop_assert_eq!(clean_lines(&text, 80), Ok(text));
            }
        }
    }
}
