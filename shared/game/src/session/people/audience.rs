//! Spectators: people without a seat or a score. Games never wait for them.

use super::{Admission, CommandError, Newcomer, Origin, Player, Presence, Rejected, SessionEvent, SessionStep};
use crate::contract::{ErrorCode, event::Connection, ids::PlayerId};

/// Maximum number of spectators of one session.
pub const MAX_AUDIENCE: usize = 200;

impl SessionStep<'_> {
    /// Adds a spectator in any status of the session, or lets the spectator wait for approval.
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
        if let Some(admission) = self.find_waiting(typed, &origin)? {
            return Ok(admission);
        }
        self.check_audience_open()?;
        let nickname = self.check_newcomer(player_id, typed, avatar)?;
        let (player_id, avatar) = (player_id.clone(), avatar.map(str::to_owned));
        self.admit_or_wait(Newcomer { player_id, nickname, avatar, origin, watches: true })
    }

    /// Checks that the audience has a free place.
    pub(super) fn check_audience_open(&self) -> Result<(), Rejected> {
        if self.session.audience.len() >= MAX_AUDIENCE {
            return Err(Rejected::new(
                ErrorCode::SessionFull,
                format!("the audience is full ({MAX_AUDIENCE} people); try again when somebody leaves"),
            ));
        }
        Ok(())
    }

    /// Adds a checked spectator.
    pub(super) fn add_spectator(&mut self, member: Player) -> Result<(), CommandError> {
        self.emit(&SessionEvent::AudienceJoined { member: member.spectator() })?;
        self.session.audience.push(member);
        Ok(())
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
