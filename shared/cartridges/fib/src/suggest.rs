//! "Lie for me": decoys for who has no idea.

use super::{
    action::Reply,
    lie::truths,
    refused::Refused,
    state::{Stage, State},
    turn::Turn,
};
use wpp_game::{ids::PlayerId, text::Key};

/// Decoys offered at once.
const OFFERS: usize = 3;

/// Offers the player decoys that nobody has written yet: fewer than three only when the question
/// has no more. Asking again brings the same ones, or it would be a way to leaf through them all.
pub(super) fn offer(turn: &mut Turn<'_, '_>, player: PlayerId) -> Result<Reply, Refused> {
    let Stage::Lie { lies, .. } = &turn.state.stage else { return Err(Refused::WrongPhase) };
    if !turn.state.plays(&player) {
        return Err(Refused::NextQuestion);
    }
    if turn.state.has_answered(&player) {
        return Err(Refused::AlreadySubmitted);
    }
    if let Some(reply) = offered(&turn.state, &player) {
        return Ok(reply);
    }
    let mut taken = truths(&turn.state.current);
    taken.extend(lies.iter().map(|lie| Key::of(&lie.text)));

    let state = &turn.state;
    let mut free: Vec<usize> = Vec::new();
    for (at, decoy) in state.current.decoys.iter().enumerate() {
        let key = Key::of(decoy);
        if !taken.iter().any(|other| other.near(&key)) {
            free.push(at);
            taken.push(key);
        }
    }
    // Spread them over the table, so that not all who ask end up with the same lie.
    free.sort_by_cached_key(|at| (times_offered(state, *at), scatter(&state.current.decoys, *at, &player)));
    free.truncate(OFFERS);

    let suggestions = texts(state, &free);
    turn.state.offers.insert(player, free);
    Ok(Reply { suggestions })
}

/// What the player was offered for the current question, if they asked.
pub(super) fn offered(state: &State, player: &PlayerId) -> Option<Reply> {
    state.offers.get(player).map(|offer| Reply { suggestions: texts(state, offer) })
}

/// How many players were offered this decoy.
pub(super) fn times_offered(state: &State, decoy: usize) -> usize {
    state.offers.values().filter(|offer| offer.contains(&decoy)).count()
}

fn texts(state: &State, offer: &[usize]) -> Vec<String> {
    offer.iter().filter_map(|at| state.current.decoys.get(*at)).cloned().collect()
}

/// A number that looks random but depends on the decoy and the player alone (64-bit FNV-1a).
fn scatter(decoys: &[String], at: usize, player: &PlayerId) -> u64 {
    let decoy = decoys.get(at).map_or("", String::as_str);
    let mix = |hash: u64, byte: u8| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    player.as_str().bytes().chain(decoy.bytes()).fold(0xcbf2_9ce4_8422_2325, mix)
}
