//! `guess`: everybody picks the option they believe. The truth has no author, so every player has at least one option to pick.

use wpp_cartridge_kit::{
    bluff::{Choice, Guessing, Lie, build_options},
    questions::spellings,
};
use wpp_game::text::clean;

use crate::{
    Step,
    contract::{Event, MAX_GRAPHEMES},
    state::Stage,
};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let lies = step.take_lies();
    let choices = choices(step, lies);
    step.enter_guess(Stage::Guess(Guessing::new(choices)), Event::GuessStarted);
}

/// Returns the options of the current question, in the order that everybody will see. Decoys fill them up to one more than
/// there are players, as if everybody had submitted a lie.
fn choices(step: &mut Step<'_, '_>, lies: Vec<Lie>) -> Vec<Choice> {
    let (state, question) = (&step.state, &step.state.current);
    let decoys = state.suggestions.rarest_first(&question.decoys, step.ctx.rng);
    let decoys = decoys.into_iter().filter_map(|decoy| clean(decoy, MAX_GRAPHEMES).ok());
    let target = state.players.len() + 1;
    build_options(&question.answer, &spellings(question), lies, decoys, target, step.ctx.rng)
}
