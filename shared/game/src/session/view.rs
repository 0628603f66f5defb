//! Snapshots of a session.

use serde_json::{Value, value::RawValue};

use super::{Player, Session};
use crate::{
    contract::{
        ids::PlayerId,
        snapshot::{Feature, Snapshot},
        time::Timestamp,
    },
    driver::Standing,
    engine::{
        EngineError,
        registry::{Cartridge, Registry},
    },
};

impl Session {
    /// Returns the session as `viewer` may see it at `now`. `None`, and ids that are not in the
    /// session, yield the public snapshot.
    ///
    /// # Errors
    /// [`EngineError`] when the stored game cannot be decoded.
    pub fn snapshot(
        &self,
        registry: &Registry,
        viewer: Option<&PlayerId>,
        now: Timestamp,
    ) -> Result<Snapshot<Box<RawValue>>, EngineError> {
        let cartridge =
            registry.get(&self.cartridge).ok_or_else(|| EngineError::UnknownCartridge(self.cartridge.clone()))?;
        let game = self.game.as_deref().map(|state| cartridge.open(state)).transpose()?;
        let standing = |id: &PlayerId| game.as_ref().map_or_else(Standing::default, |game| game.standing(id));
        let now = now.max(self.now);
        let you = match viewer.and_then(|viewer| self.member(viewer)) {
            None => None,
            Some(player) => {
                let own = game.as_ref().map(|game| game.you(&player.player_id)).transpose()?;
                let role = if self.player(&player.player_id).is_some() { "player" } else { "audience" };
                Some(with_identity(own, &player.player_id, role))
            }
        };
        Ok(Snapshot {
            code: self.code.clone(),
            epoch: self.epoch.clone(),
            seq: self.seq,
            cartridge: self.cartridge.clone(),
            status: self.status,
            server_time: now,
            phase: self.phase_view(now),
            pause: self.pause.clone(),
            players: self.players.iter().map(|player| player.view(standing(&player.player_id))).collect(),
            audience: self.audience.iter().map(Player::spectator).collect(),
            min_players: self.seats.min,
            max_players: self.seats.max,
            features: self.features(cartridge),
            locked: self.locked,
            approval: self.requires_approval(),
            waiting: self.waiting_views(),
            moderation: self.moderation.announced.clone(),
            vip: self.vip().cloned(),
            last_message_at: self.last_message_at,
            view: game.as_ref().map(|game| game.view()).transpose()?,
            you,
        })
    }
}

impl Session {
    /// Returns the optional features of this session with `cartridge`.
    pub(super) fn features(&self, cartridge: &dyn Cartridge) -> Vec<Feature> {
        let offers =
            [(Feature::Audience, true), (Feature::Bots, cartridge.bots()), (Feature::LateJoin, self.late_join)];
        offers.into_iter().filter_map(|(feature, offered)| offered.then_some(feature)).collect()
    }
}

/// Adds `player_id` and `role` to a person's private view.
fn with_identity(own: Option<Value>, player_id: &PlayerId, role: &str) -> Value {
    let mut fields = match own {
        Some(Value::Object(fields)) => fields,
        _ => serde_json::Map::new(),
    };
    fields.insert("player_id".to_owned(), Value::from(player_id.as_str()));
    fields.insert("role".to_owned(), Value::from(role));
    Value::Object(fields)
}
