//! Players, spectators and bots: joining, leaving and presence.

mod audience;
mod bots;
mod look_alike;
pub mod nickname;
pub mod origin;
pub mod player;

use self::look_alike::{Appearance, is_reserved};
pub use self::{audience::MAX_AUDIENCE, bots::BotWakeUp, origin::Origin};
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
    pub fn join(
        &mut self,
        player_id: &PlayerId,
        typed: &str,
        avatar: Option<&str>,
        origin: Origin,
    ) -> Result<(), CommandError> {
        self.check_admission(&origin)?;
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
            origin,
            accepted: Vec::new(),
        })
    }

    /// Locks or unlocks the room.
    pub fn lock(&mut self, locked: bool) -> Result<(), CommandError> {
        if self.session.locked == locked {
            return Ok(());
        }
        self.session.locked = locked;
        Ok(self.emit(&SessionEvent::LockChanged { locked })?)
    }

    /// Checks that the room is open to a person from `origin`. An address keeps a removed person out only while nobody
    /// in the room shares it: a household or a school has one address.
    pub fn check_admission(&self, origin: &Origin) -> Result<(), Rejected> {
        let session = &self.session;
        let is_shared = || session.everybody().any(|member| member.origin.shares_address(origin));
        let is_removed =
            |removed: &Origin| removed.shares_device(origin) || (removed.shares_address(origin) && !is_shared());
        if session.kept_out.iter().any(is_removed) {
            return Err(Rejected::new(
                ErrorCode::Removed,
                "the host removed you from this room; you cannot join again",
            ));
        }
        if session.locked {
            return Err(Rejected::new(ErrorCode::RoomLocked, "the host locked this room; ask the host to unlock it"));
        }
        Ok(())
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
        let by_host = matches!(event, SessionEvent::PlayerKicked { .. });
        if self.remove_spectator(player_id, by_host)? {
            return Ok(());
        }
        let index = self.session.index(player_id)?;
        let removed = self.session.players.remove(index);
        self.session.mark_removed(removed, by_host);
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
    /// Returns all players and spectators.
    pub(super) fn everybody(&self) -> impl Iterator<Item = &Player> {
        self.players.iter().chain(&self.audience)
    }

    /// Records that this person's token is invalid, and keeps the person out if the host removed them. An address that
    /// somebody else in the room shares identifies nobody and is not recorded.
    pub(super) fn mark_removed(&mut self, person: Player, by_host: bool) {
        let origin = person.origin;
        let is_shared = self.everybody().any(|member| member.origin.shares_address(&origin));
        let origin = if is_shared { origin.without_address() } else { origin };
        if by_host && !origin.is_unknown() && !self.kept_out.contains(&origin) {
            push_bounded(&mut self.kept_out, origin);
        }
        push_bounded(&mut self.removed, person.player_id);
    }
}

fn push_bounded<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= MAX_REMOVED {
        list.remove(0);
    }
    list.push(item);
}
