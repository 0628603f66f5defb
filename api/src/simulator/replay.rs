//! The replay of a recording.

use std::{
    any::Any,
    panic::{AssertUnwindSafe, catch_unwind},
};

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use wpp_game::{
    engine::EngineError,
    registry::Registry,
    session::{Answer, Command, Emitted, Rejected, Session, Step},
    time::Timestamp,
};

use super::{
    automatic::{self, Moves},
    recording::Input,
};
use crate::schema::AnySnapshot;

/// Maximum number of inputs of a recording. A long game has a few hundred.
pub const MAX_INPUTS: usize = 2_000;

/// A request to replay a recording.
#[derive(Debug, Deserialize)]
pub struct Replay {
    /// The session before the first input. Not flattened with the inputs, because serde cannot flatten raw JSON.
    lobby: Session,
    /// The inputs, in order of time.
    inputs: Vec<Input>,
    /// Number of inputs after which the session is shown.
    position: usize,
    /// Whether to replace the inputs after the position by automatic ones.
    advance: Option<Advance>,
}

/// Automatic inputs to record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Advance {
    /// One input.
    Next,
    /// All inputs to the end of the game.
    End,
}

/// A replayed recording.
#[derive(Debug, Serialize)]
pub struct Replayed {
    /// All inputs, with their effects.
    steps: Vec<ReplayedStep>,
    /// Number of inputs after which the session is shown.
    position: usize,
    /// The session at the position.
    shown: Shown,
}

/// An input and its effect.
#[derive(Debug, Serialize)]
struct ReplayedStep {
    input: Input,
    /// The phase after the input.
    phase: Option<String>,
    /// The types of its events.
    events: Vec<String>,
    outcome: Outcome,
}

/// The answer to an input.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
enum Outcome {
    Ack {
        /// Number of the last event.
        seq: u64,
        /// Fields of the acknowledgement in addition to `seq`.
        reply: Option<Box<RawValue>>,
    },
    Rejected {
        code: &'static str,
        message: String,
    },
    /// The rules failed at this input or at an earlier one, so the session is the one before that input.
    Failed {
        message: String,
    },
}

/// A session at one moment.
#[derive(Debug, Serialize)]
struct Shown {
    now: Timestamp,
    /// When the phase ends.
    deadline: Option<Timestamp>,
    /// When the session changes without an input.
    wake_at: Option<Timestamp>,
    /// The snapshot of the TV.
    screen: AnySnapshot,
    /// The snapshots of the players, in the order of `screen.players`.
    phones: Vec<AnySnapshot>,
    /// The state of the game.
    state: Option<Box<RawValue>>,
    /// The events of the last input, as a public screen receives them.
    events: Vec<Box<RawValue>>,
}

/// Reasons why a recording cannot be replayed.
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// The rules failed to show the session or to choose a move, for example because they changed.
    #[error("the rules fail after input {number}: {cause}; choose an earlier input, or start again")]
    Rules {
        /// Number of the input, from 1; 0 for the lobby.
        number: usize,
        /// The failure.
        cause: EngineError,
    },
    /// A part of the result is no JSON.
    #[error("the recording is damaged ({0}); start again")]
    Damaged(#[from] serde_json::Error),
}

/// Replays a recording, and adds automatic inputs if the request asks for them. Keeps the inputs after one at which the rules
/// fail, so that they are played again when the rules are fixed.
///
/// # Errors
/// [`SimulatorError`] when the rules fail or the recording is damaged.
pub fn replay(registry: &Registry, request: Replay) -> Result<Replayed, SimulatorError> {
    let Replay { lobby, mut inputs, position, advance } = request;
    let position = position.min(inputs.len());
    if advance.is_some() {
        inputs.truncate(position);
    }
    let mut game = Game::new(registry, lobby);
    let mut shown = if position == 0 { Some(game.show(&[])?) } else { None };
    for input in inputs.into_iter().take(MAX_INPUTS) {
        let step = game.apply(input)?;
        if game.steps.len() == position {
            let events = step.map(|step| step.events).unwrap_or_default();
            shown = Some(game.show(&events)?);
        }
    }
    let mut position = position;
    while let Some(advance) = advance
        && game.steps.len() < MAX_INPUTS
        && let Some(input) = game.next()?
    {
        let step = game.apply(input)?;
        let (changed, events) = step.map(|step| (step.changed, step.events)).unwrap_or_default();
        (position, shown) = (game.steps.len(), Some(game.show(&events)?));
        // An input without an effect would repeat to the maximum.
        if advance == Advance::Next || !changed {
            break;
        }
    }
    let shown = match shown {
        Some(shown) => shown,
        None => game.show(&[])?,
    };
    Ok(Replayed { steps: game.steps, position, shown })
}

/// A game during its replay.
struct Game<'a> {
    registry: &'a Registry,
    session: Session,
    now: Timestamp,
    moves: Moves,
    steps: Vec<ReplayedStep>,
    /// Why the rules failed.
    failure: Option<String>,
}

impl<'a> Game<'a> {
    fn new(registry: &'a Registry, lobby: Session) -> Self {
        let now = lobby.created_at();
        Self { registry, now, session: lobby, moves: Moves::default(), steps: Vec::new(), failure: None }
    }

    fn failed(&self, cause: EngineError) -> SimulatorError {
        SimulatorError::Rules { number: self.steps.len(), cause }
    }

    /// Returns the next automatic input; `None` at the end, and after a failure of the rules.
    fn next(&self) -> Result<Option<Input>, SimulatorError> {
        if self.failure.is_some() {
            return Ok(None);
        }
        automatic::next(self.registry, &self.session, self.now, &self.moves).map_err(|cause| self.failed(cause))
    }

    /// Applies an input, and records its effect. `None` if the rules fail or have failed: nothing is applied then.
    fn apply(&mut self, input: Input) -> Result<Option<Step>, SimulatorError> {
        let command = input.command(self.steps.len() + 1)?;
        let step = match &self.failure {
            Some(_) => None,
            None => self.step(&command, input.at),
        };
        if let Some(step) = &step {
            self.session = step.session.clone();
            self.now = self.now.max(input.at);
            self.moves.count(&input, &self.session);
        }
        let events = step.iter().flat_map(|step| &step.events);
        self.steps.push(ReplayedStep {
            phase: self.session.phase_name().map(str::to_owned),
            events: events.map(event_type).collect::<Result<_, _>>()?,
            outcome: match &self.failure {
                Some(message) => Outcome::Failed { message: message.clone() },
                None => outcome(step.as_ref().and_then(|step| step.answers.first())),
            },
            input,
        });
        Ok(step)
    }

    /// Takes a step. Sets the failure, and returns `None`, if the rules fail.
    fn step(&mut self, command: &Command, at: Timestamp) -> Option<Step> {
        let take = || self.session.step(self.registry, std::slice::from_ref(command), at);
        let failure = match catch_unwind(AssertUnwindSafe(take)) {
            Ok(Ok(step)) => return Some(step),
            Ok(Err(error)) => error.to_string(),
            Err(panic) => format!("a panic: {}", panic_message(panic.as_ref())),
        };
        self.failure = Some(format!("the rules fail at input {}: {failure}", self.steps.len() + 1));
        None
    }

    fn show(&self, events: &[Emitted]) -> Result<Shown, SimulatorError> {
        let snapshot =
            |viewer| self.session.snapshot(self.registry, viewer, self.now).map_err(|cause| self.failed(cause));
        let envelope = |event: &Emitted| {
            RawValue::from_string(event.envelope(self.session.code(), self.session.epoch(), self.now))
        };
        Ok(Shown {
            now: self.now,
            deadline: self.session.deadline(),
            wake_at: self.session.wake_at(),
            screen: snapshot(None)?,
            phones: self
                .session
                .players()
                .iter()
                .map(|player| snapshot(Some(&player.player_id)))
                .collect::<Result<_, _>>()?,
            state: self.session.game_state().map(to_raw_value).transpose()?,
            events: events.iter().map(envelope).collect::<Result<_, _>>()?,
        })
    }
}

fn event_type(event: &Emitted) -> serde_json::Result<String> {
    #[derive(Deserialize)]
    struct Body {
        #[serde(rename = "type")]
        kind: String,
    }
    serde_json::from_str::<Body>(&event.body).map(|body| body.kind)
}

fn outcome(answer: Option<&Result<Answer, Rejected>>) -> Outcome {
    match answer {
        Some(Err(rejected)) => Outcome::Rejected { code: rejected.code.as_str(), message: rejected.message.clone() },
        Some(Ok(answer)) => Outcome::Ack { seq: answer.seq, reply: answer.reply.clone() },
        None => Outcome::Ack { seq: 0, reply: None },
    }
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("the terminal has the reason")
}
