//! Reactions: a fixed set of emoji that people send while others guess and during the reveal.
//!
//! During `guess`, a reaction counts only for its sender. During `reveal`, a reaction also counts for
//! the authors of the lies just revealed. Both counts determine [awards](super::award).

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::ids::PlayerId;

use super::{
    Step,
    contract::{action::EMOJI, event::Event, reject_reason::RejectReason},
    state::{Stage, State},
};

/// Accepts a reaction of a player or a spectator.
pub(super) fn send(step: &mut Step<'_, '_>, player: &PlayerId, emoji: &str) -> Result<(), RejectReason> {
    let (Stage::Guess { .. } | Stage::Reveal { .. }) = step.state.stage else { return Err(RejectReason::WrongPhase) };
    let which = EMOJI.iter().position(|known| *known == emoji).ok_or(RejectReason::UnknownEmoji)?;
    if step.state.reactions_left(player) == 0 {
        return Err(RejectReason::TooManyReactions);
    }
    if let Some(record) = step.state.record(player) {
        record.reactions += 1;
        add_one(&mut record.sent, which);
    } else {
        *step.state.spectator_reactions.entry(player.clone()).or_default() += 1;
    }
    for (author, lie) in revealed_lies(&step.state) {
        if author != *player
            && let Some(record) = step.state.record(&author)
        {
            add_one(&mut record.received, which);
            record.highlights.applaud(&lie);
        }
    }
    step.emit(Event::Reaction(ReactionCounts::one(emoji)));
    Ok(())
}

/// Returns the authors of the lies of the current reveal, each with the lie's text.
fn revealed_lies(state: &State) -> Vec<(PlayerId, String)> {
    let Stage::Reveal { ballot, .. } = &state.stage else { return Vec::new() };
    let shown = ballot.revealed.iter().rev().take(ballot.together);
    let choices = shown.filter_map(|at| ballot.choices.get(*at));
    choices
        .flat_map(|choice| choice.authors.iter().map(|author| (author.player.clone(), choice.text.clone())))
        .collect()
}

fn add_one(counts: &mut [u32; EMOJI.len()], which: usize) {
    if let Some(count) = counts.get_mut(which) {
        *count = count.saturating_add(1);
    }
}
