//! Reactions: a fixed set of emoji, thrown at the table while it guesses and reveals.
//!
//! While everybody guesses they are noise, and count for who sends them. During the reveal they
//! are applause: each goes to the authors of the lie just revealed. Both feed the
//! [awards](super::award); neither tells anything before the end but how many there were.

use super::{
    event::{Event, ReactionCounts},
    refused::Refused,
    state::{Stage, State},
    turn::Turn,
};
use wpp_game::ids::PlayerId;

/// The reactions there are.
pub const EMOJI: [&str; 6] = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];

/// Reactions one person may send during one question.
pub const REACTIONS_PER_QUESTION: u32 = 30;

/// Takes a reaction. Whoever watches may send some too; they count for the authors.
pub(super) fn send(turn: &mut Turn<'_, '_>, player: &PlayerId, emoji: &str) -> Result<(), Refused> {
    let (Stage::Guess { .. } | Stage::Reveal { .. }) = turn.state.stage else { return Err(Refused::WrongPhase) };
    let which = EMOJI.iter().position(|known| *known == emoji).ok_or(Refused::UnknownEmoji)?;
    if left(&turn.state, player) == 0 {
        return Err(Refused::TooManyReactions);
    }
    if let Some(record) = turn.state.record(player) {
        record.reactions += 1;
        add_one(&mut record.sent, which);
    } else {
        *turn.state.onlookers.entry(player.clone()).or_default() += 1;
    }
    for author in applauded(&turn.state) {
        if author != *player
            && let Some(record) = turn.state.record(&author)
        {
            add_one(&mut record.received, which);
        }
    }
    turn.tell(Event::Reaction(ReactionCounts { counts: [(emoji.to_owned(), 1)].into() }));
    Ok(())
}

/// Reactions this player, or somebody in the audience, may still send during this question.
pub(super) fn left(state: &State, player: &PlayerId) -> u32 {
    let onlooker = || state.onlookers.get(player).copied().unwrap_or_default();
    let sent = state.players.get(player).map_or_else(onlooker, |record| record.reactions);
    REACTIONS_PER_QUESTION.saturating_sub(sent)
}

/// The authors of the lie just revealed.
fn applauded(state: &State) -> Vec<PlayerId> {
    let Stage::Reveal { table, .. } = &state.stage else { return Vec::new() };
    let choice = table.revealed.last().and_then(|at| table.choices.get(*at));
    choice.map(|choice| choice.authors.iter().map(|author| author.player.clone()).collect()).unwrap_or_default()
}

fn add_one(counts: &mut [u32; EMOJI.len()], which: usize) {
    if let Some(count) = counts.get_mut(which) {
        *count = count.saturating_add(1);
    }
}
