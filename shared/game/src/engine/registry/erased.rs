//! The bridge from a typed driver to the object-safe [`Cartridge`].

use std::marker::PhantomData;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use super::{Cartridge, PreparedGame, StartedGame};
use crate::{
    content::{Content, ContentNeed},
    contract::{ErrorCode, Rejected, ids::PlayerId, snapshot::Snapshot},
    driver::{
        GameDriver, Lane, Move, NotEnoughContent, StepContext, ephemeral::EphemeralHandler,
        foreign_protocol::ForeignProtocol,
    },
    engine::{CommandError, EngineError, Game, RunningGame, running_game::raw},
    manifest::{Manifest, Settings, Vocabulary},
};

pub(super) struct Erased<D> {
    manifest: Manifest,
    driver: PhantomData<fn() -> D>,
}

impl<D: GameDriver> Erased<D> {
    pub fn new() -> Self {
        Self { manifest: Manifest::of::<D>(), driver: PhantomData }
    }

    fn config(config: Option<&RawValue>) -> Result<D::Config, Rejected> {
        let Some(given) = config else { return Ok(D::Config::default()) };
        let checked = D::Config::read(given).and_then(|read| D::check(&read).map(|()| read));
        checked.map_err(|out| Rejected::invalid(&out.field, out.to_string()))
    }
}

impl<D: GameDriver> Cartridge for Erased<D> {
    fn kind(&self) -> &'static str {
        D::KIND
    }

    fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    fn vocabulary(&self) -> Vocabulary {
        Vocabulary::of::<D>()
    }

    fn configure(&self, config: Option<&RawValue>) -> Result<Box<RawValue>, CommandError> {
        Ok(raw("configuration", &Self::config(config)?)?)
    }

    fn content_need(&self, config: Option<&RawValue>) -> Result<ContentNeed, Rejected> {
        let config = Self::config(config)?;
        Ok(D::content(&config, D::seats(&config).max))
    }

    fn lane(&self, action: &str) -> Lane {
        D::CAPABILITIES.coalescing.map_or(Lane::Reliable, |coalescing| coalescing.lane(action))
    }

    fn starts_game(&self, action: &str) -> bool {
        D::CAPABILITIES.player_start.is_some_and(|start| start.starts_game(action))
    }

    fn is_internal_action(&self, action: &str) -> bool {
        D::CAPABILITIES.ephemeral.is_some_and(|messages| messages.is_internal_action(action))
    }

    fn has_ephemeral_messages(&self) -> bool {
        D::CAPABILITIES.ephemeral.is_some()
    }

    fn is_ephemeral(&self, kind: &str) -> bool {
        D::CAPABILITIES.ephemeral.is_some_and(|messages| messages.kinds().iter().any(|message| message.kind == kind))
    }

    fn ephemeral_handler(&self, player: &PlayerId) -> Option<Box<dyn EphemeralHandler>> {
        D::CAPABILITIES.ephemeral.map(|messages| messages.handler(player))
    }

    fn foreign_protocol(&self) -> Option<&'static dyn ForeignProtocol> {
        D::CAPABILITIES.foreign_protocol
    }

    fn bots(&self) -> bool {
        D::CAPABILITIES.bots.is_some()
    }

    fn bot(
        &self,
        mut seen: Snapshot<Box<RawValue>>,
        tries: u32,
        rng: &mut ChaCha8Rng,
    ) -> Result<Option<Move>, EngineError> {
        let unreadable =
            |e: serde_json::Error| EngineError::Unreadable { what: "player's own view", cause: e.to_string() };
        let Some((bots, you)) = D::CAPABILITIES.bots.zip(seen.you.take()) else { return Ok(None) };
        let seen = seen.try_map(|view| stored("view", &view))?;
        Ok(bots.next_move(&seen, &serde_json::from_value(you).map_err(unreadable)?, tries, rng))
    }

    fn prepare(
        &self,
        config: Option<&RawValue>,
        content: &Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<PreparedGame, CommandError> {
        let config = Self::config(config)?;
        let seats = D::seats(&config);
        D::draw_content(&config, seats.max, content.clone(), rng).map_err(too_little)?;
        Ok(PreparedGame {
            content: raw("content", content)?,
            seats,
            late_join: D::CAPABILITIES.late_join.is_some_and(|late| late.late_join(&config)),
            profanity: D::CAPABILITIES.profanity_filter.map(|filter| filter.profanity(&config)).unwrap_or_default(),
            extra_time: D::CAPABILITIES.extra_time.map_or(0, |extra| extra.most_percent(&config)),
            teams: D::CAPABILITIES.teams.and_then(|teams| teams.teams(&config)),
            config: raw("configuration", &config)?,
        })
    }

    fn start(
        &self,
        config: &RawValue,
        content: &RawValue,
        draw: &mut ChaCha8Rng,
        ctx: &mut StepContext<'_>,
    ) -> Result<StartedGame, CommandError> {
        let (config, players): (D::Config, usize) = (stored("configuration", config)?, ctx.seats.len());
        let content: Content = stored("content", content)?;
        let count = D::content(&config, players).count();
        let played = content.items().take(count).filter(|id| !id.is_empty()).map(str::to_owned).collect();
        let deck = D::draw_content(&config, players, content, draw).map_err(too_little)?;
        let (game, next) = RunningGame::<D>::start(&config, deck, ctx);
        Ok(StartedGame { game: Box::new(game), next, played })
    }

    fn open(&self, state: &RawValue) -> Result<Box<dyn Game>, EngineError> {
        Ok(Box::new(RunningGame::<D>::open(state)?))
    }
}

fn too_little(error: NotEnoughContent) -> Rejected {
    Rejected::new(ErrorCode::NotEnoughContent, error.to_string())
}

fn stored<T: serde::de::DeserializeOwned>(what: &'static str, text: &RawValue) -> Result<T, EngineError> {
    serde_json::from_str(text.get()).map_err(|e| EngineError::Unreadable { what, cause: e.to_string() })
}
