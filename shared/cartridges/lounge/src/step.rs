//! Steps that concern the whole lounge: opening and reactions.

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::{
    driver::{Ballot, BallotKind, Tally},
    ids::PlayerId,
};

use super::{
    EMOJI, RejectReason, Step,
    contract::event::{Event, Opened},
};

/// Opens the lounge, without a deadline.
pub(super) fn open(step: &mut Step<'_, '_>) {
    step.set_timer(None);
    let toasts = step.state.config.toasts;
    step.emit(Event::Opened(Opened { emoji: EMOJI.map(str::to_owned).to_vec(), toasts }));
}

/// Publishes a reaction. Reactions are not part of the state.
pub(super) fn react(step: &mut Step<'_, '_>, emoji: &str) -> Result<(), RejectReason> {
    if !EMOJI.contains(&emoji) {
        return Err(RejectReason::UnknownEmoji);
    }
    step.emit(Event::Reaction(ReactionCounts::one(emoji)));
    Ok(())
}

/// Checks a reaction of the audience.
pub(super) fn ballot(emoji: &str) -> Result<Ballot, RejectReason> {
    let known = EMOJI.iter().find(|known| **known == emoji).ok_or(RejectReason::UnknownEmoji)?;
    Ok(Ballot { kind: BallotKind::Reaction, poll: String::new(), choice: (*known).to_owned(), most: None })
}

/// Publishes the audience's new reactions.
pub(super) fn tally(tally: &Tally<'_>) -> Vec<Event> {
    let counts = tally.new.clone();
    if counts.is_empty() { Vec::new() } else { vec![Event::Reaction(ReactionCounts { counts })] }
}

/// Returns whether a person has a seat.
pub(super) fn is_seated(step: &Step<'_, '_>, player: &PlayerId) -> bool {
    step.ctx.seats.iter().any(|seat| seat.player_id == *player)
}
