//! Statuses: a few words about oneself.

use wpp_game::{
    driver::FreeText,
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

/// Sets a person's status; a blank text removes it. Emits an event only for a change that everybody may see.
pub(super) fn set(step: &mut Step<'_, '_>, player_id: PlayerId, typed: &str) -> Result<(), RejectReason> {
    let status = match clean(typed, MAX_STATUS) {
        Ok(status) => Some(FreeText::new(status, step.ctx)),
        Err(BadText::Empty) => None,
        Err(bad) => return Err(bad.into()),
    };
    let shown = |status: Option<&FreeText>| status.and_then(FreeText::open).map(str::to_owned);
    let before = shown(step.state.statuses.get(&player_id));
    let after = shown(status.as_ref());
    match status {
        Some(status) => step.state.statuses.insert(player_id.clone(), status),
        None => step.state.statuses.remove(&player_id),
    };
    if before != after {
        let status = after;
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
