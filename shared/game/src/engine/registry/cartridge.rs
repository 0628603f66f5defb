//! The object-safe interface of a game.

use std::panic::RefUnwindSafe;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use crate::{
    content::{Content, ContentNeed},
    contract::{Rejected, ids::PlayerId, snapshot::Snapshot},
    driver::{
        Lane, Move, Next, SeatLimits, StepContext, TeamRules, ephemeral::EphemeralHandler,
        foreign_protocol::ForeignProtocol,
    },
    engine::{CommandError, EngineError, Game},
    manifest::{Manifest, Vocabulary},
    text::Profanity,
};

/// A game of any driver, with JSON text in place of the driver's types.
pub trait Cartridge: Send + Sync + RefUnwindSafe {
    /// Returns the key in the contract.
    fn kind(&self) -> &'static str;

    /// Returns the manifest.
    fn manifest(&self) -> &Manifest;

    /// Returns the schemas of every message of the game.
    fn vocabulary(&self) -> Vocabulary;

    /// Completes a client's configuration with the defaults (`None`: only defaults).
    ///
    /// # Errors
    /// `invalid_input` naming the field that is out of bounds.
    fn configure(&self, config: Option<&RawValue>) -> Result<Box<RawValue>, CommandError>;

    /// Returns the content that the platform must load before it creates a session: enough for the most people who can join.
    ///
    /// # Errors
    /// `invalid_input` naming the configuration field that is out of bounds.
    fn content_need(&self, config: Option<&RawValue>) -> Result<ContentNeed, Rejected>;

    /// Returns how actions of this type are delivered.
    fn lane(&self, action: &str) -> Lane;

    /// Returns whether an action of this type, taken by a player in the lobby, starts the game.
    fn starts_game(&self, action: &str) -> bool;

    /// Returns whether only the platform takes actions of this type.
    fn is_internal_action(&self, action: &str) -> bool;

    /// Returns whether the game has ephemeral messages.
    fn has_ephemeral_messages(&self) -> bool;

    /// Returns whether this type is an ephemeral message. Every other type is an action.
    fn is_ephemeral(&self, kind: &str) -> bool;

    /// Creates the handler of ephemeral messages for one socket of `player`.
    fn ephemeral_handler(&self, player: &PlayerId) -> Option<Box<dyn EphemeralHandler>>;

    /// Returns the protocol of another program's clients.
    fn foreign_protocol(&self) -> Option<&'static dyn ForeignProtocol>;

    /// Returns whether bots can play.
    fn bots(&self) -> bool;

    /// Returns the next move of a bot that receives the snapshot `seen`, including `you`, after
    /// `tries` moves in this phase; `None` when the bot has finished.
    ///
    /// # Errors
    /// An [`EngineError`] when the snapshot belongs to another game.
    fn bot(&self, seen: Snapshot<Box<RawValue>>, tries: u32, rng: &mut ChaCha8Rng)
    -> Result<Option<Move>, EngineError>;

    /// Checks the configuration (`None`: the defaults), and that the content is enough for the most people who can join.
    ///
    /// # Errors
    /// `invalid_input` for the configuration, `not_enough_content` for the packs, or an
    /// [`EngineError`].
    fn prepare(
        &self,
        config: Option<&RawValue>,
        content: &Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<PreparedGame, CommandError>;

    /// Draws the content for the people in `ctx` with the generator `draw`, and starts a game with the parts of a
    /// [`PreparedGame`].
    ///
    /// # Errors
    /// `not_enough_content`, or an [`EngineError`] when a part belongs to another game.
    fn start(
        &self,
        config: &RawValue,
        content: &RawValue,
        draw: &mut ChaCha8Rng,
        ctx: &mut StepContext<'_>,
    ) -> Result<StartedGame, CommandError>;

    /// Decodes a running game.
    ///
    /// # Errors
    /// An [`EngineError`] when the state belongs to another game.
    fn open(&self, state: &RawValue) -> Result<Box<dyn Game>, EngineError>;
}

/// A game that is ready to start.
#[derive(Debug)]
pub struct PreparedGame {
    /// The complete configuration.
    pub config: Box<RawValue>,
    /// The loaded content.
    pub content: Box<RawValue>,
    /// How many players the game can have.
    pub seats: SeatLimits,
    /// Whether people can join while the game is running.
    pub late_join: bool,
    /// Which words are rejected in nicknames and chat messages.
    pub profanity: Profanity,
    /// The most extra time of a player, in percent of a phase's length.
    pub extra_time: u32,
    /// The teams; `None` when everybody plays alone.
    pub teams: Option<TeamRules>,
}

/// A game that has started.
pub struct StartedGame {
    /// The game.
    pub game: Box<dyn Game>,
    /// Its first deadline.
    pub next: Next,
    /// Ids of the questions and items that the people at the start play.
    pub played: Vec<String>,
}
