//! The texts that people wrote, titles and quotes of them, and their drawings.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are false.

use wpp_cartridge_kit::{awards, bluff::Bluffs as _, prelude::*, scoreboard::GameOver};
use wpp_game::driver::DRAWING;

use super::{
    Sketch,
    state::{Stage, State},
};

/// Id of the shown drawing in the list of texts. No option has it.
const SHOWN: &str = "drawing";

impl WrittenTexts<Self> for Sketch {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        state.visit_bluff(visitor);
        visit_drawings(state, visitor);
        if let Stage::GameOver(GameOver { awards, .. }) = &mut state.stage {
            awards::visit_quotes(awards, visitor);
        }
        for record in state.players.values_mut() {
            for highlight in record.title.iter_mut().chain(record.reactions.highlights_mut()) {
                visitor.copy(&mut highlight.text);
            }
        }
    }
}

/// Passes the drawings that nobody sees yet, and the one that is on the screens, to `visitor`.
fn visit_drawings(state: &mut State, visitor: &mut dyn TextVisitor) {
    let shown = state.shown_drawings();
    for drawing in state.drawings.iter_mut().skip(shown) {
        drawing.review.visit_drawing(&drawing.strokes, visitor);
    }
    let is_over = matches!(state.stage, Stage::GameOver(_));
    let is_on_screen =
        if is_over { state.best.is_some() } else { state.shown().is_some_and(|drawing| !drawing.strokes.is_empty()) };
    if !is_on_screen {
        return;
    }
    let mut text = DRAWING.to_owned();
    visitor.shown(SHOWN.to_owned(), &mut text);
    if text == DRAWING {
        return;
    }
    if is_over {
        state.best = None;
    } else if let Some(drawing) = state.drawings.get_mut(state.current) {
        drawing.strokes.clear();
    }
}
