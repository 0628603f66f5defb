//! Who watches: no seat, no answer, no score, and nobody waits for them.

use super::{CommandError, Player, Presence, Rejected, SessionEvent, event::Connection, step::SessionStep};
use crate::contract::ErrorCode;
use crate::ids::PlayerId;

/// People who may watch one session at a time.
pub const MAX_AUDIENCE: usize = 200;

impl SessionStep<'_> {
    /// Lets somebody watch, whatever the game does.
    pub fn watch(&mut self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<(), CommandError> {
        if self.session.audience.len() >= MAX_AUDIENCE {
            return Err(Rejected::new(ErrorCode::SessionFull, "the audience is full").into());
        }
        let nickname = self.newcomer(player_id, typed, avatar)?;
        let member = Player {
            player_id: player_id.clone(),
            nickname,
            avatar: avatar.map(str::to_owned),
            bot: false,
            presence: Presence::Away,
            accepted: Vec::new(),
        };
        self.emit(&SessionEvent::AudienceJoined { member: member.spectator() })?;
        self.session.audience.push(member);
        Ok(())
    }

    /// Takes somebody out of the audience. `false` when they were not in it.
    pub fn dismiss(&mut self, player_id: &PlayerId) -> Result<bool, CommandError> {
        let Some(at) = self.session.audience.iter().position(|member| member.player_id == *player_id) else {
            return Ok(false);
        };
        let gone = self.session.audience.remove(at);
        self.session.note_removed(gone.player_id);
        self.emit(&SessionEvent::AudienceLeft { player_id: player_id.clone() })?;
        Ok(true)
    }

    /// Notes whether somebody in the audience is connected. `false` when they are not in it.
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
