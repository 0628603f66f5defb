//! Tally: everybody presses a button before the time is over, and earns a point.

use std::collections::BTreeSet;

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use utoipa::ToSchema;
use wpp_cartridge_kit::Step;
use wpp_game::{
    content::{Content, ContentNeed},
    contract::ErrorCode,
    driver::{
        ActionError, Capabilities, GameDriver, Input, NotEnoughContent, Phase, Rejection, SeatLimits, Standing,
        StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind, ms},
    time::Countdown,
};

wpp_game::settings! {
    /// The configuration of Tally.
    pub struct Config {
        /// Time to press the button.
        press_ms: u32 = 10_000, ms(200..=600_000).basic();
    }
}

/// The driver of Tally.
#[derive(Debug, Clone, Copy)]
pub struct Tally;

/// A running game.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct State {
    pressed: BTreeSet<PlayerId>,
    is_over: bool,
}

/// The action `button.press`.
#[derive(Debug, Clone, Copy)]
pub struct Press;

/// A numbered event of Tally.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// The game starts.
    #[serde(rename = "phase.press_started")]
    PressStarted {
        /// Remaining time of the phase.
        #[serde(flatten)]
        countdown: Countdown,
    },
    /// A player pressed the button.
    #[serde(rename = "progress")]
    Progress {
        /// Players who have pressed it.
        answered: Vec<PlayerId>,
    },
    /// The end of the game.
    #[serde(rename = "phase.game_over")]
    GameOver {},
}

/// The public part of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct View {
    /// Number of players who have pressed the button.
    pub pressed: usize,
}

/// What only one person may see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct You {
    /// Whether the person has pressed the button.
    pub has_pressed: bool,
}

/// The reason for which a press is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum RejectReason {
    /// The time is over.
    #[error("the time is over: wait for the next game")]
    WrongPhase,
    /// The player has pressed the button already.
    #[error("you have pressed the button already")]
    AlreadySubmitted,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
        }
    }
}

impl GameDriver for Tally {
    const KIND: &'static str = "tally";
    const ABOUT: About = About {
        name: "Tally",
        tagline: "Press the button.",
        phases: &[PhaseKind::timed("press"), PhaseKind::untimed("game_over")],
    };
    const ACTIONS: &'static [ActionKind] =
        &[ActionKind { kind: "button.press", description: "Press the button.", fields: &[] }];
    const CAPABILITIES: Capabilities<Self> = Capabilities::NONE;

    type Config = Config;
    type Deck = ();
    type State = State;
    type Action = Press;
    type Event = Event;
    type Reply = ();
    type View = View;
    type You = You;
    type Rejection = RejectReason;

    fn seats(_config: &Config) -> SeatLimits {
        SeatLimits { min: 2, max: 20 }
    }

    fn content(_config: &Config, _players: usize) -> ContentNeed {
        ContentNeed::None
    }

    fn draw_content(_: &Config, _: usize, _: Content, _: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        Ok(())
    }

    fn start(config: &Config, _deck: (), ctx: &mut StepContext<'_>) -> Transition<Self> {
        let mut step = Step::<Self>::new(State { pressed: BTreeSet::new(), is_over: false }, ctx);
        let countdown = step.set_timer(Some(config.press_ms.into()));
        step.emit(Event::PressStarted { countdown });
        step.finish()
    }

    fn apply(state: &State, input: Input<Press>, ctx: &mut StepContext<'_>) -> Result<Transition<Self>, RejectReason> {
        let mut step = Step::<Self>::new(state.clone(), ctx);
        match input {
            Input::Action { .. } if state.is_over => return Err(RejectReason::WrongPhase),
            Input::Action { player, .. } => {
                if !step.state.pressed.insert(player) {
                    return Err(RejectReason::AlreadySubmitted);
                }
                let answered = step.state.pressed.iter().cloned().collect();
                step.emit(Event::Progress { answered });
            }
            Input::Deadline => {
                step.state.is_over = true;
                step.emit(Event::GameOver {});
                step.end_game();
            }
            Input::Roster => {}
        }
        Ok(step.finish())
    }

    fn parse(kind: &str, _data: &RawValue) -> Result<Press, ActionError> {
        if kind == "button.press" { Ok(Press) } else { Err(ActionError::Unknown) }
    }

    fn phase(state: &State) -> Phase {
        Phase { name: if state.is_over { "game_over" } else { "press" }, round: 1, question: 1 }
    }

    fn standing(state: &State, player: &PlayerId) -> Standing {
        let answered = state.pressed.contains(player);
        Standing { score: answered.into(), answered: answered && !state.is_over }
    }

    fn view(state: &State) -> View {
        View { pressed: state.pressed.len() }
    }

    fn you(state: &State, player: &PlayerId) -> You {
        You { has_pressed: state.pressed.contains(player) }
    }
}
