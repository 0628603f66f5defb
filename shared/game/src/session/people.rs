//! Who sits at the table.

use super::{Halt, Player, Presence, Refusal, SessionEvent, Status, code, event::Connection, nickname, step::Turn};
use crate::{driver::Standing, ids::PlayerId};

/// Players who left and whose tokens are still told apart from a stranger's. Joining is limited
/// long before; the bound only keeps the state small whatever happens.
const MAX_REMOVED: usize = 256;

impl Turn<'_> {
    pub fn join(&mut self, player_id: &PlayerId, typed: &str, avatar: Option<&str>) -> Result<(), Halt> {
        if self.session.status != Status::Lobby {
            return Err(Refusal::new(code::ALREADY_STARTED, "the game has already started").into());
        }
        if self.session.player(player_id).is_some() || self.session.was_removed(player_id) {
            return Err(Refusal::new(code::NOT_ALLOWED, "this player id is used up").into());
        }
        let nickname = nickname::clean(typed)?;
        avatar.map(nickname::check_avatar).transpose()?;
        if self.session.players.len() >= self.session.seats.max {
            return Err(Refusal::new(code::SESSION_FULL, "every seat is taken").into());
        }
        let key = nickname::key(&nickname);
        if self.session.players.iter().any(|player| nickname::key(&player.nickname) == key) {
            let message = "somebody here is already called that";
            return Err(
                Refusal { field: Some("nickname".into()), ..Refusal::new(code::NICKNAME_TAKEN, message) }.into()
            );
        }
        let player = Player {
            player_id: player_id.clone(),
            nickname,
            avatar: avatar.map(str::to_owned),
            presence: Presence::grace(self.now),
            accepted: Vec::new(),
        };
        self.emit(&SessionEvent::PlayerJoined { player: player.view(Standing::default()) })?;
        self.session.players.push(player);
        self.reseat();
        Ok(())
    }

    pub fn unseat(&mut self, player_id: &PlayerId, told: SessionEvent) -> Result<(), Halt> {
        let index = self.session.index(player_id)?;
        let gone = self.session.players.remove(index);
        if self.session.removed.len() >= MAX_REMOVED {
            self.session.removed.remove(0);
        }
        self.session.removed.push(gone.player_id);
        self.reseat();
        self.emit(&told)?;
        Ok(self.signal_roster()?)
    }

    pub fn presence(&mut self, player_id: &PlayerId, connected: bool) -> Result<(), Halt> {
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
