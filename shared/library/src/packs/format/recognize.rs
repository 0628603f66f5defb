//! Recognizes the format of a text from its content.

use super::{Format, aiken, cards, gift, table};

/// Returns the format of a text, or `None` if it is in no known format.
pub(super) fn format(text: &str) -> Option<Format> {
    let start = text.trim_start();
    if start.starts_with('{') && !gift::matches(text) || start.starts_with('[') {
        return Some(Format::Json);
    }
    if let Some((_, heading)) = table::recognize(text) {
        return Some(heading.format);
    }
    if cards::is_anki(text) {
        Some(Format::Anki)
    } else if aiken::matches(text) {
        Some(Format::Aiken)
    } else if gift::matches(text) {
        Some(Format::Gift)
    } else if cards::is_quizlet(text) {
        Some(Format::Quizlet)
    } else {
        None
    }
}
