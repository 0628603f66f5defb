//! Steps that concern the whole lounge: opening, changes of the people, reactions.

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::ids::PlayerId;

use super::{
    EMOJI, RejectReason, Step,
    contract::event::{Event, Opened, StatusSet},
    toast,
};

/// Opens the lounge, without a deadline.
pub(super) fn open(step: &mut Step<'_, '_>) {
    step.set_timer(None);
    let toasts = step.state.config.toasts;
    step.emit(Event::Opened(Opened { emoji: EMOJI.map(str::to_owned).to_vec(), toasts }));
}

/// Removes the statuses and toasts of people who left.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    let left: Vec<PlayerId> = step.state.statuses.keys().filter(|player| !is_seated(step, player)).cloned().collect();
    for player_id in left {
        step.state.statuses.remove(&player_id);
        step.emit(Event::StatusSet(StatusSet { player_id, status: None }));
    }
    toast::roster_changed(step);
}

/// Publishes a reaction. Reactions are not part of the state.
pub(super) fn react(step: &mut Step<'_, '_>, emoji: &str) -> Result<(), RejectReason> {
    if !EMOJI.contains(&emoji) {
        return Err(RejectReason::UnknownEmoji);
    }
    step.emit(Event::Reaction(ReactionCounts::one(emoji)));
    Ok(())
}

/// Returns whether a person has a seat.
pub(super) fn is_seated(step: &Step<'_, '_>, player: &PlayerId) -> bool {
    step.ctx.seats.iter().any(|seat| seat.player_id == *player)
}
