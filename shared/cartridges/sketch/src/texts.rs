//! The texts that people wrote: titles, and quotes of them.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are false.

use wpp_cartridge_kit::awards;
use wpp_game::driver::{TextVisitor, WrittenTexts};

use super::{
    Sketch,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Sketch {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        let ids = state.option_ids();
        match &mut state.stage {
            Stage::Title { titles, .. } => titles.iter_mut().for_each(|title| visitor.unshown(&mut title.text, None)),
            Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } => ballot.visit_shown(visitor, |at| ids.id(at)),
            Stage::GameOver { awards, .. } => awards::visit_quotes(awards, visitor),
            Stage::Draw { .. } | Stage::Scoreboard { .. } => {}
        }
        for record in state.players.values_mut() {
            for highlight in record.title.iter_mut().chain(record.reactions.highlights_mut()) {
                visitor.copy(&mut highlight.text);
            }
        }
    }
}
