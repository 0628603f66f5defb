//! The lounge: a room without a game. It has no questions, no scores and no clock.
//!
//! People use the session's chat, set statuses, send emoji and propose toasts: one person proposes a
//! toast, the others join, and the toast is complete when everybody present has joined. The host can
//! pause and close the lounge.
//!
//! The only phase, `lounge`, has no deadline.
//!
//! Layers, lowest first. Each module uses only modules above it in this table.
//!
//! | module | holds |
//! |---|---|
//! | `contract` | settings, actions, events, views and reasons for rejection |
//! | `state` | the stored state |
//! | `views` | functions that build the views from the state |
//! | `step` | opening the lounge; reactions |
//! | `status`, `toast` | statuses and toasts |
//! | `texts` | the texts that people wrote, for moderation |

mod contract;
mod state;
mod status;
mod step;
mod texts;
mod toast;
mod views;

use rand_chacha::ChaCha8Rng;
use serde_json::value::RawValue;
use wpp_cartridge_kit::parsing;
pub use wpp_cartridge_kit::reactions::ReactionCounts;
use wpp_game::{
    content::{Content, ContentNeed},
    driver::{
        ActionError, AudienceActions, Ballot, Capabilities, Coalescing, GameDriver, Input, Lane, LateJoin,
        NotEnoughContent, Phase, SeatLimits, Standing, StepContext, Tally, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind},
};

use self::contract::action;
pub use self::{
    contract::{
        action::{Action, EMOJI, MAX_STATUS, MAX_WORDS},
        config::Config,
        event::{Clinked, Event, Opened, Raised, StatusSet, ToastJoined, ToastLowered},
        reject_reason::RejectReason,
        view::{ToastView, View, You},
    },
    state::State,
};

/// The driver of the lounge.
#[derive(Debug, Clone, Copy)]
pub struct Lounge;

type Step<'a, 'c> = wpp_cartridge_kit::Step<'a, 'c, Lounge>;

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
    const CAPABILITIES: Capabilities<Self> = Capabilities {
        late_join: Some(&Self),
        audience: Some(&Self),
        coalescing: Some(&Self),
        written_texts: Some(&Self),
        ..Capabilities::NONE
    };

    type Config = Config;
    type Deck = ();
    type State = State;
    type Action = Action;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn seats(config: &Config) -> SeatLimits {
        config.seats()
    }

    fn content(_config: &Config, _players: usize) -> ContentNeed {
        ContentNeed::None
    }

    fn draw_content(
        _config: &Config,
        _players: usize,
        _content: Content,
        _rng: &mut ChaCha8Rng,
    ) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(config: &Config, (): (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut step = Step::new(State::new(config.clone()), ctx);
        step::open(&mut step);
        step.finish()
    }

    fn apply(state: &State, input: Input<Action>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::new(state.clone(), ctx);
        match input {
            // The lounge sets no deadline. The engine requires an answer that removes one.
            Input::Deadline => {
                step.set_timer(None);
            }
            Input::Roster => {
                status::roster_changed(&mut step);
                toast::roster_changed(&mut step);
            }
            Input::Action { player, action } => match action {
                Action::SetStatus { status } => status::set(&mut step, player, &status)?,
                Action::Raise { words } => toast::raise(&mut step, player, &words)?,
                Action::Join {} => toast::join(&mut step, player)?,
                Action::React { emoji } => step::react(&mut step, &emoji)?,
            },
        }
        Ok(step.finish())
    }

    fn parse(kind: &str, data: &RawValue) -> Result<Action, ActionError> {
        parsing::parse(Self::ACTIONS, kind, data)
    }

    fn phase(_state: &State) -> Phase {
        Phase { name: PHASE, round: 1, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        Standing { score: 0, answered: state.toast.as_ref().is_some_and(|toast| toast.joined.contains(player)) }
    }

    fn view(state: &State) -> View {
        views::view(state)
    }

    fn you(state: &State, player: &PlayerId) -> You {
        views::you(state, player)
    }
}

impl LateJoin<Self> for Lounge {
    fn late_join(&self, config: &Config) -> bool {
        config.late_join
    }
}

impl AudienceActions<Self> for Lounge {
    fn ballot(&self, _state: &State, action: &Action) -> Result<Option<Ballot>, RejectReason> {
        match action {
            Action::React { emoji } => step::ballot(emoji).map(Some),
            Action::SetStatus { .. } | Action::Raise { .. } | Action::Join {} => Ok(None),
        }
    }

    fn tally(&self, _state: &mut State, tally: &Tally<'_>) -> Vec<Event> {
        step::tally(tally)
    }
}

impl Coalescing<Self> for Lounge {
    fn lane(&self, action: &str) -> Lane {
        if action == action::REACT { Lane::Coalesced } else { Lane::Reliable }
    }

    fn merge(&self, earlier: &mut Event, later: &Event) -> bool {
        earlier.merge(later)
    }
}
