//! Removal of invisible characters that change the writing direction.

use std::borrow::Cow;

use super::clean::BadText;

/// Returns `text` without direction marks, and without embeddings and isolates that are closed.
///
/// Copied text often contains such characters. The interface isolates the texts of people, so their
/// removal has no effect on the reader.
///
/// # Errors
/// [`BadText::Direction`] for an override, which reverses the letters of a word, and for an embedding or
/// isolate that is never opened or closed, which would also affect the surrounding text.
pub(super) fn without_direction(text: &str) -> Result<Cow<'_, str>, BadText> {
    if !text.contains(is_direction) {
        return Ok(Cow::Borrowed(text));
    }
    // The open embeddings and isolates, each with the character that must close it.
    let mut open: Vec<(char, char)> = Vec::new();
    for c in text.chars() {
        match c {
            '\u{202a}' | '\u{202b}' => open.push((c, '\u{202c}')),
            '\u{2066}'..='\u{2068}' => open.push((c, '\u{2069}')),
            '\u{202c}' | '\u{2069}' if open.pop().is_none_or(|(_, closing)| closing != c) => {
                return Err(BadText::Direction(c));
            }
            '\u{202d}' | '\u{202e}' => return Err(BadText::Direction(c)),
            _ => {}
        }
    }
    match open.first() {
        Some((opening, _)) => Err(BadText::Direction(*opening)),
        None => Ok(Cow::Owned(text.replace(is_direction, ""))),
    }
}

/// Returns whether a character affects only the writing direction.
fn is_direction(c: char) -> bool {
    matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn drops_marks_and_closed_pairs() {
        for (text, kept) in [
            ("Anna\u{200e}", "Anna"),
            ("\u{200f}שרה", "שרה"),
            ("\u{61c}مريم\u{200f}", "مريم"),
            ("\u{202b}שרה\u{202c}", "שרה"),
            ("a \u{2067}ב \u{202a}c\u{202c}\u{2069} d", "a ב c d"),
            ("\u{2068}x\u{2069}\u{2066}y\u{2069}", "xy"),
        ] {
            assert_eq!(without_direction(text).as_deref(), Ok(kept), "{text:?}");
        }
    }

    #[test]
    fn rejects_overrides_and_open_pairs() {
        for (text, found) in [
            ("\u{202e}evil", '\u{202e}'),
            ("\u{202d}evil\u{202c}", '\u{202d}'),
            ("\u{202e}evil\u{202c}", '\u{202e}'),
            ("a\u{2066}b", '\u{2066}'),
            ("a\u{202b}b", '\u{202b}'),
            ("a\u{2069}b\u{2066}", '\u{2069}'),
            ("\u{202c}b", '\u{202c}'),
            ("\u{202a}a\u{2067}b\u{202c}c\u{2069}", '\u{202c}'),
        ] {
            assert_eq!(without_direction(text), Err(BadText::Direction(found)), "{text:?}");
        }
    }
}
