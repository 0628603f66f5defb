//! The texts that people wrote: lies, options, and quotes of them.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are lies.

use wpp_cartridge_kit::{awards, bluff::Bluffs as _, prelude::*, scoreboard::GameOver};

use super::{
    Fib,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Fib {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        state.visit_bluff(visitor);
        match &mut state.stage {
            // The options stay in the state, but no screen shows them.
            Stage::Scores { ballot, .. } | Stage::Scoreboard { ballot, .. } => ballot.visit_copies(visitor),
            Stage::GameOver(GameOver { awards, .. }) => awards::visit_quotes(awards, visitor),
            Stage::Question | Stage::Lie(_) | Stage::Guess(_) | Stage::Reveal(_) => {}
        }
        for record in state.players.values_mut() {
            let highlights = record.highlights.all_mut().chain(record.reactions.highlights_mut());
            highlights.for_each(|highlight| visitor.copy(&mut highlight.text));
        }
    }
}
