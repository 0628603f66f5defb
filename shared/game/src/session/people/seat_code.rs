//! Short codes with which a person takes their seat over to another browser, also while the old one is connected.
//!
//! The code is shown on the person's own phone, or by the host or the VIP. The session stores a digest of it.

use serde::{Deserialize, Serialize};

use super::{Admission, CommandError, Origin, Rejected, SessionEvent, SessionStep, nickname};
use crate::{
    contract::{ErrorCode, ids::PlayerId, time::Timestamp},
    session::stored,
};

/// How long a code is valid, in milliseconds.
pub const SEAT_CODE_MS: u64 = 120_000;

/// The newest code of a seat.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct SeatCode {
    #[serde(rename = "d")]
    digest: String,
    #[serde(rename = "u", with = "stored::millis")]
    expires_at: Timestamp,
    /// Where the code was used. A repetition from the same browser gets the same answer.
    #[serde(rename = "o", default, skip_serializing_if = "Option::is_none")]
    used_from: Option<Origin>,
}

impl SessionStep<'_> {
    /// Stores a code of a seat that expires at `expires_at`. An earlier code of the seat is void.
    pub fn add_seat_code(
        &mut self,
        player_id: &PlayerId,
        digest: &str,
        expires_at: Timestamp,
    ) -> Result<(), CommandError> {
        let member = self.session.player_mut(player_id).ok_or_else(Rejected::not_in_session)?;
        if member.bot {
            return Err(Rejected::invalid("player_id", "a bot has no phone; choose a person").into());
        }
        member.seat_code = Some(SeatCode { digest: digest.to_owned(), expires_at, used_from: None });
        self.changed = true;
        Ok(())
    }

    /// Gives the seat with this nickname and code to a person from `origin`, and voids the earlier holder's tokens.
    pub fn take_seat(&mut self, typed: &str, digest: &str, origin: Origin) -> Result<Admission, CommandError> {
        self.check_not_removed(&origin)?;
        let (key, now) = (nickname::key(&nickname::clean(typed)?), self.now);
        let opens = |code: &SeatCode| code.digest == digest && code.expires_at > now;
        let named = self.session.players.iter().find(|member| nickname::key(&member.nickname) == key);
        let seat = named.filter(|member| member.seat_code.as_ref().is_some_and(opens)).ok_or_else(wrong)?;
        let (player_id, holder) = (seat.player_id.clone(), seat.holder);
        if let Some(used_from) = seat.seat_code.as_ref().and_then(|code| code.used_from) {
            return if used_from.shares_device(&origin) {
                Ok(Admission { player_id, holder })
            } else {
                Err(wrong().into())
            };
        }
        let (is_seated, grace) = (self.session.player(&player_id).is_some(), self.fresh_grace());
        let member = self.session.player_mut(&player_id).ok_or_else(Rejected::not_in_session)?;
        let holder = member.pass_on();
        member.released = false;
        member.origin = origin;
        if let Some(code) = &mut member.seat_code {
            code.used_from = Some(origin);
        }
        // Sockets of the earlier holder are closing; their end is announced as usual.
        if is_seated && !member.connected() {
            member.presence = grace;
        }
        self.emit(&SessionEvent::SeatReleased { player_id: player_id.clone(), holder })?;
        if is_seated {
            self.invalidate_seats();
            self.signal_roster()?;
        }
        Ok(Admission { player_id, holder })
    }
}

fn wrong() -> Rejected {
    Rejected {
        field: Some("seat_code".into()),
        ..Rejected::new(
            ErrorCode::WrongSeatCode,
            "this code and name do not match, or the code has expired; get a new code from your old phone or the host",
        )
    }
}
