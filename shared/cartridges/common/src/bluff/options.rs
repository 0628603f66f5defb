//! Builds the options of a question from lies, decoys and the truth.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use wpp_game::{driver::REMOVED, text::Key};

use super::{Author, Choice, Kind, Lie};

/// Fewest options. Two players know their own lies, so fewer options would give the truth away.
pub const FEWEST_OPTIONS: usize = 4;
/// Number of options up to which decoys are added; a TV can show eight.
pub const MAX_FILLED_OPTIONS: usize = 8;
/// Number of lies that are rejected for one player and question because they resemble the truth. After that, a game
/// accepts such a lie like any other, so that a guess costs the player's answer. [`build_options`] drops that lie.
pub const NEAR_TRUTH_REJECTIONS: u32 = 5;

/// Returns the options of a question, in random order. `spellings` are the keys of `truth` and its aliases.
///
/// Decoys fill the options up to `target`, within [`FEWEST_OPTIONS`] and [`MAX_FILLED_OPTIONS`]. No option resembles
/// another one. There are fewer options only if there are too few decoys.
pub fn build_options(
    truth: &str,
    spellings: &[Key],
    lies: Vec<Lie>,
    decoys: impl IntoIterator<Item = String>,
    target: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<Choice> {
    let mut built = merge(lies);
    built.retain(|lie| !is_near(spellings, &lie.key));
    let target = target.clamp(FEWEST_OPTIONS, MAX_FILLED_OPTIONS);
    for text in decoys {
        // One option is the truth.
        if built.len() + 1 >= target {
            break;
        }
        let key = Key::of(&text);
        let taken = spellings.iter().chain(built.iter().map(|keyed| &keyed.key)).any(|other| other.near(&key));
        if !taken {
            built.push(Keyed { key, choice: Choice::new(text, Kind::Decoy) });
        }
    }
    let mut choices: Vec<Choice> = built.into_iter().map(|keyed| keyed.choice).collect();
    choices.push(Choice::new(truth.to_owned(), Kind::Truth));
    choices.shuffle(rng);
    choices
}

/// Returns the options of a game whose prompts are the truths, as [`build_options`] does. The decoys are the first prompts of `deck`, apart
/// from those that the game still needs, and then those of `stock`. Removes the used prompts from the deck.
pub fn build_options_from_deck(
    truth: &str,
    lies: Vec<Lie>,
    deck: &mut Vec<String>,
    needed: usize,
    stock: Vec<String>,
    target: usize,
    rng: &mut ChaCha8Rng,
) -> Vec<Choice> {
    let spare = deck.iter().take(deck.len().saturating_sub(needed));
    let choices = build_options(truth, &[Key::of_answer(truth)], lies, spare.cloned().chain(stock), target, rng);
    deck.retain(|prompt| !choices.iter().any(|choice| choice.kind == Kind::Decoy && choice.text == *prompt));
    choices
}

/// Returns whether a lie is rejected because it resembles one of the truth's spellings, and counts it in `rejections`.
#[must_use]
pub fn is_too_close(spellings: &[Key], lie: &Key, rejections: &mut u32) -> bool {
    let is_too_close = *rejections < NEAR_TRUTH_REJECTIONS && is_near(spellings, lie);
    *rejections += u32::from(is_too_close);
    is_too_close
}

fn is_near(spellings: &[Key], text: &Key) -> bool {
    spellings.iter().any(|truth| truth.near(text))
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
