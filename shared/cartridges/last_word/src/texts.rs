//! The texts that people wrote: their answers.

use wpp_cartridge_kit::{awards, prelude::*, scoreboard::GameOver};

use super::{
    LastWord,
    state::{Stage, State},
};

impl WrittenTexts<Self> for LastWord {
    fn visit(&self, state: &mut State, visitor: &mut dyn TextVisitor) {
        let (ids, shown) = (state.option_ids(), state.shown_prompts());
        let is_voting = matches!(state.stage, Stage::Vote(_));
        for (at, prompt) in state.prompts.iter_mut().enumerate() {
            for (option, answer) in prompt.answers.iter_mut().enumerate() {
                match &mut answer.text {
                    unshown if at >= shown => visitor.unshown(unshown, Some(&prompt.text)),
                    FreeText::Open(text) if is_voting && at == state.current => {
                        visitor.shown(ids.id(option), text);
                    }
                    FreeText::Open(text) => visitor.copy(text),
                    // An answer is open from the vote on.
                    FreeText::Moderated { .. } => {}
                }
            }
        }
        for record in state.players.values_mut() {
            for quote in [&mut record.best, &mut record.favourite].into_iter().flatten() {
                visitor.copy(&mut quote.text);
            }
        }
        match &mut state.stage {
            Stage::Result { results } => {
                for result in results {
                    visitor.shown(result.option_id.clone(), &mut result.text);
                }
            }
            Stage::GameOver(GameOver { awards, .. }) => awards::visit_quotes(awards, visitor),
            Stage::Write(_) | Stage::Vote(_) | Stage::Scoreboard(_) => {}
        }
    }
}
