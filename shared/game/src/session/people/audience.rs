//! Spectators: people without a seat or a score. Games never wait for them.

use super::{Admission, CommandError, Origin, Player, Presence, Rejected, SessionEvent, SessionStep};
use crate::contract::{ErrorCode, event::Connection, ids::PlayerId};

/// Maximum number of spectators of one session.
pub const MAX_AUDIENCE: usize = 200;

impl SessionStep<'_> {
    /// Adds a spectator, in any status of the session.
    pub fn join_audience(
        &mut self,
        player_id: &PlayerId,
        typed: &str,
        avatar: Option<&str>,
        origin: Origin,
    ) -> Result<Admission, CommandError> {
        self.check_not_removed(&origin)?;
        if let Some(admission) = self.take_released_seat(typed, origin)? {
            return Ok(admission);
        }
        self.check_unlocked()?;
        if self.session.audience.len() >= MAX_AUDIENCE {
            return Err(Rejected::new(
                ErrorCode::SessionFull,
                format!("the audience is full ({MAX_AUDIENCE} people); try again when somebody leaves"),
            )
            .into());
        }
        let nickname = self.check_newcomer(player_id, typed, avatar)?;
        let member = Player::new(player_id.clone(), nickname, Presence::Away, self.now);
        let member = Player { avatar: avatar.map(str::to_owned), origin, ..member };
        self.emit(&SessionEvent::AudienceJoined { member: member.spectator() })?;
        self.session.audience.push(member);
        Ok(Admission { player_id: player_id.clone(), holder: 0 })
    }

    /// Removes a spectator. Returns `false` when the person is not a spectator.
    pub fn remove_spectator(&mut self, player_id: &PlayerId, by_host: bool) -> Result<bool, CommandError> {
        let Some(at) = self.session.audience.iter().position(|member| member.player_id == *player_id) else {
            return Ok(false);
        };
        let removed = self.session.audience.remove(at);
        self.session.mark_removed(removed, by_host);
        self.emit(&SessionEvent::AudienceLeft { player_id: player_id.clone() })?;
        Ok(true)
    }

    /// Records whether a spectator is connected. Returns `false` when the person is not a spectator.
    pub fn audience_presence(&mut self, player_id: &PlayerId, connected: bool) -> Result<bool, CommandError> {
        let Some(member) = self.session.audience.iter_mut().find(|member| member.player_id == *player_id) else {
            return Ok(false);
        };
        if member.connected() != connected {
            let (presence, status) = match connected {
                true => (Presence::Connected, Connection::Connected),
                false => (Presence::Away, Connection::Disconnected),
            };
            member.presence = presence;
            self.emit(&SessionEvent::ConnectionUpdate { player_id: player_id.clone(), status })?;
        }
        Ok(true)
    }
}
