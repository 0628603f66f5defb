//! The texts that people wrote: titles, and quotes of them.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are false.

use wpp_cartridge_kit::{awards, bluff::Bluffs as _, prelude::*, scoreboard::GameOver};

use super::{
    Sketch,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Sketch {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        state.visit_bluff(visitor);
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
