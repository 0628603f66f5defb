//! A way back to a seat whose token is lost.
//!
//! The host or the VIP releases the seat of a person who is not connected. The next person who joins with the same
//! nickname gets the seat, with its id, score and answers. All tokens of the earlier holder are void.

use super::{CommandError, Origin, Player, Rejected, SessionEvent, SessionStep, nickname};
use crate::contract::{ErrorCode, ids::PlayerId};

/// The seat or place in the audience that a join received.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Admission {
    /// Id of the seat: new, or that of a released seat.
    pub player_id: PlayerId,
    /// [`Player::holder`](super::Player::holder) of the seat.
    pub holder: u32,
}

impl SessionStep<'_> {
    /// Releases the seat of a person who is not connected, and voids the person's token.
    pub fn release(&mut self, player_id: &PlayerId) -> Result<(), CommandError> {
        let member = self.session.player_mut(player_id).ok_or_else(Rejected::not_in_session)?;
        if member.connected() {
            return Err(Rejected::new(
                ErrorCode::StillConnected,
                "this person is connected, so the seat cannot be released; close the game on the person's device first",
            )
            .into());
        }
        if member.released {
            return Ok(());
        }
        member.released = true;
        let holder = member.pass_on();
        Ok(self.emit(&SessionEvent::SeatReleased { player_id: player_id.clone(), holder })?)
    }

    /// Gives the released seat with this nickname to a person from `origin`. Returns `None` when there is none.
    pub fn take_released_seat(&mut self, typed: &str, origin: Origin) -> Result<Option<Admission>, CommandError> {
        // A nickname that breaks the rules has no seat; the caller reports the fault.
        let Ok(cleaned) = nickname::clean(typed) else { return Ok(None) };
        let key = nickname::key(&cleaned);
        let is_wanted = |member: &&Player| member.released && nickname::key(&member.nickname) == key;
        let Some(player_id) = self.session.players.iter().find(is_wanted).map(|member| member.player_id.clone()) else {
            return Ok(None);
        };
        let (is_seated, grace) = (self.session.player(&player_id).is_some(), self.fresh_grace());
        let member = self.session.player_mut(&player_id).ok_or_else(Rejected::not_in_session)?;
        member.released = false;
        member.origin = origin;
        // A socket of the earlier holder may still be closing; its end is announced as usual.
        if is_seated && !member.connected() {
            member.presence = grace;
        }
        let holder = member.holder;
        self.changed = true;
        if is_seated {
            self.invalidate_seats();
            self.signal_roster()?;
        }
        Ok(Some(Admission { player_id, holder }))
    }
}
