//! Word lists and pairs as plain text, as people type or paste them. A person chooses the format, because any text has its
//! form.

mod pairs;
mod word_lists;

use super::{Defaults, Format, Sink};

/// Reads every word list, or every pair.
pub(super) fn read(text: &str, format: Format, defaults: &Defaults, sink: &mut Sink<'_>) {
    let text = text.replace("\r\n", "\n");
    let lines = text.split(['\n', '\r']).map(str::trim).zip(1..);
    if format == Format::Pairs {
        pairs::read(lines, defaults, sink);
    } else {
        word_lists::read(lines, defaults, sink);
    }
}
