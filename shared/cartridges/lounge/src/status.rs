//! Statuses: a few words about oneself.

use wpp_game::{
    ids::PlayerId,
    text::{BadText, clean},
};

use super::{
    RejectReason, Step,
    contract::event::{Event, StatusSet},
};

/// Maximum length of a status in graphemes.
pub const MAX_STATUS: usize = 40;

/// Sets a person's status; a blank text removes it. Emits an event only for a change.
pub(super) fn set(step: &mut Step<'_, '_>, player_id: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let status = match clean(typed, MAX_STATUS) {
        Ok(status) => Some(status),
        Err(BadText::Empty) => None,
        Err(bad) => return Err(bad.into()),
    };
    let before = match &status {
        Some(status) => step.state.statuses.insert(player_id.clone(), status.clone()),
        None => step.state.statuses.remove(&player_id),
    };
    if before != status {
        step.emit(Event::StatusSet(StatusSet { player_id, status }));
    }
    Ok(())
}
