//! Builds the options of a question from lies, decoys and the truth.

use rand::seq::SliceRandom;
use wpp_cartridge_kit::bluff::{self, Choice, Lie};
use wpp_game::{driver::StepContext, text::clean};

use super::{lie::truths, suggest::times_suggested};
use crate::{contract::action::MAX_GRAPHEMES, state::State};

/// Returns the options of the current question, in the order that everybody will see.
///
/// Decoys fill the options up to one more than there are players, as if everybody had submitted a lie.
pub(super) fn build_options(state: &State, lies: Vec<Lie>, ctx: &mut StepContext<'_>) -> Vec<Choice> {
    let decoys = decoys(state, ctx);
    let target = state.players.len() + 1;
    bluff::build_options(&state.current.answer, &truths(&state.current), lies, decoys, target, ctx.rng)
}

/// Returns the question's decoys in random order, rarely suggested ones first: a player who received a
/// decoy as a suggestion knows that it is not the truth.
fn decoys(state: &State, ctx: &mut StepContext<'_>) -> Vec<String> {
    let mut order: Vec<usize> = (0..state.current.decoys.len()).collect();
    order.shuffle(ctx.rng);
    order.sort_by_key(|at| times_suggested(state, *at));
    let texts = order.into_iter().filter_map(|at| state.current.decoys.get(at));
    texts.filter_map(|decoy| clean(decoy, MAX_GRAPHEMES).ok()).collect()
}
