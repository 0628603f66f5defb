//! The texts that people wrote: lies, options, and quotes of them.
//!
//! The options include decoys and the truth. Otherwise the list of texts that can be removed would reveal which options
//! are lies.

use wpp_cartridge_kit::{awards, bluff::Ballot, questions::option_id};
use wpp_game::driver::{TextVisitor, WrittenTexts};

use super::{
    Fib,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Fib {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        let (round, question) = (state.round, state.question);
        match &mut state.stage {
            Stage::Lie { lies, .. } => lies.iter_mut().for_each(|lie| visitor.unshown(&mut lie.text, None)),
            Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } => {
                for (at, choice) in ballot.choices.iter_mut().enumerate() {
                    visitor.shown(option_id(round, question, at), &mut choice.text);
                }
            }
            // The options stay in the state, but no screen shows them.
            Stage::Scores { ballot, .. } | Stage::Scoreboard { ballot, .. } => visit_copies(ballot, visitor),
            Stage::GameOver { awards, .. } => awards::visit_quotes(awards, visitor),
            Stage::Question => {}
        }
        for record in state.players.values_mut() {
            record.highlights.visit(visitor);
            record.reactions.highlights_mut().for_each(|highlight| visitor.copy(&mut highlight.text));
        }
    }
}

fn visit_copies(ballot: &mut Ballot, visitor: &mut dyn TextVisitor) {
    for choice in &mut ballot.choices {
        visitor.copy(&mut choice.text);
    }
}
