//! The lounge: a room for company. Nothing is asked, nothing counts, and no clock runs.
//!
//! People talk (the session's chat is always there), say in a few words how they are or where they
//! have gone, throw emoji, and raise their glasses: somebody proposes a toast, the others join in, and
//! when everybody present has, the glasses clink. The host may pause, and closes the room in the end.
//!
//! ```text
//! lounge          for as long as anybody likes
//! ```
//!
//! A single phase without a deadline: time passes here, and nothing happens because of it.
//!
//! | file | holds |
//! |---|---|
//! | `config`, `action`, `event`, `refused`, `view` | what is said between the lounge and the outside |
//! | `state`, `turn` | what it remembers; one step of it |
//! | `status`, `toast` | what people do |
//! | `fold` | the reference client |

mod action;
mod config;
mod event;
mod fold;
mod refused;
mod state;
mod status;
mod toast;
mod turn;
mod view;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;

use self::turn::Turn;
pub use self::{
    action::{Action, EMOJI},
    config::Config,
    event::{Clinked, Event, Opened, Raised, ReactionCounts, StatusSet, ToastJoined, ToastLowered},
    refused::Refused,
    state::State,
    status::MAX_STATUS,
    toast::MAX_WORDS,
    view::{ToastView, View, You},
};
use wpp_game::{
    content::{Content, ContentNeed},
    driver::{
        ActionError, GameDriver, Input, Lane, NotEnoughContent, Phase, SeatLimits, Standing, StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
    session::snapshot::Snapshot,
};

/// The cartridge.
#[derive(Debug, Clone, Copy)]
pub struct Lounge;

/// The only phase.
const PHASE: &str = "lounge";

impl GameDriver for Lounge {
    const KIND: &'static str = "lounge";
    const ABOUT: About = About {
        name: "The lounge",
        tagline: "Good company. No questions asked.",
        phases: &[PhaseKind::untimed(PHASE)],
    };
    const ACTIONS: &'static [ActionKind] = action::KINDS;
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
        config.seats()
    }

    fn late_join(config: &Config) -> bool {
        config.late_join
    }

    fn content(_config: &Config) -> ContentNeed {
        ContentNeed::None
    }

    fn deal(_config: &Config, _content: Content, _rng: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(config: &Config, (): (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        Turn::open(State::new(config.clone()), ctx).end()
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, Refused> {
        let mut turn = Turn::new(state.clone(), ctx);
        match input {
            // None was ever asked for.
            Input::Deadline => return Ok(Transition { next: wpp_game::driver::Next::Idle, ..turn.end() }),
            Input::Roster => turn.look_round(),
            Input::Action { player, action } => match action {
                Action::SetStatus { status } => status::set(&mut turn, player, &status)?,
                Action::Raise { words } => toast::raise(&mut turn, player, &words)?,
                Action::Join => toast::join(&mut turn, player)?,
                Action::React { emoji } => turn.react(&emoji)?,
            },
        }
        Ok(turn.end())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        Action::parse(kind, data)
    }

    fn lane(kind: &str) -> Lane {
        if action::is_reaction(kind) { Lane::Coalesced } else { Lane::Reliable }
    }

    fn audience_can_use(kind: &str) -> bool {
        action::is_reaction(kind)
    }

    fn merge(earlier: &mut Event, later: &Event) -> bool {
        event::merge(earlier, later)
    }

    fn phase(_state: &State) -> Phase {
        Phase { name: PHASE, round: 1, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        Standing { score: 0, answered: state.toast.as_ref().is_some_and(|toast| toast.joined.contains(player)) }
    }

    fn view(state: &State) -> View {
        View::of(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You { status: state.statuses.get(player).cloned() }
    }

    fn fold(snapshot: &mut Snapshot<View>, event: &Event) {
        fold::fold(snapshot, event);
    }
}
