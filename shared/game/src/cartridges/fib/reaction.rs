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
use crate::ids::PlayerId;

/// The reactions there are.
pub const EMOJI: [&str; 6] = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];

/// Reactions one player may send during one question.
pub const REACTIONS_PER_QUESTION: u32 = 30;

/// Takes a player's reaction.
pub(super) fn send(turn: &mut Turn<'_, '_>, player: &PlayerId, emoji: &str) -> Result<(), Refused> {
    let (Stage::Guess { .. } | Stage::Reveal { .. }) = turn.state.stage else { return Err(Refused::WrongPhase) };
    let which = EMOJI.iter().position(|known| *known == emoji).ok_or(Refused::UnknownEmoji)?;
    let record = turn.state.record(player);
    if record.reactions >= REACTIONS_PER_QUESTION {
        return Err(Refused::TooManyReactions);
    }
    record.reactions += 1;
    add_one(&mut record.sent, which);
    for author in applauded(&turn.state) {
        if author != *player {
            add_one(&mut turn.state.record(&author).received, which);
        }
    }
    turn.tell(Event::Reaction(ReactionCounts { counts: [(emoji.to_owned(), 1)].into() }));
    Ok(())
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
