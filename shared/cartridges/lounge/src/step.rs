//! Steps that concern the whole lounge: opening and reactions.

use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::ids::PlayerId;

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

/// Returns whether a person has a seat.
pub(super) fn is_seated(step: &Step<'_, '_>, player: &PlayerId) -> bool {
    step.ctx.seats.iter().any(|seat| seat.player_id == *player)
}
