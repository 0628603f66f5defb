//! Word lists: a title, a word a line, and a blank line.

use wpp_game::content::{QuestionKind, form::MAX_WORDS};

use crate::packs::format::{Defaults, Row, Sink, row::blank};

/// Reads lists: the first line is the title, and the next ones are words, until a blank line.
pub(super) fn read<'a>(lines: impl Iterator<Item = (&'a str, usize)>, defaults: &Defaults, sink: &mut Sink<'_>) {
    let mut number = 0;
    let mut list = WordList::default();
    for (line, at) in lines.chain([("", 0)]) {
        if !line.is_empty() {
            list.add(line, at);
        } else if !list.title.is_empty() {
            number += 1;
            if !sink(std::mem::take(&mut list).row(number, defaults)) {
                return;
            }
        }
    }
}

#[derive(Default)]
struct WordList {
    line: usize,
    title: String,
    words: Vec<String>,
}

impl WordList {
    fn add(&mut self, text: &str, line: usize) {
        if self.title.is_empty() {
            (self.line, self.title) = (line, text.to_owned());
        } else if self.words.len() <= MAX_WORDS {
            // One more than allowed, so that the rules report the surplus.
            self.words.push(text.to_owned());
        }
    }

    fn row(self, number: usize, defaults: &Defaults) -> Row {
        let mut draft = blank(defaults);
        draft.kind = Some(QuestionKind::WordList);
        (draft.prompt, draft.words) = (self.title, self.words);
        Row::new(number, self.line, None, draft)
    }
}
