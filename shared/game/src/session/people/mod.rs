//! Players, the audience and bots: joining, leaving and presence.

pub(super) mod approval;
mod audience;
mod bots;
pub(super) mod extra_time;
mod host;
mod look_alike;
pub mod nickname;
pub mod origin;
pub mod player;
mod seat;
mod seat_code;
mod teams;
pub(super) mod vip;

use self::approval::Newcomer;
use self::look_alike::{Appearance, is_reserved};
pub use self::{approval::MAX_WAITING, bots::BotWakeUp, origin::Origin, seat::Admission, seat_code::SEAT_CODE_MS};
use super::{CommandError, Player, Presence, Rejected, Session, SessionEvent, Status, step::SessionStep};
use crate::{
    contract::{ErrorCode, event::Connection, ids::PlayerId, time::Timestamp},
    driver::Standing,
    text::Profane,
};

/// Number of ids of removed people that a session stores. Rate limits on joining apply long before this
/// bound, which only limits the size of the state.
const MAX_REMOVED: usize = 256;

impl SessionStep<'_> {
    /// Adds a player, or lets the player wait for approval.
    pub fn join(
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
        self.check_seat_free()?;
        let nickname = self.check_newcomer(player_id, typed, avatar)?;
        let (player_id, avatar) = (player_id.clone(), avatar.map(str::to_owned));
        self.admit_or_wait(Newcomer { player_id, nickname, avatar, origin, watches: false })
    }

    /// Checks that a person can join as a player, or as audience, in this status of the session.
    pub fn check_place_for(&self, watches: bool) -> Result<(), Rejected> {
        if watches { Ok(()) } else { self.check_seat_free() }
    }

    fn check_seat_free(&self) -> Result<(), Rejected> {
        if self.session.status != Status::Lobby && !self.session.late_join {
            return Err(Rejected::new(
                ErrorCode::AlreadyStarted,
                "the game has already started; join as audience instead",
            ));
        }
        let max = self.session.seats.max;
        if self.session.players.len() >= max {
            return Err(Rejected::new(
                ErrorCode::SessionFull,
                format!("this room is full ({max} players); join as audience instead"),
            ));
        }
        Ok(())
    }

    /// Returns a new grace period, which stands still during a pause.
    pub fn fresh_grace(&self) -> Presence {
        let presence = Presence::grace(self.now);
        if self.session.status == Status::Paused { presence.hold(self.now) } else { presence }
    }

    /// Locks or unlocks the room.
    pub fn lock(&mut self, locked: bool) -> Result<(), CommandError> {
        if self.session.locked == locked {
            return Ok(());
        }
        self.session.locked = locked;
        Ok(self.emit(&SessionEvent::LockChanged { locked })?)
    }

    /// Checks that the host did not remove the person from `origin`. An address keeps a removed person out only while
    /// nobody in the room shares it: a household or a school has one address.
    pub fn check_not_removed(&self, origin: &Origin) -> Result<(), Rejected> {
        let session = &self.session;
        let is_shared = || session.players.iter().any(|member| member.origin.shares_address(origin));
        let is_removed =
            |removed: &Origin| removed.shares_device(origin) || (removed.shares_address(origin) && !is_shared());
        if session.kept_out.iter().any(is_removed) {
            return Err(Rejected::new(
                ErrorCode::Removed,
                "the host removed you from this room; you cannot join again",
            ));
        }
        Ok(())
    }

    /// Checks that the room is not locked.
    pub fn check_unlocked(&self) -> Result<(), Rejected> {
        if self.session.locked {
            return Err(Rejected::new(ErrorCode::RoomLocked, "the host locked this room; ask the host to unlock it"));
        }
        Ok(())
    }

    /// Checks the id, nickname and avatar of a person who joins. Returns the cleaned nickname.
    pub fn check_newcomer(&self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<String, Rejected> {
        let session = &self.session;
        if session.player(player_id).is_some() || session.is_waiting(player_id) || session.was_removed(player_id) {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this player id was used before; join again"));
        }
        let nickname = self.check_nickname(typed, None)?;
        avatar.map(nickname::check_avatar).transpose()?;
        Ok(nickname)
    }

    /// Changes the nickname of a player. Scoreboards that the game has already built keep the old one.
    pub fn rename(&mut self, player_id: &PlayerId, typed: &str) -> Result<(), CommandError> {
        let nickname = self.check_nickname(typed, Some(player_id))?;
        let member = self.session.player_mut(player_id).ok_or_else(Rejected::not_in_session)?;
        if member.nickname == nickname {
            return Ok(());
        }
        member.nickname.clone_from(&nickname);
        self.invalidate_seats();
        self.emit(&SessionEvent::PlayerRenamed { player_id: player_id.clone(), nickname })?;
        Ok(self.signal_roster()?)
    }

    /// Checks a nickname against all rules. `holder` is the person who has it already. Returns the cleaned nickname.
    pub fn check_nickname(&self, typed: &str, holder: Option<&PlayerId>) -> Result<String, Rejected> {
        let nickname = nickname::clean(typed)?;
        self.session.profanity.check(&nickname).map_err(|profane| Rejected {
            field: Some("nickname".into()),
            ..Rejected::new(Profane::CODE, profane.to_string())
        })?;
        self.check_unused(&nickname, holder)?;
        Ok(nickname)
    }

    /// Checks that a cleaned nickname looks like no other in the room, except that of `holder`, and not like a name of
    /// the host.
    ///
    /// # Errors
    /// `nickname_taken`.
    fn check_unused(&self, nickname: &str, holder: Option<&PlayerId>) -> Result<(), Rejected> {
        let taken = |message: &str| Rejected {
            field: Some("nickname".into()),
            ..Rejected::new(ErrorCode::NicknameTaken, message)
        };
        if is_reserved(nickname) {
            return Err(taken("this nickname is reserved for the host; choose another one"));
        }
        let appearance = Appearance::of(nickname);
        let members = self.session.players.iter().map(|member| (&member.player_id, member.nickname.as_str()));
        let mut others = members.chain(self.session.waiting()).filter(|(id, _)| Some(*id) != holder);
        match others.find(|(_, other)| Appearance::of(other).resembles(&appearance)) {
            Some((_, other)) if nickname::key(other) == nickname::key(nickname) => {
                Err(taken("this nickname is taken; choose another one"))
            }
            Some(_) => Err(taken("this nickname looks like one that is taken; choose another one")),
            None => Ok(()),
        }
    }

    /// Adds a checked player and informs a running game.
    pub fn add_player(&mut self, mut player: Player) -> Result<(), CommandError> {
        player.team = self.session.team_of_newcomer(player.bot);
        self.emit(&SessionEvent::PlayerJoined { player: player.view(Standing::default()) })?;
        self.session.players.push(player);
        self.invalidate_seats();
        Ok(self.signal_roster()?)
    }

    /// Removes a player or a waiting person. `event` announces the removal of a player.
    pub fn remove(&mut self, player_id: &PlayerId, event: SessionEvent) -> Result<(), CommandError> {
        let by_host = matches!(event, SessionEvent::PlayerKicked { .. });
        if by_host && self.session.is_waiting(player_id) {
            return self.decide_join(player_id, false);
        }
        if self.withdraw(player_id)? {
            return Ok(());
        }
        let index = self.session.index(player_id)?;
        let removed = self.session.players.remove(index);
        self.session.mark_removed(removed, by_host);
        self.invalidate_seats();
        self.emit(&event)?;
        Ok(self.signal_roster()?)
    }

    /// Removes all players who joined at `since` or later, as the host. Bots stay.
    pub fn remove_since(&mut self, since: Timestamp) -> Result<(), CommandError> {
        let is_recent = |member: &mut Player| member.joined_at >= since && !member.bot;
        let players: Vec<Player> = self.session.players.extract_if(.., is_recent).collect();
        for Player { player_id, .. } in &players {
            self.emit(&SessionEvent::PlayerKicked { player_id: player_id.clone() })?;
        }
        // Recorded when all have gone: people who are removed together do not share an address with anybody who stays.
        let seats_changed = !players.is_empty();
        for person in players {
            self.session.mark_removed(person, true);
        }
        if seats_changed {
            self.invalidate_seats();
            self.signal_roster()?;
        }
        Ok(())
    }

    /// Records that a person's first socket opened or last socket closed.
    pub fn presence(&mut self, player_id: &PlayerId, connected: bool) -> Result<(), CommandError> {
        let index = self.session.index(player_id)?;
        if self.session.players[index].connected() == connected {
            return Ok(());
        }
        if connected {
            self.session.prolong_hold(self.now);
        }
        let (presence, status) = match connected {
            true => (Presence::Connected, Connection::Connected),
            false => (self.fresh_grace(), Connection::Disconnected),
        };
        self.session.players[index].presence = presence;
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
    /// Records that this person's token is invalid, and keeps the person out if the host removed them. An address that
    /// somebody else in the room shares identifies nobody and is not recorded.
    pub(super) fn mark_removed(&mut self, person: Player, by_host: bool) {
        let origin = person.origin;
        if by_host {
            self.keep_out(origin);
        }
        self.forget_id(person.player_id);
    }

    /// Keeps a person from `origin` out. Without the address if a player of the room shares it.
    pub(super) fn keep_out(&mut self, origin: Origin) {
        let origin = origin.to_keep_out(self.players.iter().map(|member| &member.origin));
        if !origin.is_unknown() && !self.kept_out.contains(&origin) {
            push_bounded(&mut self.kept_out, origin);
        }
    }

    /// Voids the token of a person without a place in the session.
    pub(super) fn forget_id(&mut self, player_id: PlayerId) {
        push_bounded(&mut self.removed, player_id);
    }
}

fn push_bounded<T>(list: &mut Vec<T>, item: T) {
    if list.len() >= MAX_REMOVED {
        list.remove(0);
    }
    list.push(item);
}
