//! Builds the options of a question from lies, decoys and the truth.

use rand::seq::SliceRandom;
use wpp_game::{
    driver::{REMOVED, StepContext},
    text::{Key, clean},
};

use super::{
    lie::{is_near, truths},
    suggest::times_suggested,
};
use crate::{
    contract::{action::MAX_GRAPHEMES, reveal_data::Kind},
    state::{Author, Choice, Lie, State},
};

/// Fewest options. Two players know their own lies, so fewer options would give the truth away.
const FEWEST: usize = 4;
/// Number of options up to which decoys are added; a TV can show eight.
const FILLED: usize = 8;

/// Returns the options of the current question, in the order that everybody will see.
///
/// Decoys fill the options up to one more than there are players, as if everybody had submitted a lie,
/// within [`FEWEST`] and [`FILLED`].
pub(super) fn build_options(state: &State, lies: Vec<Lie>, ctx: &mut StepContext<'_>) -> Vec<Choice> {
    let truth = truths(&state.current);
    let mut built = merge(lies);
    built.retain(|lie| !is_near(&truth, &lie.key));
    let target = (state.players.len() + 1).clamp(FEWEST, FILLED);

    for text in decoys(state, ctx) {
        // One option is the truth.
        if built.len() + 1 >= target {
            break;
        }
        let key = Key::of(&text);
        let taken = truth.iter().chain(built.iter().map(|keyed| &keyed.key)).any(|other| other.near(&key));
        if !taken {
            built.push(Keyed { key, choice: Choice::new(text, Kind::Decoy) });
        }
    }

    let mut choices: Vec<Choice> = built.into_iter().map(|keyed| keyed.choice).collect();
    choices.push(Choice::new(state.current.answer.clone(), Kind::Truth));
    choices.shuffle(ctx.rng);
    choices
}

struct Keyed {
    key: Key,
    choice: Choice,
}

/// Merges nearly equal lies into one option with the text of the first that may be shown. All authors share the credit.
/// Which lies are equal depends on their originals, so moderation does not change the points.
fn merge(lies: Vec<Lie>) -> Vec<Keyed> {
    let mut merged: Vec<Keyed> = Vec::with_capacity(lies.len());
    for Lie { player, text, suggested } in lies {
        let (key, original) = (Key::of(text.original()), text.original().to_owned());
        let shown = text.settle();
        let author = |shown: &str| {
            let own_text = (original != shown).then(|| original.clone());
            player.map(|player| Author { player, suggested, own_text })
        };
        if let Some(Keyed { choice, .. }) = merged.iter_mut().find(|other| other.key.near(&key)) {
            if choice.text == REMOVED {
                choice.text = shown;
            }
            choice.authors.extend(author(&choice.text));
        } else {
            let mut choice = Choice::new(shown, Kind::Lie);
            choice.authors.extend(author(&choice.text));
            merged.push(Keyed { key, choice });
        }
    }
    merged
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
