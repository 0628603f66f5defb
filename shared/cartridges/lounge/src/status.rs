//! How people are, in a few words of their own.

use super::{
    Refused,
    event::{Event, StatusSet},
    turn::Turn,
};
use wpp_game::{
    ids::PlayerId,
    text::{BadText, clean},
};

/// Graphemes a status may have.
pub const MAX_STATUS: usize = 40;

/// Sets it, or takes it back. What is set already need not be told again.
pub(super) fn set(turn: &mut Turn<'_, '_>, player_id: PlayerId, typed: &str) -> Result<(), Refused> {
    let status = match clean(typed, MAX_STATUS) {
        Ok(status) => Some(status),
        Err(BadText::Empty) => None,
        Err(bad) => return Err(bad.into()),
    };
    let before = match &status {
        Some(status) => turn.state.statuses.insert(player_id.clone(), status.clone()),
        None => turn.state.statuses.remove(&player_id),
    };
    if before != status {
        turn.tell(Event::StatusSet(StatusSet { player_id, status }));
    }
    Ok(())
}
