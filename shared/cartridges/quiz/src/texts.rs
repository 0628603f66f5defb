//! The texts that people wrote: typed answers, the words of a cloud, and quotes of them.

use wpp_cartridge_kit::{awards, prelude::*};

use super::{
    Quiz,
    contract::GameOver,
    state::{Stage, State},
};

impl WrittenTexts<Self> for Quiz {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        match &mut state.stage {
            Stage::Answer(answering) => answering.ballot.visit_unshown(visitor),
            Stage::Solution { ballot, solution, .. } => {
                ballot.visit_copies(visitor);
                // Numbers are in the same list, and nobody removes them.
                let texts = solution.written.iter_mut().filter(|_| state.current.kind != QuestionKind::Number);
                for (number, written) in (1..).zip(texts) {
                    visitor.shown(format!("written.{number}"), &mut written.text);
                }
            }
            Stage::GameOver(GameOver { awards, .. }) => awards::visit_quotes(awards, visitor),
            Stage::Question | Stage::Scoreboard { .. } => {}
        }
        for record in state.players.values_mut() {
            record.reactions.highlights_mut().for_each(|highlight| visitor.copy(&mut highlight.text));
        }
    }
}
