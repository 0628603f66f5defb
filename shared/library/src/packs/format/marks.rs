//! Marks inside texts: direction marks, which are invisible, and accents stacked on a letter.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Maximum number of marks on one letter, after composition.
const MAX_MARKS: usize = 4;

/// Result of [`clean`].
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Cleaned {
    /// The text has no marks to remove.
    Unchanged,
    /// The text without its harmless direction marks.
    Changed(String),
    /// This direction mark has no counterpart.
    Direction(char),
    /// A letter has more than four marks.
    TooManyMarks,
}

/// Removes direction marks that have no effect on the letters: single marks, and balanced pairs.
pub(super) fn clean(text: &str) -> Cleaned {
    if text.is_ascii() {
        return Cleaned::Unchanged;
    }
    let mut run = 0;
    for c in text.nfc() {
        run = if is_combining_mark(c) { run + 1 } else { 0 };
        if run > MAX_MARKS {
            return Cleaned::TooManyMarks;
        }
    }
    let mut open: Vec<char> = Vec::new();
    let mut found = false;
    for c in text.chars() {
        match c {
            '\u{200e}' | '\u{200f}' | '\u{61c}' => {}
            '\u{202a}' | '\u{202b}' | '\u{202d}' | '\u{202e}' | '\u{2066}'..='\u{2068}' => open.push(c),
            '\u{202c}' if matches!(open.last(), Some('\u{202a}'..='\u{202e}')) => drop(open.pop()),
            '\u{2069}' if matches!(open.last(), Some('\u{2066}'..='\u{2068}')) => drop(open.pop()),
            '\u{202c}' | '\u{2069}' => return Cleaned::Direction(c),
            _ => continue,
        }
        found = true;
    }
    match open.first() {
        Some(mark) => Cleaned::Direction(*mark),
        None if found => Cleaned::Changed(text.chars().filter(|c| !is_direction_mark(*c)).collect()),
        None => Cleaned::Unchanged,
    }
}

fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_balanced_direction_marks() {
        let changed = |text: &str| match clean(text) {
            Cleaned::Changed(text) => text,
            other => panic!("{other:?}"),
        };
        assert_eq!(changed("\u{202b}ما\u{202c}?"), "ما?");
        assert_eq!(changed("\u{200f}מה\u{200f}"), "מה");
        assert_eq!(changed("\u{2067}a\u{202a}b\u{202c}\u{2069}"), "ab");
        assert_eq!(clean("Ærø"), Cleaned::Unchanged);
    }

    #[test]
    fn names_unbalanced_direction_marks() {
        assert_eq!(clean("a\u{202e}b"), Cleaned::Direction('\u{202e}'));
        assert_eq!(clean("a\u{202c}b"), Cleaned::Direction('\u{202c}'));
        assert_eq!(clean("\u{202a}a\u{2069}"), Cleaned::Direction('\u{2069}'));
    }

    #[test]
    fn bounds_marks_on_a_letter() {
        let stacked = |marks: usize| format!("fire{}", "\u{301}".repeat(marks));
        assert_eq!(clean(&stacked(900)), Cleaned::TooManyMarks);
        assert_eq!(clean(&stacked(4)), Cleaned::Unchanged);
        // Vietnamese and pointed Hebrew use several marks on a letter.
        for text in ["phở Việt Nam", "בְּרֵאשִׁית", "ก็ไม่", "र्क्ष्म्य"] {
            assert_eq!(clean(text), Cleaned::Unchanged, "{text}");
        }
    }
}
