//! A game during its replay. A failure or a panic of the rules ends the game, and leaves what was before it.

use std::{
    fmt::Display,
    panic::{AssertUnwindSafe, catch_unwind},
};

use serde::Deserialize;
use serde_json::value::{RawValue, to_raw_value};
use wpp_game::{
    engine::EngineError,
    registry::Registry,
    session::{Answer, Command, Emitted, Rejected, Session, Step},
    time::Timestamp,
};

use super::{
    automatic::{self, Moves},
    error::SimulatorError,
    recording::Input,
    replayed::{Outcome, ReplayedStep, Shown},
    threads::{Progress, panic_message},
};

/// A game during its replay.
pub(super) struct Game<'a> {
    registry: &'a Registry,
    progress: &'a Progress,
    session: Session,
    now: Timestamp,
    moves: Moves,
    /// The inputs so far.
    pub(super) steps: Vec<ReplayedStep>,
    /// Why the rules failed.
    failure: Option<String>,
}

impl<'a> Game<'a> {
    pub(super) fn new(registry: &'a Registry, lobby: Session, progress: &'a Progress) -> Self {
        let now = lobby.created_at();
        let (moves, steps) = (Moves::default(), Vec::new());
        Self { registry, progress, session: lobby, now, moves, steps, failure: None }
    }

    /// Returns the next automatic input; `None` at the end, and after a failure of the rules. The inner error is a failure of
    /// the rules, such as a panic of a bot.
    pub(super) fn next(&self) -> Result<Result<Option<Input>, String>, SimulatorError> {
        let number = self.steps.len();
        self.progress.begin_call(number + 1)?;
        if self.failure.is_some() {
            return Ok(Ok(None));
        }
        let next = guard(|| automatic::next(self.registry, &self.session, self.now, &self.moves));
        Ok(next.map_err(|failure| format!("the rules fail to choose the move after input {number}: {failure}")))
    }

    /// Applies an input, and records its effect. Returns `None` if the rules fail or have failed: nothing is applied then.
    pub(super) fn apply(&mut self, input: Input) -> Result<Option<Step>, SimulatorError> {
        let number = self.steps.len() + 1;
        self.progress.begin_call(number)?;
        let command = input.command(number)?;
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
        match guard(|| self.session.step(self.registry, std::slice::from_ref(command), at)) {
            Ok(step) => Some(step),
            Err(failure) => {
                self.failure = Some(format!("the rules fail at input {}: {failure}", self.steps.len() + 1));
                None
            }
        }
    }

    /// Returns the session after the last input, whose events are `events`. The inner error is a failure of the rules.
    pub(super) fn show(&self, events: &[Emitted]) -> Result<Result<Shown, String>, SimulatorError> {
        let number = self.steps.len();
        self.progress.begin_call(number)?;
        let snapshot = |viewer| self.session.snapshot(self.registry, viewer, self.now);
        let snapshots = guard(|| {
            let players = self.session.players().iter();
            let phones = players.map(|player| snapshot(Some(&player.player_id)));
            Ok::<_, EngineError>((snapshot(None)?, phones.collect::<Result<_, _>>()?))
        });
        let (screen, phones) = match snapshots {
            Ok(snapshots) => snapshots,
            Err(failure) => {
                return Ok(Err(format!("the rules fail to show the session after input {number}: {failure}")));
            }
        };
        let envelope = |event: &Emitted| {
            RawValue::from_string(event.envelope(self.session.code(), self.session.epoch(), self.now))
        };
        Ok(Ok(Shown {
            now: self.now,
            deadline: self.session.deadline(),
            wake_at: self.session.wake_at(),
            screen,
            phones,
            state: self.session.game_state().map(to_raw_value).transpose()?,
            events: events.iter().map(envelope).collect::<Result<_, _>>()?,
        }))
    }
}

/// Calls the rules. Returns the message of an error or a panic.
fn guard<T, E: Display>(call: impl FnOnce() -> Result<T, E>) -> Result<T, String> {
    // A panic leaves no partial change: the rules return new states.
    match catch_unwind(AssertUnwindSafe(call)) {
        Ok(result) => result.map_err(|error| error.to_string()),
        Err(panic) => Err(format!("a panic: {}", panic_message(panic.as_ref()))),
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
