//! Reactions: a fixed set of emoji that people send while others guess and during the reveal.
//!
//! During `guess`, a reaction counts only for its sender. During `reveal`, a reaction also counts for
//! the authors of the lies just revealed. Both counts determine [awards](super::award).

use std::num::NonZeroU32;

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::{
    driver::{Ballot, BallotKind, Tally},
    ids::PlayerId,
};

use super::{
    Step,
    contract::{
        action::{EMOJI, REACTIONS_PER_QUESTION},
        event::Event,
        reject_reason::RejectReason,
    },
    state::{Stage, State},
};

/// Accepts a reaction of a player.
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
        *step.state.latecomer_reactions.entry(player.clone()).or_default() += 1;
    }
    for (author, lie) in revealed_lies(&step.state) {
        if author != *player
            && let Some(record) = step.state.record(&author)
        {
            add_one(&mut record.received, which);
            record.highlights.applaud(&lie, 1);
        }
    }
    step.emit(Event::Reaction(ReactionCounts::one(emoji)));
    Ok(())
}

/// Checks a reaction of the audience.
pub(super) fn ballot(state: &State, emoji: &str) -> Result<Ballot, RejectReason> {
    let (Stage::Guess { .. } | Stage::Reveal { .. }) = state.stage else { return Err(RejectReason::WrongPhase) };
    let known = EMOJI.iter().find(|known| **known == emoji).ok_or(RejectReason::UnknownEmoji)?;
    Ok(Ballot {
        kind: BallotKind::Reaction,
        poll: poll(state),
        choice: (*known).to_owned(),
        most: NonZeroU32::new(REACTIONS_PER_QUESTION),
    })
}

/// Publishes the audience's new reactions. During `reveal` they count for the authors, like those of players.
pub(super) fn tally(state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
    if tally.poll != poll(state) || tally.new.is_empty() {
        return Vec::new();
    }
    for (author, lie) in revealed_lies(state) {
        let Some(record) = state.record(&author) else { continue };
        for (emoji, count) in &tally.new {
            if let Some(received) =
                EMOJI.iter().position(|known| known == emoji).and_then(|at| record.received.get_mut(at))
            {
                *received = received.saturating_add(*count);
            }
            record.highlights.applaud(&lie, *count);
        }
    }
    vec![Event::Reaction(ReactionCounts { counts: tally.new.clone() })]
}

fn poll(state: &State) -> String {
    format!("{}.{}", state.round, state.question)
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
