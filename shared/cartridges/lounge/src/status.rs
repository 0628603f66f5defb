//! Statuses: a few words about oneself.

use wpp_game::{
    ids::PlayerId,
    text::{BadText, clean},
};

use super::{
    RejectReason, Step,
    contract::{
        action::MAX_STATUS,
        event::{Event, StatusSet},
    },
    step::is_seated,
};

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

/// Removes the statuses of people who left.
pub(super) fn roster_changed(step: &mut Step<'_, '_>) {
    let left: Vec<PlayerId> = step.state.statuses.keys().filter(|player| !is_seated(step, player)).cloned().collect();
    for player_id in left {
        step.state.statuses.remove(&player_id);
        step.emit(Event::StatusSet(StatusSet { player_id, status: None }));
    }
}
