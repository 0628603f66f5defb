//! The trait a cartridge implements.
//!
//! A driver is a set of pure functions over its own state. It never waits, never logs and never
//! looks anything up: it is told the time, lent a generator and shown who sits at the table, and
//! answers with the next state, the events to publish and when it wants to be called again. The
//! [`engine`](crate::engine) calls it and gives every driver the same laws.

use crate::contract::ErrorCode;
use std::ops::RangeInclusive;

use rand_chacha::ChaCha8Rng;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::value::RawValue;
use utoipa::ToSchema;

use crate::{
    content::{Content, ContentNeed},
    ephemeral::{EphemeralHandler, ForeignProtocol},
    ids::PlayerId,
    manifest::{About, ActionKind, EphemeralKind, Settings},
    session::snapshot::Snapshot,
    text::Profanity,
    time::{Countdown, Timestamp},
};

/// A game that can be played on the platform.
///
/// # Laws
///
/// The engine keeps most of them by construction; a driver keeps these, and the property tests of
/// the laws run over every registered driver:
/// - nothing of a [`Self::View`], [`Self::You`] (of another player) or [`Self::Event`] tells a
///   truth, an author or another's text before its reveal;
/// - [`fold`](Self::fold)ing the events of a step onto the snapshot before it gives the snapshot
///   after it.
pub trait GameDriver: Send + Sync + 'static {
    /// The cartridge's key in the contract, such as `fib`.
    const KIND: &'static str;

    /// What the game says of itself.
    const ABOUT: About;

    /// What players can do; the rest is refused by [`parse`](Self::parse).
    const ACTIONS: &'static [ActionKind];

    /// What players can say beside the game, to be read by its [companion](Self::ephemeral_handler).
    const EPHEMERAL_KINDS: &'static [EphemeralKind] = &[];

    /// Whether bots can take seats: then [`bot_pace`](Self::bot_pace) and [`bot`](Self::bot) play
    /// for them.
    const BOTS: bool = false;

    /// Whether a configuration can let people take seats while a game is on: then
    /// [`late_join`](Self::late_join) says which.
    const LATE_JOIN: bool = false;

    /// What a preset may set: declared once, by [`settings!`](crate::settings).
    type Config: Settings;
    /// The content of one game, dealt when the session is made and kept until it starts.
    type Deck: Serialize + DeserializeOwned + Clone + Send + Sync;
    /// All there is to know of a running game; never shown to anyone.
    type State: Serialize + DeserializeOwned + Clone + Send + Sync;
    /// What a player can do.
    type Action: Send;
    /// What everybody is told; serialises as `{"type": …, "data": …}`.
    type Event: Serialize + DeserializeOwned + ToSchema + Send;
    /// What an action answers to the one who took it, beyond the acknowledgement.
    type Reply: Serialize + Send;
    /// The public part of a snapshot.
    type View: Serialize + DeserializeOwned + ToSchema + Clone + Send;
    /// What one player may know of themselves.
    type You: Serialize + DeserializeOwned + ToSchema + Send;
    /// Why an action is refused.
    type Rejection: Rejection;

    /// Checks what one field asks of another. Each alone is within its declared bounds already.
    ///
    /// # Errors
    /// [`OutOfBounds`] with a field and its bounds.
    fn check(_config: &Self::Config) -> Result<(), OutOfBounds> {
        Ok(())
    }

    /// How many people may sit at the table.
    fn seats(config: &Self::Config) -> SeatLimits;

    /// Whether people may take a seat while a game is on. The driver then sees them among the
    /// [seats](StepContext::seats), their score is 0, and it decides from when on they play. Asked only
    /// where [`LATE_JOIN`](Self::LATE_JOIN) says that it can be so.
    fn late_join(_config: &Self::Config) -> bool {
        false
    }

    /// Which words nobody may be called by or say in the chat. What is typed in the game is the driver's to
    /// check.
    fn profanity(_config: &Self::Config) -> Profanity {
        Profanity::None
    }

    /// What the platform has to load before [`deal`](Self::deal).
    fn content(config: &Self::Config) -> ContentNeed;

    /// Picks this game's content from what was loaded.
    ///
    /// # Errors
    /// [`NotEnoughContent`] when a game cannot be made of it.
    fn deal(config: &Self::Config, content: Content, rng: &mut ChaCha8Rng) -> Result<Self::Deck, NotEnoughContent>;

    /// Begins the game: the first state, with the first phase entered.
    fn start(config: &Self::Config, deck: Self::Deck, ctx: &mut StepContext<'_>) -> Transition<Self>;

    /// Applies one input. The old state is only lent: a refusal cannot have changed it.
    ///
    /// # Errors
    /// The driver's own [`Rejection`], for an [`Input::Action`] only; any other input is always
    /// accepted, if only as [`Transition::unchanged`].
    fn apply(
        state: &Self::State,
        input: Input<Self::Action>,
        ctx: &mut StepContext<'_>,
    ) -> Result<Transition<Self>, Self::Rejection>;

    /// Reads an action as the contract writes it.
    ///
    /// # Errors
    /// [`ActionError::Unknown`] for a type this game does not have, [`ActionError::Invalid`] for data
    /// that does not fit the type.
    fn parse(kind: &str, data: &RawValue) -> Result<Self::Action, ActionError>;

    /// How an action of this type travels; [`Lane::Reliable`] unless said otherwise.
    fn lane(_kind: &str) -> Lane {
        Lane::Reliable
    }

    /// Whether people without a seat, who only watch, may do this too. Such an action comes from a
    /// player who is not among the [seats](StepContext::seats), and must not count for anything.
    fn audience_can_use(_kind: &str) -> bool {
        false
    }

    /// Whether this action, taken by a player in the lobby, starts the game as the host's `play` does:
    /// for games that need nobody to say when.
    fn opens(_kind: &str) -> bool {
        false
    }

    /// Whether only the platform takes this action, as a [companion](Self::ephemeral_handler)'s report; from
    /// a client it is an unknown type.
    fn is_internal_action(_kind: &str) -> bool {
        false
    }

    /// What reads and counts what `player` says beside the game, over one socket of theirs; `None`
    /// when nothing is.
    fn ephemeral_handler(_player: &PlayerId) -> Option<Box<dyn EphemeralHandler>> {
        None
    }

    /// How another program's clients speak of this game, over a socket of their own.
    fn foreign_protocol() -> Option<&'static dyn ForeignProtocol> {
        None
    }

    /// The answer to an action that was already accepted under the same id. It must equal the
    /// first one; most actions answer nothing.
    fn replay(_state: &Self::State, _player: &PlayerId, _action: &Self::Action) -> Option<Self::Reply> {
        None
    }

    /// Merges `later` into `earlier` when one event can say both (counts of reactions, say).
    /// Returns whether it did. Only events that one step emitted in direct succession are asked.
    fn merge(_earlier: &mut Self::Event, _later: &Self::Event) -> bool {
        false
    }

    /// Whether the host's `play`, which starts and resumes, may also end the running phase now. For
    /// phases that wait for the host and have no deadline of their own: what time ends, nobody
    /// skips. The phase then ends as by a [deadline](Input::Deadline), with nothing as its cause.
    fn host_can_end_phase(_state: &Self::State, _now: Timestamp) -> bool {
        false
    }

    /// Where the game is.
    fn phase(state: &Self::State) -> Phase;

    /// One player's score and whether their answer for this phase is in.
    fn standing(state: &Self::State, player: &PlayerId) -> Standing;

    /// What everybody may know.
    fn view(state: &Self::State) -> Self::View;

    /// What `player` alone may know.
    fn you(state: &Self::State, player: &PlayerId) -> Self::You;

    /// The texts that nobody, or one player alone, may read now. The game itself never asks: the
    /// conformance suite looks for them in everything that anybody is told.
    fn secrets(_state: &Self::State) -> Vec<Secret> {
        Vec::new()
    }

    /// How many milliseconds a bot takes in this phase before it moves, from the fewest to the
    /// most; `None` when there is nothing for it to do. Asked once a phase.
    fn bot_pace(_state: &Self::State) -> Option<RangeInclusive<u64>> {
        None
    }

    /// What a bot does now, knowing what any player in its seat would: the public snapshot and its
    /// own part. `tries` counts what it did in this phase already, accepted or not. It is asked
    /// again after each move until it answers `None`.
    fn bot(_seen: &Snapshot<Self::View>, _you: &Self::You, _tries: u32, _rng: &mut ChaCha8Rng) -> Option<Move> {
        None
    }

    /// The reference client: applies a public event to a public snapshot. The engine has already
    /// applied what every event has in common (`seq`).
    fn fold(snapshot: &mut Snapshot<Self::View>, event: &Self::Event);
}

/// Phases end on moments that are multiples of this many milliseconds, of all sessions: those that end
/// together share timers, trips to Redis and wake-ups of every process on the way. Nobody sees a phase
/// that is shorter by so little.
pub const DEADLINE_GRANULARITY_MS: u64 = 40;

/// What a driver is told besides the input.
pub struct StepContext<'a> {
    /// The moment the input counts as of. For a deadline that is the deadline itself, however
    /// late the call is, unless an outage lies between (see [`engine`](crate::engine)).
    pub now: Timestamp,
    /// The moment of the call, never before `now`: what "remaining" is measured from.
    pub wall: Timestamp,
    /// The deadline that is set, moved on by every pause since; `None` when there is none, or when it
    /// is what happens now.
    pub deadline: Option<Timestamp>,
    /// Everybody at the table, in the order in which they joined.
    pub seats: &'a [Seat],
    /// The session's generator, positioned by the number of inputs the game has taken: a retry
    /// draws the same numbers, and so does the same input in a step of another size.
    pub rng: &'a mut ChaCha8Rng,
}

impl StepContext<'_> {
    /// A phase of `ms` milliseconds that begins now: when it ends, and how to say so. It ends on the
    /// last [tick](DEADLINE_GRANULARITY_MS) that leaves nobody more time than that.
    #[must_use]
    pub fn countdown(&self, ms: u64) -> (Next, Countdown) {
        let whole = self.now.plus_ms(ms);
        let on_tick = whole.floor(DEADLINE_GRANULARITY_MS);
        let deadline = if on_tick > self.now { on_tick } else { whole };
        (Next::At(deadline), Countdown::to(deadline, self.wall))
    }
}

/// One player at the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// Who sits there.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// Connected, or gone for so short a time that the game still waits for them.
    pub present: bool,
}

/// A text that must not be told where it does not belong.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secret {
    /// The text.
    pub text: String,
    /// Who alone may read it.
    pub of: Option<PlayerId>,
}

impl Secret {
    /// A text that nobody may read.
    #[must_use]
    pub fn from_all(text: &str) -> Self {
        Self { text: text.to_owned(), of: None }
    }

    /// A text that only `player` may read.
    #[must_use]
    pub fn of(player: &PlayerId, text: &str) -> Self {
        Self { text: text.to_owned(), of: Some(player.clone()) }
    }
}

/// A bot's move, as the contract writes actions.
#[derive(Debug, Clone, PartialEq)]
pub struct Move {
    /// The action's type.
    pub kind: &'static str,
    /// Its data.
    pub data: serde_json::Value,
}

/// What can happen to a game.
#[derive(Debug, Clone)]
pub enum Input<A> {
    /// A player at the table did something.
    Action {
        /// Who.
        player: PlayerId,
        /// What.
        action: A,
    },
    /// The deadline the driver asked for has come, or the host ended a phase that waited for them.
    Deadline,
    /// Somebody came, went, was removed, or has been away long enough: look at the seats again.
    Roster,
}

/// What an input made of the game.
pub struct Transition<D: GameDriver + ?Sized> {
    /// The state from now on.
    pub state: D::State,
    /// What to publish, in order.
    pub events: Vec<D::Event>,
    /// When to call again.
    pub next: Next,
    /// For the player who acted, beyond the acknowledgement.
    pub reply: Option<D::Reply>,
}

impl<D: GameDriver + ?Sized> Transition<D> {
    /// Nothing happened.
    #[must_use]
    pub fn unchanged(state: &D::State) -> Self {
        Self { state: state.clone(), events: Vec::new(), next: Next::Keep, reply: None }
    }
}

/// When a game wants to be called again.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The deadline stays as it is.
    Keep,
    /// At this moment.
    At(Timestamp),
    /// Only when somebody acts.
    Idle,
    /// Never: the game is over. The events that say so end with `phase.game_over`.
    Over,
}

/// Where a game is, for the snapshot's `phase`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phase {
    /// The phase's name, in `snake_case`.
    pub name: &'static str,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
}

/// One player's part of a snapshot.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Standing {
    /// Points so far, of what has been revealed.
    pub score: i64,
    /// Whether this phase still waits for them: `true` when their answer is in.
    pub answered: bool,
}

/// How many people may play.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeatLimits {
    /// Fewer cannot start.
    pub min: usize,
    /// More cannot join.
    pub max: usize,
}

/// How an action travels from a phone to the game.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Lane {
    /// Applied at once.
    Reliable,
    /// May wait up to a tenth of a second for others of its kind, so that a crowd's reactions
    /// become ten events a second and not a thousand.
    Coalesced,
}

/// Why a driver refuses an action.
pub trait Rejection: std::error::Error + Send {
    /// The contract's stable `snake_case` word for it.
    fn code(&self) -> ErrorCode;
}

/// An action that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ActionError {
    /// This game has no action of that type.
    #[error("this game has no action of that type")]
    Unknown,
    /// The data does not fit the type.
    #[error("{0}")]
    Invalid(String),
}

/// A configuration field out of its bounds.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{field} must be {bounds}")]
pub struct OutOfBounds {
    /// The field, as the contract spells it.
    pub field: String,
    /// What it may be, such as `1 to 10`.
    pub bounds: String,
}

/// The packs hold too little for a game.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the chosen packs hold {found} questions that fit, and this game needs {needed}")]
pub struct NotEnoughContent {
    /// Questions a game of this configuration needs.
    pub needed: usize,
    /// Questions found.
    pub found: usize,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::engine::generator;

    proptest! {
        #[test]
        fn a_phase_ends_on_a_tick_and_never_takes_longer_than_it_may(
            began in 0_i64..2_000_000_000_000, late in 0_u64..2_000, ms in DEADLINE_GRANULARITY_MS..600_000,
        ) {
            let now = Timestamp::from_millis(began);
            let mut rng = generator([0; 32], 0);
            let ctx = StepContext { now, wall: now.plus_ms(late), deadline: None, seats: &[], rng: &mut rng };
            let (Next::At(deadline), said) = ctx.countdown(ms) else { panic!("a phase of {ms} ms has a deadline") };
            let takes = deadline.ms_since(now);
            prop_assert_eq!(deadline.floor(DEADLINE_GRANULARITY_MS), deadline);
            prop_assert!(ms - DEADLINE_GRANULARITY_MS < takes && takes <= ms, "{ms} ms took {takes}");
            prop_assert_eq!(said, Countdown::to(deadline, ctx.wall));
        }

        #[test]
        fn a_phase_shorter_than_a_tick_still_ends_after_it_began(began in 0_i64..1_000_000, ms in 1..DEADLINE_GRANULARITY_MS) {
            let mut rng = generator([0; 32], 0);
            let now = Timestamp::from_millis(began);
            let ctx = StepContext { now, wall: now, deadline: None, seats: &[], rng: &mut rng };
            let (Next::At(deadline), _) = ctx.countdown(ms) else { panic!("a phase of {ms} ms has a deadline") };
            prop_assert!(deadline > now && deadline <= now.plus_ms(ms));
        }
    }
}
