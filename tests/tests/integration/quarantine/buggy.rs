//! A game with defects.

use std::{
    ops::RangeInclusive,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wpp_game::{
    content::{Content, ContentNeed},
    contract::ErrorCode,
    driver::{
        ActionError, Bots, Capabilities, GameDriver, Input, Move, Next, NotEnoughContent, Phase, Rejection, SeatLimits,
        Standing, StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, PhaseKind, count},
    session::snapshot::Snapshot,
};

/// Ends the loops in steps.
pub static END_STEP_LOOPS: AtomicBool = AtomicBool::new(false);

/// Ends the loops in steps of the simulator.
pub static END_SIMULATOR_LOOPS: AtomicBool = AtomicBool::new(false);

/// Ends the loops in views and bots.
pub static END_VIEW_LOOPS: AtomicBool = AtomicBool::new(false);

/// Ends the loops in content selection.
pub static END_CONTENT_LOOPS: AtomicBool = AtomicBool::new(false);

/// Number of looping views.
pub static VIEWS: AtomicUsize = AtomicUsize::new(0);

wpp_game::settings! {
    /// The defect before the game starts.
    pub struct Config {
        /// 1: selecting content loops. 2: it panics. 3: computing the content need loops. 4: it panics.
        bug: u32 = 0, count(0..=4);
    }
}

pub struct Buggy;

/// The defect after this action.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bug {
    /// No defect.
    None,
    /// The action itself loops.
    Loop,
    /// The same, until the test of the simulator ends it.
    SimulatorLoop,
    Panic,
    /// The public view loops.
    ViewLoop,
    ViewPanic,
    /// The view of a single player panics.
    YouPanic,
    /// The bot's decision loops.
    BotLoop,
    BotPanic,
}

fn spin_until(enough: &AtomicBool) {
    while !enough.load(Ordering::Relaxed) {
        std::hint::spin_loop();
    }
}

#[derive(Debug, thiserror::Error)]
#[error("never")]
pub struct Never;

impl Rejection for Never {
    fn code(&self) -> ErrorCode {
        ErrorCode::WrongPhase
    }
}

impl GameDriver for Buggy {
    const KIND: &'static str = "buggy";
    const ABOUT: About = About { name: "Buggy", tagline: "Breaks.", phases: &[PhaseKind::untimed("bug")] };
    const ACTIONS: &'static [ActionKind] = &[];
    type Config = Config;
    const CAPABILITIES: Capabilities<Self> = Capabilities { bots: Some(&Self), ..Capabilities::NONE };
    type Deck = ();
    type State = Bug;
    type Action = Bug;
    type Event = ();
    type Reply = ();
    type View = String;
    type You = serde_json::Value;
    type Rejection = Never;

    fn seats(_: &Config) -> SeatLimits {
        SeatLimits { min: 1, max: 2 }
    }

    fn content(config: &Config, _: usize) -> ContentNeed {
        match config.bug {
            3 => spin_until(&END_CONTENT_LOOPS),
            4 => panic!("a bug"),
            _ => {}
        }
        ContentNeed::None
    }

    fn draw_content(config: &Config, _: usize, _: Content, _: &mut ChaCha8Rng) -> Result<(), NotEnoughContent> {
        match config.bug {
            1 => spin_until(&END_CONTENT_LOOPS),
            2 => panic!("a bug"),
            _ => {}
        }
        Ok(())
    }

    fn start(_: &Config, (): (), _: &mut StepContext<'_>) -> Transition<Self> {
        Transition { state: Bug::None, events: Vec::new(), next: Next::Idle, reply: None, rejected: None }
    }

    fn apply(state: &Bug, input: Input<Bug>, _: &mut StepContext<'_>) -> Result<Transition<Self>, Never> {
        let Input::Action { action, .. } = input else { return Ok(Transition::unchanged(state)) };
        match action {
            Bug::Panic => panic!("a bug"),
            Bug::Loop => spin_until(&END_STEP_LOOPS),
            Bug::SimulatorLoop => spin_until(&END_SIMULATOR_LOOPS),
            _ => {}
        }
        Ok(Transition { state: action, events: Vec::new(), next: Next::Keep, reply: None, rejected: None })
    }

    fn parse(kind: &str, _: &RawValue) -> Result<Bug, ActionError> {
        serde_json::from_value(kind.into()).map_err(|_| ActionError::Unknown)
    }

    fn phase(_: &Bug) -> Phase {
        Phase { name: "bug", round: 1, question: 1 }
    }

    fn standing(_: &Bug, _: &PlayerId) -> Standing {
        Standing::default()
    }

    fn view(state: &Bug) -> String {
        match state {
            Bug::ViewLoop => {
                VIEWS.fetch_add(1, Ordering::Relaxed);
                spin_until(&END_VIEW_LOOPS);
            }
            Bug::ViewPanic => panic!("a bug"),
            _ => {}
        }
        format!("{state:?}")
    }

    fn you(state: &Bug, _: &PlayerId) -> serde_json::Value {
        assert_ne!(*state, Bug::YouPanic, "a bug");
        serde_json::json!({})
    }
}

impl Bots<Self> for Buggy {
    fn delay_ms(&self, _: &Bug) -> Option<RangeInclusive<u64>> {
        Some(0..=0)
    }

    fn next_move(&self, seen: &Snapshot<String>, _: &serde_json::Value, _: u32, _: &mut ChaCha8Rng) -> Option<Move> {
        match seen.view.as_deref() {
            Some("BotLoop") => spin_until(&END_VIEW_LOOPS),
            Some("BotPanic") => panic!("a bug"),
            _ => {}
        }
        None
    }
}
