//! Who sits at the table.

use super::{
    CommandError, Player, Presence, Rejected, Session, SessionEvent, Status, event::Connection, nickname,
    step::SessionStep,
};
use crate::contract::ErrorCode;
use crate::{driver::Standing, ids::PlayerId, text::Profane};

/// Players who left and whose tokens are still told apart from a stranger's. Joining is limited
/// long before; the bound only keeps the state small whatever happens.
const MAX_REMOVED: usize = 256;

impl SessionStep<'_> {
    pub fn join(&mut self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<(), CommandError> {
        if self.session.status != Status::Lobby && !self.session.late_join {
            return Err(Rejected::new(ErrorCode::AlreadyStarted, "the game has already started").into());
        }
        if self.session.players.len() >= self.session.seats.max {
            return Err(Rejected::new(ErrorCode::SessionFull, "every seat is taken").into());
        }
        let nickname = self.newcomer(player_id, typed, avatar)?;
        let presence = Presence::grace(self.now);
        self.sit(Player {
            player_id: player_id.clone(),
            nickname,
            avatar: avatar.map(str::to_owned),
            bot: false,
            presence: if self.session.status == Status::Paused { presence.hold(self.now) } else { presence },
            accepted: Vec::new(),
        })
    }

    /// Whether somebody may come in under this id, name and picture. Returns the name as it is shown.
    pub fn newcomer(&self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<String, Rejected> {
        if self.session.member(player_id).is_some() || self.session.was_removed(player_id) {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this player id is used up"));
        }
        let nickname = nickname::clean(typed)?;
        self.session.profanity.check(&nickname).map_err(|profane| Rejected {
            field: Some("nickname".into()),
            ..Rejected::new(Profane::CODE, profane.to_string())
        })?;
        avatar.map(nickname::check_avatar).transpose()?;
        let key = nickname::key(&nickname);
        let mut everybody = self.session.players.iter().chain(&self.session.audience);
        if everybody.any(|other| nickname::key(&other.nickname) == key) {
            let message = "somebody here is already called that";
            return Err(Rejected {
                field: Some("nickname".into()),
                ..Rejected::new(ErrorCode::NicknameTaken, message)
            });
        }
        Ok(nickname)
    }

    /// Gives a newcomer a seat. A running game sees them at once.
    pub fn sit(&mut self, player: Player) -> Result<(), CommandError> {
        self.emit(&SessionEvent::PlayerJoined { player: player.view(Standing::default()) })?;
        self.session.players.push(player);
        self.reseat();
        Ok(self.signal_roster()?)
    }

    pub fn unseat(&mut self, player_id: &PlayerId, told: SessionEvent) -> Result<(), CommandError> {
        if self.dismiss(player_id)? {
            return Ok(());
        }
        let index = self.session.index(player_id)?;
        let gone = self.session.players.remove(index);
        self.session.note_removed(gone.player_id);
        self.reseat();
        self.emit(&told)?;
        Ok(self.signal_roster()?)
    }

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
        self.reseat();
        self.emit(&SessionEvent::ConnectionUpdate { player_id: player_id.clone(), status })?;
        Ok(self.signal_roster()?)
    }

    /// Notes a sign of life, or takes the note back.
    pub fn set_presence(&mut self, index: usize, presence: Presence) {
        let before = std::mem::replace(&mut self.session.players[index].presence, presence);
        if before.counts() != presence.counts() {
            self.reseat();
        }
    }
}

impl Session {
    /// Makes this person's token void.
    pub(super) fn note_removed(&mut self, player_id: PlayerId) {
        if self.removed.len() >= MAX_REMOVED {
            self.removed.remove(0);
        }
        self.removed.push(player_id);
    }
}
