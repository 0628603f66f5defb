//! Reactions: a fixed set of emoji that people send while others guess and during the reveal.
//!
//! During `guess`, a reaction counts only for its sender. During `reveal`, a reaction also counts for
//! the authors of the lie just revealed. Both counts determine [awards](super::award).

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::ids::PlayerId;

use super::{
    Step,
    contract::{event::Event, reject_reason::RejectReason},
    state::{Stage, State},
};

/// The available reactions.
pub const EMOJI: [&str; 6] = ["😂", "🤯", "👏", "🔥", "🙈", "🥶"];

/// Maximum number of reactions that one person may send during one question.
pub const REACTIONS_PER_QUESTION: u32 = 30;

/// Accepts a reaction of a player or a spectator.
pub(super) fn send(step: &mut Step<'_, '_>, player: &PlayerId, emoji: &str) -> Result<(), RejectReason> {
    let (Stage::Guess { .. } | Stage::Reveal { .. }) = step.state.stage else { return Err(RejectReason::WrongPhase) };
    let which = EMOJI.iter().position(|known| *known == emoji).ok_or(RejectReason::UnknownEmoji)?;
    if left(&step.state, player) == 0 {
        return Err(RejectReason::TooManyReactions);
    }
    if let Some(record) = step.state.record(player) {
        record.reactions += 1;
        add_one(&mut record.sent, which);
    } else {
        *step.state.spectator_reactions.entry(player.clone()).or_default() += 1;
    }
    for author in revealed_authors(&step.state) {
        if author != *player
            && let Some(record) = step.state.record(&author)
        {
            add_one(&mut record.received, which);
        }
    }
    step.emit(Event::Reaction(ReactionCounts::one(emoji)));
    Ok(())
}

/// Returns how many reactions this person may still send during this question.
pub(super) fn left(state: &State, player: &PlayerId) -> u32 {
    let spectator = || state.spectator_reactions.get(player).copied().unwrap_or_default();
    let sent = state.players.get(player).map_or_else(spectator, |record| record.reactions);
    REACTIONS_PER_QUESTION.saturating_sub(sent)
}

/// Returns the authors of the lie just revealed.
fn revealed_authors(state: &State) -> Vec<PlayerId> {
    let Stage::Reveal { ballot, .. } = &state.stage else { return Vec::new() };
    let choice = ballot.revealed.last().and_then(|at| ballot.choices.get(*at));
    choice.map(|choice| choice.authors.iter().map(|author| author.player.clone()).collect()).unwrap_or_default()
}

fn add_one(counts: &mut [u32; EMOJI.len()], which: usize) {
    if let Some(count) = counts.get_mut(which) {
        *count = count.saturating_add(1);
    }
}
