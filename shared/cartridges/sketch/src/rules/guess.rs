//! `guess`: everybody but the artist picks the title that they believe. The true title has no author among those who guess,
//! so everybody has an option to pick.

use wpp_cartridge_kit::{
    bluff::{Choice, Guessing, Lie, build_options_from_deck},
    prelude::*,
};

use crate::{Step, contract::Event, state::Stage, stock_titles};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let titles = step.take_lies();
    let choices = choices(step, titles);
    step.enter_guess(Stage::Guess(Guessing::new(choices)), Event::GuessStarted);
}

/// Returns the titles to pick from. Prompts that no later round needs fill them up, to one more than there are players, and
/// then stock titles that nobody draws in the round.
fn choices(step: &mut Step<'_, '_>, titles: Vec<Lie>) -> Vec<Choice> {
    let state = &mut step.state;
    let truth = state.shown().map(|drawing| drawing.prompt.clone()).unwrap_or_default();
    let later_rounds = state.config.rounds.saturating_sub(state.round) as usize;
    let needed = later_rounds * state.config.most_players(state.players.len());
    let (target, stock) = (state.players.len() + 1, stock_titles::decoys(state));
    build_options_from_deck(&truth, titles, &mut state.deck, needed, stock, target, step.ctx.rng)
}
