//! Bounds on the marks of a letter, so that a stack of accents cannot cover the lines around it.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

use super::clean::is_invisible;

/// Maximum number of marks on one letter. Vietnamese and Burmese letters, and pointed Hebrew with
/// cantillation, have at most four.
const MARKS_PER_LETTER: usize = 4;

/// Maximum number of tag characters after a black flag. The flags of England, Scotland and Wales have six.
const TAGS_PER_FLAG: usize = 7;

/// Maximum number of scalar values in one grapheme, in total. The longest emoji have ten, and Indian
/// conjuncts have fewer.
const SCALARS_PER_GRAPHEME: usize = 24;

/// Returns whether a letter or emoji of `text` has too many marks.
///
/// Each letter of a conjunct and each emoji of a joined sequence has a separate bound.
#[must_use]
pub fn has_too_many_marks(text: &str) -> bool {
    text.graphemes(true).any(|grapheme| {
        let (mut scalars, mut marks, mut bound) = (0, 0, MARKS_PER_LETTER);
        for c in grapheme.chars() {
            scalars += 1;
            if scalars > 1 && is_extending(c) {
                marks += 1;
            } else {
                marks = usize::from(is_combining_mark(c));
                bound = if c == '\u{1f3f4}' { TAGS_PER_FLAG } else { MARKS_PER_LETTER };
            }
            if marks > bound || scalars > SCALARS_PER_GRAPHEME {
                return true;
            }
        }
        false
    })
}

/// Returns whether every character is invisible or a mark, so that no letter carries the marks.
#[must_use]
pub fn is_only_marks(text: &str) -> bool {
    text.chars().all(|c| c.is_whitespace() || is_invisible(c) || is_combining_mark(c))
}

/// Returns whether a word of `text` starts with a mark, which would join the character in front of it.
#[must_use]
pub fn has_loose_mark(text: &str) -> bool {
    text.split_whitespace().any(|word| word.starts_with(is_combining_mark))
}

/// Returns whether a character extends the letter in front of it: marks, joiners, selectors, tags.
fn is_extending(c: char) -> bool {
    is_combining_mark(c) || is_invisible(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_the_marks_of_languages() {
        for text in [
            "Nguyễn Thị Phượng",
            "e\u{323}\u{302}\u{301}",
            "\u{5e9}\u{5c1}\u{5bc}\u{5b8}\u{591}לום",
            "မြွှာ လျှော့ လျှော်",
            "བསྒྲུབས་སྨྲེང",
            "कार्त्स्न्य स्त्री",
            "ก็ที่นี้ น้ำ",
            "அக்ஷௌ",
            "مُحَمَّدٌ",
            "علی\u{200c}رضا",
            "👩🏽\u{200d}❤\u{fe0f}\u{200d}💋\u{200d}👨🏽",
            "👨‍👩‍👧‍👦 👁️‍🗨️ #️⃣ 🏳️‍⚧️",
            "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
        ] {
            assert!(!has_too_many_marks(text), "{text}");
        }
    }

    #[test]
    fn rejects_stacks_of_marks() {
        for (letter, mark) in [
            ("Z", "\u{335}"),
            ("a", "\u{301}"),
            ("", "\u{301}"),
            ("น", "\u{e49}"),
            ("क", "\u{93e}"),
            ("a", "\u{fe0f}"),
            ("a", "\u{200d}"),
            ("a", "\u{34f}"),
            ("a", "\u{20dd}"),
            ("a", "\u{335}\u{200d}"),
            ("a", "\u{e0061}"),
            ("👍", "\u{e0061}\u{301}"),
            ("👩", "\u{200d}👩"),
            ("a", "🏽"),
        ] {
            let stack = format!("Hi {letter}{} there", mark.repeat(40));
            assert!(has_too_many_marks(&stack), "{stack:?}");
        }
        assert!(!has_too_many_marks(&format!("q{}", "\u{335}".repeat(4))));
        assert!(has_too_many_marks(&format!("q{}", "\u{335}".repeat(5))));
    }

    #[test]
    fn recognises_texts_of_marks_only() {
        for text in ["\u{301}", "\u{301} \u{20dd}", "\u{200d}\u{93e}", " "] {
            assert!(is_only_marks(text), "{text:?}");
        }
        assert!(!is_only_marks("e\u{301}") && !is_only_marks("´"));
        assert!(has_loose_mark("Bo \u{335}") && !has_loose_mark("Bo\u{335} Ann"));
    }
}
