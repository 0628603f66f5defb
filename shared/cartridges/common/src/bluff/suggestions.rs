//! "Lie for me": decoys for players who have no idea.

use std::collections::{BTreeMap, BTreeSet};

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use wpp_game::{ids::PlayerId, text::Key};

/// Number of suggestions for one player.
const SUGGESTIONS: usize = 3;

/// Suggested decoys of a question, as indices, by player.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Suggestions {
    given: BTreeMap<PlayerId, Vec<usize>>,
}

impl Suggestions {
    /// Returns whether nobody received a suggestion.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.given.is_empty()
    }

    /// Removes all suggestions, for the next question.
    pub fn clear(&mut self) {
        self.given.clear();
    }

    /// Removes the suggestions of everybody who is not in `players`.
    pub fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        self.given.retain(|player, _| players.contains(player));
    }

    /// Returns the suggestions that a player received; `None` before the player asked. `decoys` are those of the question.
    #[must_use]
    pub fn of(&self, player: &PlayerId, decoys: &[String]) -> Option<Vec<String>> {
        let given = self.given.get(player)?;
        Some(given.iter().filter_map(|at| decoys.get(*at)).cloned().collect())
    }

    /// Suggests decoys that are not near `taken`: fewer than three only if the question has no more. A repeated request
    /// returns the same suggestions, so that a player cannot browse all decoys.
    pub fn suggest(&mut self, player: &PlayerId, decoys: &[String], mut taken: Vec<Key>) -> Vec<String> {
        if !self.given.contains_key(player) {
            let mut free: Vec<usize> = Vec::new();
            for (at, decoy) in decoys.iter().enumerate() {
                let key = Key::of(decoy);
                if !taken.iter().any(|other| other.near(&key)) {
                    free.push(at);
                    taken.push(key);
                }
            }
            // Rarely suggested decoys come first, so that players do not all submit the same lie.
            free.sort_by_cached_key(|at| (self.times(*at), scatter(decoys, *at, player)));
            free.truncate(SUGGESTIONS);
            self.given.insert(player.clone(), free);
        }
        self.of(player, decoys).unwrap_or_default()
    }

    /// Returns the decoys in random order, rarely suggested ones first: a player who received a decoy as a suggestion
    /// knows that it is not the truth.
    #[must_use]
    pub fn rarest_first<'a>(&self, decoys: &'a [String], rng: &mut ChaCha8Rng) -> Vec<&'a String> {
        let mut order: Vec<(usize, &String)> = decoys.iter().enumerate().collect();
        order.shuffle(rng);
        order.sort_by_key(|(at, _)| self.times(*at));
        order.into_iter().map(|(_, decoy)| decoy).collect()
    }

    /// Returns how many players received a decoy.
    fn times(&self, decoy: usize) -> usize {
        self.given.values().filter(|decoys| decoys.contains(&decoy)).count()
    }
}

/// Returns a hash (64-bit FNV-1a) of the decoy and the player, which spreads decoys over players.
fn scatter(decoys: &[String], at: usize, player: &PlayerId) -> u64 {
    let decoy = decoys.get(at).map_or("", String::as_str);
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    player.as_str().bytes().chain(decoy.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}
