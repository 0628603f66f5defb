//! `guess`: everybody but the artist picks the title that they believe. The true title has no author among those who guess,
//! so everybody has an option to pick.

use wpp_cartridge_kit::{
    bluff::{Choice, Guessing, Kind, Lie, build_options},
    prelude::*,
};
use wpp_game::text::Key;

use crate::{Step, contract::Event, state::Stage};

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let titles = step.take_lies();
    let choices = choices(step, titles);
    step.enter_guess(Stage::Guess(Guessing::new(choices)), Event::GuessStarted);
}

/// Returns the titles to pick from. Prompts that no later round needs fill them up, to one more than there are players.
fn choices(step: &mut Step<'_, '_>, titles: Vec<Lie>) -> Vec<Choice> {
    let state = &mut step.state;
    let truth = state.shown().map(|drawing| drawing.prompt.clone()).unwrap_or_default();
    let later_rounds = state.config.rounds.saturating_sub(state.round) as usize;
    let needed = later_rounds * state.config.most_players(state.players.len());
    let decoys = state.deck[..state.deck.len().saturating_sub(needed)].to_vec();
    let target = state.players.len() + 1;
    let choices = build_options(&truth, &[Key::of_answer(&truth)], titles, decoys, target, step.ctx.rng);
    let used = |prompt: &String| choices.iter().any(|choice| choice.kind == Kind::Decoy && choice.text == *prompt);
    state.deck.retain(|prompt| !used(prompt));
    choices
}
