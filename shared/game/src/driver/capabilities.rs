//! The optional parts of a game: one trait each, listed in [`Capabilities`].

use std::ops::RangeInclusive;

use rand_chacha::ChaCha8Rng;

use super::{
    AudienceActions, GameDriver, Lane, Move, ephemeral::EphemeralHandler, foreign_protocol::ForeignProtocol,
    free_text::WrittenTexts,
};
use crate::{
    contract::{ids::PlayerId, snapshot::Snapshot, teams::TeamRules, time::Timestamp},
    manifest::EphemeralKind,
    text::Profanity,
};

/// The optional parts that a game implements. A field that is `None` means "does not have it".
///
/// A driver is a unit struct, so a reference to it serves as the trait object:
///
/// ```ignore
/// const CAPABILITIES: Capabilities<Self> =
///     Capabilities { bots: Some(&Fib), late_join: Some(&Fib), ..Capabilities::NONE };
/// ```
pub struct Capabilities<D: GameDriver + ?Sized> {
    /// Bots can take seats.
    pub bots: Option<&'static dyn Bots<D>>,
    /// People can join while a game is running.
    pub late_join: Option<&'static dyn LateJoin<D>>,
    /// Nicknames and chat messages are filtered for profanity.
    pub profanity_filter: Option<&'static dyn ProfanityFilter<D>>,
    /// Players can take extra time for their answers.
    pub extra_time: Option<&'static dyn ExtraTime<D>>,
    /// The players form teams.
    pub teams: Option<&'static dyn Teams<D>>,
    /// The host can end phases that have no deadline.
    pub host_pace: Option<&'static dyn HostPace<D>>,
    /// The audience can vote or react.
    pub audience: Option<&'static dyn AudienceActions<D>>,
    /// A player's action in the lobby starts the game.
    pub player_start: Option<&'static dyn PlayerStart>,
    /// Frequent actions are delayed and their events merged.
    pub coalescing: Option<&'static dyn Coalescing<D>>,
    /// Accepted actions have replies that a repetition must receive again.
    pub replies: Option<&'static dyn ReplayableReplies<D>>,
    /// People write texts, which a moderator can approve and the host can remove.
    pub written_texts: Option<&'static dyn WrittenTexts<D>>,
    /// Players send messages that are broadcast and never stored.
    pub ephemeral: Option<&'static dyn EphemeralMessages>,
    /// Clients of another program play over a separate socket.
    pub foreign_protocol: Option<&'static dyn ForeignProtocol>,
}

impl<D: GameDriver + ?Sized> Capabilities<D> {
    /// No optional part.
    pub const NONE: Self = Self {
        bots: None,
        late_join: None,
        profanity_filter: None,
        extra_time: None,
        teams: None,
        host_pace: None,
        audience: None,
        player_start: None,
        coalescing: None,
        replies: None,
        written_texts: None,
        ephemeral: None,
        foreign_protocol: None,
    };
}

/// Bots that play like people, with the same information.
pub trait Bots<D: GameDriver + ?Sized> {
    /// Returns the range of milliseconds after which a bot moves in this phase, or `None` when a bot
    /// has no move. The engine asks once a phase.
    fn delay_ms(&self, state: &D::State) -> Option<RangeInclusive<u64>>;

    /// Returns a bot's next move, or `None` when it has finished its moves for this phase.
    ///
    /// `seen` and `you` are what a player in the bot's seat receives. `tries` counts the bot's moves
    /// in this phase, including rejected ones.
    fn next_move(&self, seen: &Snapshot<D::View>, you: &D::You, tries: u32, rng: &mut ChaCha8Rng) -> Option<Move>;
}

/// Joining while a game is running. The driver finds the newcomer among the
/// [seats](super::StepContext::seats), with score 0, and decides when the newcomer starts to play.
pub trait LateJoin<D: GameDriver + ?Sized> {
    /// Returns whether this configuration allows joining late.
    fn late_join(&self, config: &D::Config) -> bool;
}

/// A filter of nicknames and chat messages. The driver itself must check texts typed in the game.
pub trait ProfanityFilter<D: GameDriver + ?Sized> {
    /// Returns which words are rejected.
    fn profanity(&self, config: &D::Config) -> Profanity;
}

/// Personal extra time. A phase in which people answer goes on after its deadline while it waits for players with extra
/// time; nobody else can answer then. The driver does not notice: its deadline comes later.
pub trait ExtraTime<D: GameDriver + ?Sized> {
    /// Returns the most extra time that a player may take, in percent of a phase's length.
    fn most_percent(&self, config: &D::Config) -> u32;

    /// Returns the length of the current phase in milliseconds, if people answer in it against the clock.
    fn answer_ms(&self, state: &D::State) -> Option<u64>;

    /// Returns whether an answer of `player` is missing in the current phase.
    fn awaits(&self, state: &D::State, player: &PlayerId) -> bool;
}

/// Teams. The players' teams are part of the [seats](super::StepContext::seats).
pub trait Teams<D: GameDriver + ?Sized> {
    /// Returns the teams of a game with this configuration; `None` when everybody plays alone.
    fn teams(&self, config: &D::Config) -> Option<TeamRules>;
}

/// Phases that the host ends. The host's `play` command starts and resumes a game; with this
/// capability, `play` also ends a phase that has no deadline. Nobody can end a timed phase early.
pub trait HostPace<D: GameDriver + ?Sized> {
    /// Returns whether `play` ends the current phase now. The phase ends as with an
    /// [`Input::Deadline`](super::Input::Deadline).
    fn host_can_end_phase(&self, state: &D::State, now: Timestamp) -> bool;
}

/// Actions that start the game from the lobby, for games that do not need the host's `play`.
pub trait PlayerStart {
    /// Returns whether an action of this type starts the game.
    fn starts_game(&self, action: &str) -> bool;
}

/// Delayed delivery of frequent actions, and merging of their events.
pub trait Coalescing<D: GameDriver + ?Sized> {
    /// Returns how actions of this type are delivered.
    fn lane(&self, action: &str) -> Lane;

    /// Merges `later` into `earlier` if one event can represent both, such as two counts of
    /// reactions. Returns whether it did. The engine only passes consecutive events of one step.
    fn merge(&self, earlier: &mut D::Event, later: &D::Event) -> bool;
}

/// Replies for repeated actions: a client that lost an acknowledgement sends its action again.
pub trait ReplayableReplies<D: GameDriver + ?Sized> {
    /// Returns the reply of an action that was accepted before. The reply must equal the first one.
    fn replay(&self, state: &D::State, player: &PlayerId, action: &D::Action) -> Option<D::Reply>;
}

/// Messages that players send outside the numbered events; see [`ephemeral`](super::ephemeral).
pub trait EphemeralMessages {
    /// Returns the types of messages.
    fn kinds(&self) -> &'static [EphemeralKind];

    /// Creates the handler of one socket of `player`.
    fn handler(&self, player: &PlayerId) -> Box<dyn EphemeralHandler>;

    /// Returns whether only the platform takes this action, as a handler's report. Clients that send
    /// the action receive "unknown type".
    fn is_internal_action(&self, action: &str) -> bool;
}
