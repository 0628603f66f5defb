//! The VIP: a player with controls of the host, so that nobody has to walk to the TV and a room outlives the host's
//! browser.
//!
//! The first player who joins is the VIP. The role passes to the first connected player when the VIP leaves, is removed,
//! or stays disconnected longer than the grace period ([`GRACE_MS`]). A VIP who returns later does not get the role back;
//! the host and the VIP can pass it on. Bots and the audience are never the VIP. See
//! `docs/decisions/0080-vip-and-released-seats.md`.

use serde::{Deserialize, Serialize};

use super::{CommandError, Player, Rejected, SessionEvent, SessionStep, player::GRACE_MS};
use crate::{
    contract::{ErrorCode, ids::PlayerId, time::Timestamp},
    engine::EngineError,
    session::{Session, stored},
};

/// The VIP of a session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(in crate::session) struct Vip {
    #[serde(rename = "i")]
    player_id: PlayerId,
    /// Since when the VIP is disconnected.
    #[serde(rename = "a", with = "stored::optional_millis", default, skip_serializing_if = "Option::is_none")]
    away_since: Option<Timestamp>,
}

impl Session {
    /// Returns the VIP; `None` in an empty room, and where the session has no VIP.
    #[must_use]
    pub fn vip(&self) -> Option<&PlayerId> {
        self.vip.as_ref().map(|vip| &vip.player_id)
    }

    /// Returns when the role of a disconnected VIP passes to a connected player.
    pub(in crate::session) fn vip_passes_at(&self) -> Option<Timestamp> {
        let away_since = self.vip.as_ref()?.away_since?;
        self.connected_successor().map(|_| away_since.plus_ms(GRACE_MS))
    }

    /// Returns the first connected player other than the VIP.
    fn connected_successor(&self) -> Option<&Player> {
        let candidates = self.players.iter().filter(|player| !player.bot && player.connected());
        candidates.into_iter().find(|player| self.vip() != Some(&player.player_id))
    }
}

impl SessionStep<'_> {
    /// Makes a player the VIP.
    pub fn appoint_vip(&mut self, player_id: &PlayerId) -> Result<(), CommandError> {
        if self.session.without_vip {
            return Err(Rejected::new(ErrorCode::NotAllowed, "this session has no VIP; use the host's controls").into());
        }
        match self.session.player(player_id) {
            Some(player) if !player.bot => {}
            Some(_) => return Err(Rejected::invalid("player_id", "a bot cannot be the VIP; choose a person").into()),
            None => return Err(Rejected::invalid("player_id", "the VIP must be a player of this room").into()),
        }
        Ok(self.set_vip(Some(player_id.clone()))?)
    }

    /// Chooses a VIP if the room needs one, and records since when the VIP is disconnected.
    pub fn update_vip(&mut self) -> Result<(), EngineError> {
        if self.session.without_vip {
            return Ok(());
        }
        let is_connected = match self.session.vip() {
            Some(vip) => self.session.player(vip).map(Player::connected),
            None => None,
        };
        match is_connected {
            None => {
                let first = || self.session.players.iter().find(|player| !player.bot);
                let next = self.session.connected_successor().or_else(first).map(|player| player.player_id.clone());
                self.set_vip(next)
            }
            Some(is_connected) => {
                self.record_absence(is_connected);
                Ok(())
            }
        }
    }

    /// Passes the role of a disconnected VIP to the first connected player.
    pub fn pass_on_vip(&mut self) -> Result<(), EngineError> {
        let next = self.session.connected_successor().map(|player| player.player_id.clone());
        self.set_vip(next)
    }

    fn set_vip(&mut self, player_id: Option<PlayerId>) -> Result<(), EngineError> {
        if self.session.vip() == player_id.as_ref() {
            return Ok(());
        }
        let is_connected = player_id.as_ref().and_then(|id| self.session.player(id)).is_some_and(Player::connected);
        self.session.vip = player_id.clone().map(|player_id| Vip { player_id, away_since: None });
        self.record_absence(is_connected);
        self.emit(&SessionEvent::VipChanged { vip: player_id })
    }

    fn record_absence(&mut self, is_connected: bool) {
        let now = self.now;
        if let Some(vip) = &mut self.session.vip {
            vip.away_since = if is_connected { None } else { vip.away_since.or(Some(now)) };
        }
    }
}
