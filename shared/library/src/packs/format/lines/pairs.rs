//! Pairs, one a line.

use wpp_game::content::QuestionKind;

use crate::packs::format::{Defaults, Row, Sink, row::blank};

/// Reads a pair from each line. Without a separator, the second text is missing, and the rules refuse the row.
pub(super) fn read<'a>(lines: impl Iterator<Item = (&'a str, usize)>, defaults: &Defaults, sink: &mut Sink<'_>) {
    for ((line, at), number) in lines.filter(|(line, _)| !line.is_empty()).zip(1..) {
        let sides = line.split_once('\t').or_else(|| line.split_once('='));
        let (left, right) = sides.unwrap_or((line, ""));
        let mut draft = blank(defaults);
        draft.kind = Some(QuestionKind::Pair);
        (draft.prompt, draft.answer) = (left.to_owned(), right.to_owned());
        if !sink(Row::new(number, at, None, draft)) {
            return;
        }
    }
}
