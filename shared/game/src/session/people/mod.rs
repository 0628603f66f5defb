//! Players, spectators and bots: joining, leaving and presence.

mod audience;
mod bots;
mod look_alike;
pub mod nickname;
pub mod player;

use self::look_alike::{Appearance, is_reserved};
pub use self::{audience::MAX_AUDIENCE, bots::BotWakeUp};
use super::{CommandError, Player, Presence, Rejected, Session, SessionEvent, Status, step::SessionStep};
use crate::{
    contract::{ErrorCode, event::Connection, ids::PlayerId},
    driver::Standing,
    text::Profane,
};

/// Number of ids of removed people that a session stores. Rate limits on joining apply long before this
/// bound, which only limits the size of the state.
const MAX_REMOVED: usize = 256;

impl SessionStep<'_> {
    /// Adds a player.
    pub fn join(&mut self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<(), CommandError> {
        if self.session.status != Status::Lobby && !self.session.late_join {
            return Err(Rejected::new(
                ErrorCode::AlreadyStarted,
                "the game has already started; join as audience instead",
            )
            .into());
        }
        let max = self.session.seats.max;
        if self.session.players.len() >= max {
            return Err(Rejected::new(
                ErrorCode::SessionFull,
                format!("this room is full ({max} players); join as audience instead"),
            )
            .into());
        }
        let nickname = self.check_newcomer(player_id, typed, avatar)?;
        let presence = Presence::grace(self.now);
        self.add_player(Player {
            player_id: player_id.clone(),
            nickname,
            avatar: avatar.map(str::to_owned),
            bot: false,
            presence: if self.session.status == Status::Paused { presence.hold(self.now) } else { presence },
            accepted: Vec::new(),
        })
    }

    /// Checks the id, nickname and avatar of a person who joins. Returns the cleaned nickname.
    pub fn check_newcomer(&self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<String, Rejected> {
        if self.session.member(player_id).is_some() || self.session.was_removed(player_id) {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this player id was used before; join again"));
        }
        let nickname = nickname::clean(typed)?;
        self.session.profanity.check(&nickname).map_err(|profane| Rejected {
            field: Some("nickname".into()),
            ..Rejected::new(Profane::CODE, profane.to_string())
        })?;
        avatar.map(nickname::check_avatar).transpose()?;
        self.check_unused(&nickname)?;
        Ok(nickname)
    }

    /// Checks that a cleaned nickname looks like no other in the room, and not like a name of the host.
    ///
    /// # Errors
    /// `nickname_taken`.
    fn check_unused(&self, nickname: &str) -> Result<(), Rejected> {
        let taken = |message: &str| Rejected {
            field: Some("nickname".into()),
            ..Rejected::new(ErrorCode::NicknameTaken, message)
        };
        if is_reserved(nickname) {
            return Err(taken("this nickname is reserved for the host; choose another one"));
        }
        let appearance = Appearance::of(nickname);
        let mut everybody = self.session.players.iter().chain(&self.session.audience);
        match everybody.find(|other| Appearance::of(&other.nickname).resembles(&appearance)) {
            Some(other) if nickname::key(&other.nickname) == nickname::key(nickname) => {
                Err(taken("this nickname is taken; choose another one"))
            }
            Some(_) => Err(taken("this nickname looks like one that is taken; choose another one")),
            None => Ok(()),
        }
    }

    /// Adds a checked player and informs a running game.
    pub fn add_player(&mut self, player: Player) -> Result<(), CommandError> {
        self.emit(&SessionEvent::PlayerJoined { player: player.view(Standing::default()) })?;
        self.session.players.push(player);
        self.invalidate_seats();
        Ok(self.signal_roster()?)
    }

    /// Removes a player or spectator. `event` announces the removal of a player.
    pub fn remove(&mut self, player_id: &PlayerId, event: SessionEvent) -> Result<(), CommandError> {
        if self.remove_spectator(player_id)? {
            return Ok(());
        }
        let index = self.session.index(player_id)?;
        let removed = self.session.players.remove(index);
        self.session.mark_removed(removed.player_id);
        self.invalidate_seats();
        self.emit(&event)?;
        Ok(self.signal_roster()?)
    }

    /// Records that a person's first socket opened or last socket closed.
    pub fn presence(&mut self, player_id: &PlayerId, connected: bool) -> Result<(), CommandError> {
        if self.audience_presence(player_id, connected)? {
            return Ok(());
        }
        let index = self.session.index(player_id)?;
        let player = &mut self.session.players[index];
        if player.connected() == connected {
            return Ok(());
        }
        let (presence, status) = match connected {
            true => (Presence::Connected, Connection::Connected),
            false => (Presence::grace(self.now), Connection::Disconnected),
        };
        player.presence = if self.session.status == Status::Paused { presence.hold(self.now) } else { presence };
        self.invalidate_seats();
        self.emit(&SessionEvent::ConnectionUpdate { player_id: player_id.clone(), status })?;
        Ok(self.signal_roster()?)
    }

    /// Sets a player's presence without an event.
    pub fn set_presence(&mut self, index: usize, presence: Presence) {
        let before = std::mem::replace(&mut self.session.players[index].presence, presence);
        if before.counts() != presence.counts() {
            self.invalidate_seats();
        }
    }
}

impl Session {
    /// Records that this person's token is invalid.
    pub(super) fn mark_removed(&mut self, player_id: PlayerId) {
        if self.removed.len() >= MAX_REMOVED {
            self.removed.remove(0);
        }
        self.removed.push(player_id);
    }
}
