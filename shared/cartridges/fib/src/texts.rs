//! The texts that people wrote: lies, options, and quotes of them.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are lies.

use wpp_cartridge_kit::awards;
use wpp_game::driver::{TextVisitor, WrittenTexts};

use super::{
    Fib,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Fib {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        let ids = state.option_ids();
        match &mut state.stage {
            Stage::Lie { lies, .. } => lies.iter_mut().for_each(|lie| visitor.unshown(&mut lie.text, None)),
            Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } => ballot.visit_shown(visitor, |at| ids.id(at)),
            // The options stay in the state, but no screen shows them.
            Stage::Scores { ballot, .. } | Stage::Scoreboard { ballot, .. } => ballot.visit_copies(visitor),
            Stage::GameOver { awards, .. } => awards::visit_quotes(awards, visitor),
            Stage::Question => {}
        }
        for record in state.players.values_mut() {
            record.highlights.visit(visitor);
            record.reactions.highlights_mut().for_each(|highlight| visitor.copy(&mut highlight.text));
        }
    }
}
