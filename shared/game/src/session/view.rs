//! Snapshots of a session.

use serde_json::{Map, Value, value::RawValue};

use super::{Player, Session};
use crate::{
    contract::{
        ids::PlayerId,
        snapshot::{Feature, OwnView, ParticipantRole, Snapshot},
        time::Timestamp,
    },
    driver::Standing,
    engine::{
        EngineError, Game,
        registry::{Cartridge, Registry},
    },
};

impl Session {
    /// Returns the session as `viewer` may see it at `now`. An id without a seat is a member of the audience, whom the
    /// caller has checked. `None`, and ids of people who wait or were removed, yield the public snapshot.
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
        let view = game.as_ref().map(|game| game.view()).transpose()?;
        let mut snapshot = self.public(cartridge, game.as_deref(), view, now.max(self.now));
        let is_member = |viewer: &&PlayerId| self.player(viewer).is_some() || self.may_watch(viewer);
        if let Some(viewer) = viewer.filter(is_member) {
            let own = game.as_ref().map(|game| game.you(viewer)).transpose()?;
            snapshot.you = Some(self.you(viewer, own.as_deref(), game.as_deref())?);
        }
        Ok(snapshot)
    }

    /// Returns the public snapshot at `now`. `game` is the decoded game, if there is one, and `view` its view.
    pub(super) fn public<V>(
        &self,
        cartridge: &dyn Cartridge,
        game: Option<&dyn Game>,
        view: Option<V>,
        now: Timestamp,
    ) -> Snapshot<V> {
        let standing = |id: &PlayerId| game.map_or_else(Standing::default, |game| game.standing(id));
        Snapshot {
            code: self.code.clone(),
            epoch: self.epoch.clone(),
            seq: self.seq,
            cartridge: self.cartridge.clone(),
            status: self.status,
            server_time: now,
            phase: self.phase_view(now),
            pause: self.pause.clone(),
            players: self.players.iter().map(|player| player.view(standing(&player.player_id))).collect(),
            audience: self.audience_view(),
            min_players: self.seats.min,
            max_players: self.seats.max,
            features: self.features(cartridge),
            locked: self.locked,
            approval: self.requires_approval(),
            waiting: self.waiting_views(),
            moderation: self.moderation.announced.clone(),
            teams: self.teams,
            vip: self.vip().cloned(),
            host: self.host_view(),
            last_message_at: self.last_message_at,
            view,
            you: None,
        }
    }

    /// Returns whether both sessions have the same players, apart from what the game knows of them.
    pub(super) fn has_same_players(&self, other: &Self) -> bool {
        let view = |player: &Player| player.view(Standing::default());
        self.players.iter().map(view).eq(other.players.iter().map(view))
    }

    /// Returns the private part of a person's snapshot: `player_id`, `role`, `extra_time` and the fields of `own`, which is
    /// the private view of `game`.
    pub(super) fn you(
        &self,
        person: &PlayerId,
        own: Option<&RawValue>,
        game: Option<&dyn Game>,
    ) -> Result<Value, EngineError> {
        let unreadable =
            |e: serde_json::Error| EngineError::Unreadable { what: "player's own view", cause: e.to_string() };
        let mut fields = match own.map(|own| serde_json::from_str(own.get())).transpose().map_err(unreadable)? {
            Some(Value::Object(fields)) => fields,
            _ => Map::new(),
        };
        let is_player = self.player(person).is_some();
        let session_part = OwnView {
            player_id: person.clone(),
            role: if is_player { ParticipantRole::Player } else { ParticipantRole::Audience },
            extra_time: self.extra_time_view(person, game),
            nickname: None,
            avatar: None,
            ballots: None,
        };
        if let Value::Object(session_part) = serde_json::to_value(session_part).map_err(unreadable)? {
            fields.extend(session_part);
        }
        Ok(Value::Object(fields))
    }

    /// Returns the optional features of this session with `cartridge`.
    pub(super) fn features(&self, cartridge: &dyn Cartridge) -> Vec<Feature> {
        let offers =
            [(Feature::Audience, true), (Feature::Bots, cartridge.bots()), (Feature::LateJoin, self.late_join)];
        offers.into_iter().filter_map(|(feature, offered)| offered.then_some(feature)).collect()
    }
}
