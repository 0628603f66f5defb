//! "Lie for me": suggests decoys to players who have no idea.

use wpp_game::{ids::PlayerId, text::Key};

use super::lie::truths;
use crate::{
    Step,
    contract::{action::Reply, reject_reason::RejectReason},
    state::{Stage, State},
};

/// Number of suggestions for one player.
const SUGGESTIONS: usize = 3;

/// Suggests decoys that no player has written: fewer than three only if the question has no more. A
/// repeated request returns the same suggestions, so that a player cannot browse all decoys.
pub(crate) fn suggest(step: &mut Step<'_, '_>, player: PlayerId) -> Result<Reply, RejectReason> {
    let Stage::Lie { lies, .. } = &step.state.stage else { return Err(RejectReason::WrongPhase) };
    step.state.check_can_answer(&player)?;
    if let Some(suggestions) = step.state.suggestions_for(&player) {
        return Ok(Reply { suggestions });
    }
    let mut taken = truths(&step.state.current);
    taken.extend(lies.iter().map(|lie| Key::of(lie.text.original())));

    let state = &step.state;
    let mut free: Vec<usize> = Vec::new();
    for (at, decoy) in state.current.decoys.iter().enumerate() {
        let key = Key::of(decoy);
        if !taken.iter().any(|other| other.near(&key)) {
            free.push(at);
            taken.push(key);
        }
    }
    // Rarely suggested decoys come first, so that players do not all submit the same lie.
    free.sort_by_cached_key(|at| (times_suggested(state, *at), scatter(&state.current.decoys, *at, &player)));
    free.truncate(SUGGESTIONS);

    let suggestions = state.decoy_texts(&free);
    step.state.suggestions.insert(player, free);
    Ok(Reply { suggestions })
}

/// Returns how many players received this decoy as a suggestion.
pub(super) fn times_suggested(state: &State, decoy: usize) -> usize {
    state.suggestions.values().filter(|decoys| decoys.contains(&decoy)).count()
}

/// Returns a hash (64-bit FNV-1a) of the decoy and the player, which spreads decoys over players.
fn scatter(decoys: &[String], at: usize, player: &PlayerId) -> u64 {
    let decoy = decoys.get(at).map_or("", String::as_str);
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    player.as_str().bytes().chain(decoy.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}
