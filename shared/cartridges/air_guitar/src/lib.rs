//! Air guitar: the phone is the guitar, the TV plays.
//!
//! An evening is a row of practices. Any guitarist starts one, the others pick up their guitars
//! when they like; its deadline ends it, or the last one who puts theirs down. Then the band looks
//! at what it did.
//!
//! ```text
//! ready ─▶ practice ─▶ counting ─▶ summary ─┬▶ game_over
//!   ▲          (tallies come in)            │
//!   └───────────────────────────────────────┘
//! ```
//!
//! **Chords** are no actions: they pass from phone to screens as [asides](wpp_game::ephemeral), and nothing
//! is stored of a strum. Beside each player's socket a [`companion`] counts what passes: how many,
//! for how long, how steadily. It hands its tally in as one action every [`ephemeral_handler::EVERY_MS`] of a
//! practice, and when the practice is over; `counting` waits for these last ones. The count is the
//! server's own, so that every client has one, also those that only know chords, and none can boast.
//!
//! **Goals.** A guitarist plays *while a chord of theirs rings*: from each chord to the next, but
//! for [`tally::RINGS_MS`] at most. Their goal is `goal_percent` of the time from picking up their
//! guitar to the practice's end. A practice has reached its goal when everybody who played in it and
//! is still here has reached theirs: that extends the *evening's streak* by one, and a practice that
//! somebody cut short sets it back to none. Who fell off the network holds nobody back. A guitarist's
//! own streak goes by their own goals alone, and skips what they sat out. A practice without a single
//! chord was none: it counts for nothing.
//!
//! | file | holds |
//! |---|---|
//! | `config`, `action`, `event`, `refused`, `view` | what is said between the game and the outside |
//! | `state`, `turn`, `tally` | what the game remembers; one step of it |
//! | `practice`, `summary` | the phases |
//! | `chord`, `companion` | what passes beside the game |
//! | `dialect` | the guitar client's own socket |
//! | `fold` | the reference client |

mod action;
mod chord;
mod config;
pub mod ephemeral_handler;
mod event;
mod fold;
mod foreign_protocol;
mod practice;
mod refused;
mod state;
mod summary;
pub mod tally;
mod turn;
mod view;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use self::turn::Turn;
pub use self::{
    action::{Action, REPORT},
    chord::MAX_CHORD,
    config::Config,
    event::{
        Counting, Event, Finale, Finalist, Joined, Left, Line, PartView, PracticeStarted, Progressed, Ready, Summary,
    },
    refused::Refused,
    state::State,
    tally::Tally,
    view::{View, You},
};
use wpp_game::{
    content::{Content, ContentNeed},
    driver::{ActionError, GameDriver, Input, NotEnoughContent, Phase, SeatLimits, Standing, StepContext, Transition},
    ephemeral::{EphemeralHandler, ForeignProtocol},
    ids::PlayerId,
    manifest::{About, ActionKind, EphemeralKind, PhaseKind},
    session::snapshot::Snapshot,
};

/// The cartridge.
#[derive(Debug, Clone, Copy)]
pub struct AirGuitar;

impl GameDriver for AirGuitar {
    const KIND: &'static str = "air_guitar";
    const ABOUT: About = About {
        name: "Air guitar",
        tagline: "Your phone is the guitar. The TV plays.",
        phases: &[
            PhaseKind::untimed("ready"),
            PhaseKind::timed("practice"),
            PhaseKind::timed("counting"),
            PhaseKind::timed("summary"),
            PhaseKind::untimed("game_over"),
        ],
    };
    const ACTIONS: &'static [ActionKind] = action::KINDS;
    const EPHEMERAL_KINDS: &'static [EphemeralKind] = chord::KINDS;
    const LATE_JOIN: bool = true;

    type Config = Config;
    type Deck = ();
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = Refused;

    fn seats(config: &Config) -> SeatLimits {
        SeatLimits { min: 1, max: usize::try_from(config.max_players).unwrap_or(usize::MAX) }
    }

    fn late_join(_config: &Config) -> bool {
        true
    }

    fn content(_config: &Config) -> ContentNeed {
        ContentNeed::None
    }

    fn deal(_config: &Config, _content: Content, _rng: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(config: &Config, (): (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut turn = Turn::new(State::new(config.clone()), ctx);
        summary::ready(&mut turn);
        turn.end()
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, Refused> {
        let mut turn = Turn::new(state.clone(), ctx);
        match input {
            Input::Deadline => turn.advance(),
            Input::Roster => practice::look_round(&mut turn),
            Input::Action { player, action } => match action {
                Action::Start => practice::start(&mut turn, player)?,
                Action::End => practice::put_down(&mut turn, &player)?,
                Action::Report(report) => practice::report(&mut turn, &player, &report)?,
            },
        }
        Ok(turn.end())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn opens(kind: &str) -> bool {
        kind == action::START
    }

    fn is_internal_action(kind: &str) -> bool {
        kind == REPORT
    }

    fn ephemeral_handler(player: &PlayerId) -> Option<Box<dyn EphemeralHandler>> {
        Some(Box::new(ephemeral_handler::Ear::of(player.clone())))
    }

    fn foreign_protocol() -> Option<&'static dyn ForeignProtocol> {
        Some(&foreign_protocol::Guitar)
    }

    fn phase(state: &State) -> Phase {
        Phase { name: state.stage.name(), round: state.practice, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let score = state.players.get(player).map_or(0, |record| i64::from(record.stars));
        Standing { score, answered: false }
    }

    fn view(state: &State) -> View {
        View::of(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You::of(state, player)
    }

    fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
        fold::fold(snapshot, event);
    }
}
