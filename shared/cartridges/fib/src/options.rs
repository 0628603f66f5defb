//! From lies to options: merged, filled up, mixed.

use rand::seq::SliceRandom;

use super::{
    event::Kind,
    lie::{MAX_GRAPHEMES, truths},
    state::{Author, Choice, Lie, State},
    suggest::times_offered,
};
use wpp_game::{
    driver::StepContext,
    text::{Key, clean},
};

/// Decoys fill the options up to one more than there are players, as if everybody had lied; but
/// to four at least, or a table of two whose lies are known to themselves would be handed the
/// truth; and to eight at most, for that is what a TV and a patient reader hold.
const FEWEST: usize = 4;
const FILLED: usize = 8;

/// The options of the current question, in the order in which everybody will see them.
pub(super) fn lay_out(state: &State, lies: Vec<Lie>, ctx: &mut StepContext<'_>) -> Vec<Choice> {
    let truth = truths(&state.current);
    let mut laid = merge(lies);
    let target = (state.players.len() + 1).clamp(FEWEST, FILLED);

    for text in decoys(state, ctx) {
        // One place is the truth's.
        if laid.len() + 1 >= target {
            break;
        }
        let key = Key::of(&text);
        let taken = truth.iter().chain(laid.iter().map(|(key, _)| key)).any(|other| other.near(&key));
        if !taken {
            laid.push((key, Choice::new(text, Kind::Decoy)));
        }
    }

    let mut choices: Vec<Choice> = laid.into_iter().map(|(_, choice)| choice).collect();
    choices.push(Choice::new(state.current.answer.clone(), Kind::Truth));
    choices.shuffle(ctx.rng);
    choices
}

/// Nearly equal lies become one option in the words of whoever was first, to the credit of all.
fn merge(lies: Vec<Lie>) -> Vec<(Key, Choice)> {
    let mut merged: Vec<(Key, Choice)> = Vec::with_capacity(lies.len());
    for Lie { player, text, offered } in lies {
        let key = Key::of(&text);
        let author = |wrote| player.map(|player| Author { player, offered, wrote });
        if let Some((_, choice)) = merged.iter_mut().find(|(other, _)| other.near(&key)) {
            let wrote = (choice.text != text).then_some(text);
            choice.authors.extend(author(wrote));
        } else {
            let mut choice = Choice::new(text, Kind::Lie);
            choice.authors.extend(author(None));
            merged.push((key, choice));
        }
    }
    merged
}

/// The question's decoys in random order, but those that nobody was offered first: who was
/// offered one knows that it is none of the others' and not the truth.
fn decoys(state: &State, ctx: &mut StepContext<'_>) -> Vec<String> {
    let mut order: Vec<usize> = (0..state.current.decoys.len()).collect();
    order.shuffle(ctx.rng);
    order.sort_by_key(|at| times_offered(state, *at));
    let texts = order.into_iter().filter_map(|at| state.current.decoys.get(at));
    texts.filter_map(|decoy| clean(decoy, MAX_GRAPHEMES).ok()).collect()
}
