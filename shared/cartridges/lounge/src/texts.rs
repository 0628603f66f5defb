//! The texts that people wrote: statuses and the words of a toast. Nothing waits for their approval.

use wpp_game::driver::{FreeText, TextVisitor, WrittenTexts};

use super::{Lounge, State};

impl WrittenTexts<Self> for Lounge {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        for (player, status) in &mut state.statuses {
            visit(visitor, || format!("status.{player}"), status);
        }
        if let Some(words) = state.toast.as_mut().and_then(|toast| toast.words.as_mut()) {
            visit(visitor, || "toast".to_owned(), words);
        }
    }
}

/// A text in the lounge is shown as soon as it is approved, and its approval can be withdrawn.
fn visit(visitor: &mut dyn TextVisitor, text_id: impl Fn() -> String, text: &mut FreeText) {
    visitor.unshown(text, None);
    if let Some(text) = text.open_mut() {
        visitor.shown(text_id(), text);
    }
}
