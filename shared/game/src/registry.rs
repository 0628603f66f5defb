//! The cartridges there are, erased to JSON.
//!
//! This is the one place where a game's types and JSON text meet: what comes from outside (a
//! preset's configuration, a stored game) is text until a [`Cartridge`] has read it, and what
//! leaves is text again.

use crate::contract::ErrorCode;
use std::{collections::BTreeMap, marker::PhantomData, panic::RefUnwindSafe, sync::Arc};

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use crate::{
    content::{Content, ContentNeed},
    driver::{GameDriver, Lane, Move, Next, SeatLimits, StepContext},
    engine::{EngineError, Game, RunningGame, raw},
    ephemeral::{EphemeralHandler, ForeignProtocol},
    ids::PlayerId,
    manifest::{Manifest, Settings, Vocabulary},
    session::{CommandError, Rejected, snapshot::Snapshot},
    text::Profanity,
};

/// The cartridges of a build. Cheap to clone.
#[derive(Clone, Default)]
pub struct Registry {
    cartridges: Arc<BTreeMap<&'static str, Arc<dyn Cartridge>>>,
}

impl Registry {
    /// No cartridge at all.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// The same and `D`, which replaces a cartridge of its kind.
    #[must_use]
    pub fn with<D: GameDriver>(mut self) -> Self {
        Arc::make_mut(&mut self.cartridges).insert(D::KIND, Arc::new(Erased::<D>::new()));
        self
    }

    /// The cartridge of this kind.
    #[must_use]
    pub fn get(&self, kind: &str) -> Option<&dyn Cartridge> {
        self.cartridges.get(kind).map(|cartridge| &**cartridge)
    }

    /// All cartridges, in the order of their keys.
    pub fn cartridges(&self) -> impl Iterator<Item = &dyn Cartridge> {
        self.cartridges.values().map(|cartridge| &**cartridge)
    }

    /// The keys of all cartridges, in order.
    pub fn kinds(&self) -> impl Iterator<Item = &str> {
        self.cartridges.keys().copied()
    }
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.kinds()).finish()
    }
}

/// A game, whichever it is.
pub trait Cartridge: Send + Sync + RefUnwindSafe {
    /// Its key in the contract.
    fn kind(&self) -> &'static str;

    /// What it says of itself.
    fn manifest(&self) -> &Manifest;

    /// What it says and hears.
    fn vocabulary(&self) -> Vocabulary;

    /// A configuration with every field stated, of what a client wrote (`None`: the defaults).
    ///
    /// # Errors
    /// `invalid_input` naming the field that is out of bounds.
    fn configure(&self, config: Option<&RawValue>) -> Result<Box<RawValue>, CommandError>;

    /// What has to be loaded before a session of it is made.
    ///
    /// # Errors
    /// `invalid_input` naming the field of the configuration that is out of bounds.
    fn content_need(&self, config: Option<&RawValue>) -> Result<ContentNeed, Rejected>;

    /// How actions of this type travel.
    fn lane(&self, action: &str) -> Lane;

    /// Whether people who only watch may do this too.
    fn audience_can_use(&self, action: &str) -> bool;

    /// Whether this action, taken by a player in the lobby, starts the game.
    fn opens(&self, action: &str) -> bool;

    /// Whether only the platform takes this action, as a companion's report.
    fn is_internal_action(&self, action: &str) -> bool;

    /// Whether players can say anything beside the game.
    fn has_ephemeral_messages(&self) -> bool;

    /// Whether a message of this type is said beside the game; every other is an action.
    fn is_ephemeral(&self, kind: &str) -> bool;

    /// What reads and counts what a player says beside the game, over one socket of theirs.
    fn ephemeral_handler(&self, player: &PlayerId) -> Option<Box<dyn EphemeralHandler>>;

    /// How another program's clients speak of this game, over a socket of their own.
    fn foreign_protocol(&self) -> Option<&'static dyn ForeignProtocol>;

    /// Whether bots can play it.
    fn bots(&self) -> bool;

    /// What a bot does that sees this snapshot, `you` and all, after so many `tries` in this phase;
    /// `None` when it is done for now.
    ///
    /// # Errors
    /// A [`EngineError`] when the snapshot is not of this game.
    fn bot(&self, seen: Snapshot<Box<RawValue>>, tries: u32, rng: &mut ChaCha8Rng)
    -> Result<Option<Move>, EngineError>;

    /// Checks the configuration (`None`: the defaults) and deals the content of one game.
    ///
    /// # Errors
    /// `invalid_input` for the configuration, `not_enough_content` for the packs; or a [`EngineError`].
    fn prepare(
        &self,
        config: Option<&RawValue>,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<PreparedGame, CommandError>;

    /// Begins a game with what [`prepare`](Self::prepare) made.
    ///
    /// # Errors
    /// A [`EngineError`] when the parts are not its own.
    fn start(
        &self,
        config: &RawValue,
        deck: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<(Box<dyn Game>, Next), EngineError>;

    /// Opens a running game.
    ///
    /// # Errors
    /// A [`EngineError`] when the state is not its own.
    fn open(&self, state: &RawValue) -> Result<Box<dyn Game>, EngineError>;
}

/// A game that can begin.
#[derive(Debug)]
pub struct PreparedGame {
    /// The configuration, every field stated.
    pub config: Box<RawValue>,
    /// The content dealt.
    pub deck: Box<RawValue>,
    /// How many may play.
    pub seats: SeatLimits,
    /// Whether people may sit down while a game is on.
    pub late_join: bool,
    /// Which words nobody may be called by.
    pub profanity: Profanity,
}

struct Erased<D> {
    manifest: Manifest,
    driver: PhantomData<fn() -> D>,
}

impl<D: GameDriver> Erased<D> {
    fn new() -> Self {
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
        Ok(D::content(&Self::config(config)?))
    }

    fn lane(&self, action: &str) -> Lane {
        D::lane(action)
    }

    fn audience_can_use(&self, action: &str) -> bool {
        D::audience_can_use(action)
    }

    fn opens(&self, action: &str) -> bool {
        D::opens(action)
    }

    fn is_internal_action(&self, action: &str) -> bool {
        D::is_internal_action(action)
    }

    fn has_ephemeral_messages(&self) -> bool {
        !D::EPHEMERAL_KINDS.is_empty()
    }

    fn is_ephemeral(&self, kind: &str) -> bool {
        D::EPHEMERAL_KINDS.iter().any(|aside| aside.kind == kind)
    }

    fn ephemeral_handler(&self, player: &PlayerId) -> Option<Box<dyn EphemeralHandler>> {
        D::ephemeral_handler(player)
    }

    fn foreign_protocol(&self) -> Option<&'static dyn ForeignProtocol> {
        D::foreign_protocol()
    }

    fn bots(&self) -> bool {
        D::BOTS
    }

    fn bot(
        &self,
        mut seen: Snapshot<Box<RawValue>>,
        tries: u32,
        rng: &mut ChaCha8Rng,
    ) -> Result<Option<Move>, EngineError> {
        let unreadable =
            |e: serde_json::Error| EngineError::Unreadable { what: "player's own view", cause: e.to_string() };
        let Some(you) = seen.you.take().filter(|_| D::BOTS) else { return Ok(None) };
        let seen = seen.try_map(|view| stored("view", &view))?;
        Ok(D::bot(&seen, &serde_json::from_value(you).map_err(unreadable)?, tries, rng))
    }

    fn prepare(
        &self,
        config: Option<&RawValue>,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<PreparedGame, CommandError> {
        let config = Self::config(config)?;
        let deck = D::deal(&config, content, rng)
            .map_err(|too_little| Rejected::new(ErrorCode::NotEnoughContent, too_little.to_string()))?;
        let (seats, late_join) = (D::seats(&config), D::LATE_JOIN && D::late_join(&config));
        let profanity = D::profanity(&config);
        Ok(PreparedGame {
            config: raw("configuration", &config)?,
            deck: raw("deck", &deck)?,
            seats,
            late_join,
            profanity,
        })
    }

    fn start(
        &self,
        config: &RawValue,
        deck: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<(Box<dyn Game>, Next), EngineError> {
        let (table, next) = RunningGame::<D>::start(&stored("configuration", config)?, stored("deck", deck)?, ctx);
        Ok((Box::new(table), next))
    }

    fn open(&self, state: &RawValue) -> Result<Box<dyn Game>, EngineError> {
        Ok(Box::new(RunningGame::<D>::open(state)?))
    }
}

fn stored<T: serde::de::DeserializeOwned>(what: &'static str, text: &RawValue) -> Result<T, EngineError> {
    serde_json::from_str(text.get()).map_err(|e| EngineError::Unreadable { what, cause: e.to_string() })
}
