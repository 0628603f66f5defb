//! The traits that a cartridge implements.
//!
//! A driver is a set of pure functions over its state. Time, random numbers and the players are
//! arguments. A driver never waits, never logs and performs no I/O. The [`engine`](crate::engine)
//! calls the driver and enforces the same laws for every game.
//!
//! [`GameDriver`] is the core trait: every game implements it, and a simple game implements no
//! other. Everything optional is a capability trait, listed in [`Capabilities`].
//! See `docs/decisions/0030-driver-capabilities.md` for the reasons.

mod audience;
mod capabilities;
pub mod ephemeral;
pub mod foreign_protocol;
mod free_text;
mod step;
mod types;

use rand_chacha::ChaCha8Rng;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;

pub use self::{
    audience::{AudienceActions, Ballot, BallotKind, Tally},
    capabilities::{
        Bots, Capabilities, Coalescing, EphemeralMessages, ExtraTime, HostPace, LateJoin, PlayerStart, ProfanityFilter,
        ReplayableReplies, Teams,
    },
    free_text::{DRAWING, FreeText, Moderation, REMOVED, Review, TextVisitor, WrittenTexts},
    step::{DEADLINE_GRANULARITY_MS, Input, Next, Seat, StepContext, Transition},
    types::{ActionError, Lane, Move, NotEnoughContent, Phase, Rejection, SeatLimits, Secret, Standing},
};
pub use crate::contract::{
    OutOfBounds,
    teams::{TeamChoice, TeamPlay, TeamRules},
};
use crate::{
    content::{Content, ContentNeed},
    contract::ids::PlayerId,
    manifest::{About, ActionKind, Settings},
};

/// A game of the platform.
///
/// # Laws
///
/// The engine enforces most laws. A driver must keep one itself; property tests check it for every registered driver: no
/// [`View`](Self::View), [`Event`](Self::Event) or other player's [`You`](Self::You) contains a truth, an author or another
/// player's text before its reveal.
pub trait GameDriver: Send + Sync + 'static {
    /// The cartridge's key in the contract, such as `fib`.
    const KIND: &'static str;

    /// Name, tagline and phases, for the manifest.
    const ABOUT: About;

    /// The actions of players. [`parse`](Self::parse) rejects every other type.
    const ACTIONS: &'static [ActionKind];

    /// The optional parts that this game implements.
    const CAPABILITIES: Capabilities<Self> = Capabilities::NONE;

    /// The settings of a preset, declared with [`settings!`](crate::settings).
    type Config: Settings;
    /// The content of one game, drawn when the game starts.
    type Deck: Send;
    /// The complete state of a running game. No client receives it.
    type State: Serialize + DeserializeOwned + Clone + Send + Sync;
    /// A parsed action.
    type Action: Send;
    /// A public event. Serialises as `{"type": …, "data": …}`.
    type Event: Serialize + DeserializeOwned + ToSchema + Send;
    /// Data for the acting player, in addition to the acknowledgement; `()` when there is none.
    type Reply: Serialize + Send;
    /// The public part of a snapshot.
    type View: Serialize + DeserializeOwned + ToSchema + Clone + Send;
    /// The private part of a snapshot, for one player.
    type You: Serialize + DeserializeOwned + ToSchema + Send;
    /// The reason for which an action is rejected.
    type Rejection: Rejection;

    /// Checks rules between fields. Every field is already within its declared bounds.
    ///
    /// # Errors
    /// [`OutOfBounds`] with a field and its bounds.
    fn check(_config: &Self::Config) -> Result<(), OutOfBounds> {
        Ok(())
    }

    /// Returns how many players a game can have.
    fn seats(config: &Self::Config) -> SeatLimits;

    /// Returns the content of a game that starts with `players` people, at most as many as the seats.
    ///
    /// More people never need less. The platform loads the content for the most people who can join, when a room chooses
    /// the game.
    fn content(config: &Self::Config, players: usize) -> ContentNeed;

    /// Draws the content of a game that starts with `players` people from the loaded content.
    ///
    /// Of the loaded items, the first [`content(config, players).count()`](ContentNeed::count) count as played. A driver
    /// uses them first, and the others only for people who join later.
    ///
    /// # Errors
    /// [`NotEnoughContent`] when the content is insufficient.
    fn draw_content(
        config: &Self::Config,
        players: usize,
        content: Content,
        rng: &mut ChaCha8Rng,
    ) -> Result<Self::Deck, NotEnoughContent>;

    /// Starts the game and enters its first phase.
    fn start(config: &Self::Config, deck: Self::Deck, ctx: &mut StepContext<'_>) -> Transition<Self>;

    /// Applies one input. The old state is borrowed immutably, so a rejection cannot change it.
    ///
    /// # Errors
    /// The driver's [`Rejection`], for an [`Input::Action`] only. A driver must accept every other
    /// input, if only with [`Transition::unchanged`].
    fn apply(
        state: &Self::State,
        input: Input<Self::Action>,
        ctx: &mut StepContext<'_>,
    ) -> Result<Transition<Self>, Self::Rejection>;

    /// Parses an action from its type and JSON data.
    ///
    /// # Errors
    /// [`ActionError::Unknown`] for a type that this game lacks, [`ActionError::Invalid`] for data
    /// that does not match the type.
    fn parse(kind: &str, data: &RawValue) -> Result<Self::Action, ActionError>;

    /// Returns the current phase.
    fn phase(state: &Self::State) -> Phase;

    /// Returns one player's score and progress.
    fn standing(state: &Self::State, player: &PlayerId) -> Standing;

    /// Returns what everybody may see.
    fn view(state: &Self::State) -> Self::View;

    /// Returns what only `player` may see.
    fn you(state: &Self::State, player: &PlayerId) -> Self::You;

    /// Returns the texts that must not reach everybody now. The platform never calls this function:
    /// the conformance tests search everything that clients receive for these texts.
    fn secrets(_state: &Self::State) -> Vec<Secret> {
        Vec::new()
    }
}
