//! A running game: typed inside, JSON at its rim.

use std::ops::RangeInclusive;

use serde_json::{Value, value::RawValue};

use super::EngineError;
use crate::{
    driver::{ActionError, GameDriver, Input, Next, Phase, Rejection as _, Standing, StepContext, Transition},
    ids::PlayerId,
    session::{CommandError, Rejected},
    time::Timestamp,
};

/// What the engine itself tells a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The deadline it asked for has come. It is stated again as the cause of what follows.
    Deadline {
        /// The deadline.
        due_at: Timestamp,
    },
    /// The host ended a phase that waited for them.
    HostEndsPhase,
    /// Look at the seats again, because of a player or (`due_at`) the end of a player's grace.
    Roster {
        /// The end of the grace, if that is the cause.
        due_at: Option<Timestamp>,
    },
}

/// What an input asks of the session.
#[derive(Debug)]
pub struct Effect {
    /// When to call again.
    pub next: Next,
    /// For the player who acted.
    pub reply: Option<Box<RawValue>>,
}

/// A game opened for one step, whichever driver runs it.
pub trait Game {
    /// Applies a player's action.
    ///
    /// # Errors
    /// The player's [`Rejected`], or a [`EngineError`].
    fn act(
        &mut self,
        player: &PlayerId,
        kind: &str,
        data: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<Effect, CommandError>;

    /// Applies what no player did.
    ///
    /// # Errors
    /// A [`EngineError`] when the driver refuses it.
    fn signal(&mut self, signal: Signal, ctx: &mut StepContext<'_>) -> Result<Effect, EngineError>;

    /// The reply an accepted action had, for its repetition.
    ///
    /// # Errors
    /// A [`EngineError`] when it cannot be written.
    fn replay(&self, player: &PlayerId, kind: &str, data: &RawValue) -> Result<Option<Box<RawValue>>, EngineError>;

    /// Whether the host's `play` ends the running phase at this moment.
    fn host_can_end_phase(&self, now: Timestamp) -> bool;

    /// Where the game is.
    fn phase(&self) -> Phase;

    /// One player's score and progress.
    fn standing(&self, player: &PlayerId) -> Standing;

    /// How many milliseconds a bot takes before it moves; `None` when it has nothing to do.
    fn bot_pace(&self) -> Option<RangeInclusive<u64>>;

    /// What everybody may know.
    ///
    /// # Errors
    /// A [`EngineError`] when it cannot be written.
    fn view(&self) -> Result<Box<RawValue>, EngineError>;

    /// What one player may know, as a JSON object.
    ///
    /// # Errors
    /// A [`EngineError`] when it cannot be written.
    fn you(&self, player: &PlayerId) -> Result<Value, EngineError>;

    /// How many events wait to be [`flush`](Self::flush)ed.
    fn pending(&self) -> usize;

    /// Hands over the waiting events, each with the deadline that caused it and its JSON text.
    ///
    /// # Errors
    /// A [`EngineError`] when one cannot be written.
    fn flush(&mut self, out: &mut dyn FnMut(Option<Timestamp>, String)) -> Result<(), EngineError>;

    /// The state, to be stored.
    ///
    /// # Errors
    /// A [`EngineError`] when it cannot be written.
    fn save(&self) -> Result<Box<RawValue>, EngineError>;
}

/// The running game of driver `D`.
pub struct RunningGame<D: GameDriver> {
    state: D::State,
    /// Kept typed until they must be written, so that a crowd's reactions merge without JSON.
    pending: Vec<(Option<Timestamp>, D::Event)>,
}

impl<D: GameDriver> RunningGame<D> {
    /// Begins a game; the effect says when it wants to be called.
    pub fn start(config: &D::Config, deck: D::Deck, ctx: &mut StepContext<'_>) -> (Self, Next) {
        let Transition { state, events, next, reply: _ } = D::start(config, deck, ctx);
        let mut table = Self { state, pending: Vec::new() };
        table.publish(None, events);
        (table, next)
    }

    /// Opens a stored game.
    ///
    /// # Errors
    /// [`EngineError::Unreadable`] when it is not a state of this driver.
    pub fn open(state: &RawValue) -> Result<Self, EngineError> {
        let state = serde_json::from_str(state.get())
            .map_err(|e| EngineError::Unreadable { what: "game state", cause: e.to_string() })?;
        Ok(Self { state, pending: Vec::new() })
    }

    fn publish(&mut self, due_at: Option<Timestamp>, events: Vec<D::Event>) {
        for event in events {
            let last = self.pending.last_mut().filter(|(due, _)| *due == due_at);
            if !last.is_some_and(|(_, earlier)| D::merge(earlier, &event)) {
                self.pending.push((due_at, event));
            }
        }
    }

    fn enter(&mut self, due_at: Option<Timestamp>, transition: Transition<D>) -> Result<Effect, EngineError> {
        let reply = transition.reply.as_ref().map(|reply| raw("reply", reply)).transpose()?;
        self.state = transition.state;
        self.publish(due_at, transition.events);
        Ok(Effect { next: transition.next, reply })
    }
}

impl<D: GameDriver> Game for RunningGame<D> {
    fn act(
        &mut self,
        player: &PlayerId,
        kind: &str,
        data: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<Effect, CommandError> {
        let action = D::parse(kind, data).map_err(|bad| match bad {
            ActionError::Unknown => Rejected::invalid("type", bad.to_string()),
            ActionError::Invalid(_) => Rejected::invalid("data", bad.to_string()),
        })?;
        let input = Input::Action { player: player.clone(), action };
        let transition = D::apply(&self.state, input, ctx)
            .map_err(|rejection| Rejected::new(rejection.code(), rejection.to_string()))?;
        Ok(self.enter(None, transition)?)
    }

    fn signal(&mut self, signal: Signal, ctx: &mut StepContext<'_>) -> Result<Effect, EngineError> {
        let (name, input, due_at) = match signal {
            Signal::Deadline { due_at } => ("a deadline", Input::Deadline, Some(due_at)),
            Signal::HostEndsPhase => ("the host's end of a phase", Input::Deadline, None),
            Signal::Roster { due_at } => ("a change of the roster", Input::Roster, due_at),
        };
        let transition = D::apply(&self.state, input, ctx)
            .map_err(|rejection| EngineError::Refused { input: name, cause: rejection.to_string() })?;
        self.enter(due_at, transition)
    }

    fn replay(&self, player: &PlayerId, kind: &str, data: &RawValue) -> Result<Option<Box<RawValue>>, EngineError> {
        let reply = D::parse(kind, data).ok().and_then(|action| D::replay(&self.state, player, &action));
        reply.map(|reply| raw("reply", &reply)).transpose()
    }

    fn host_can_end_phase(&self, now: Timestamp) -> bool {
        D::host_can_end_phase(&self.state, now)
    }

    fn phase(&self) -> Phase {
        D::phase(&self.state)
    }

    fn standing(&self, player: &PlayerId) -> Standing {
        D::standing(&self.state, player)
    }

    fn bot_pace(&self) -> Option<RangeInclusive<u64>> {
        D::bot_pace(&self.state)
    }

    fn view(&self) -> Result<Box<RawValue>, EngineError> {
        raw("view", &D::view(&self.state))
    }

    fn you(&self, player: &PlayerId) -> Result<Value, EngineError> {
        serde_json::to_value(D::you(&self.state, player)).map_err(|e| unwritable("player's own view", &e))
    }

    fn pending(&self) -> usize {
        self.pending.len()
    }

    fn flush(&mut self, out: &mut dyn FnMut(Option<Timestamp>, String)) -> Result<(), EngineError> {
        for (due_at, event) in self.pending.drain(..) {
            out(due_at, serde_json::to_string(&event).map_err(|e| unwritable("event", &e))?);
        }
        Ok(())
    }

    fn save(&self) -> Result<Box<RawValue>, EngineError> {
        raw("game state", &self.state)
    }
}

/// `value` as JSON text.
pub(crate) fn raw(what: &'static str, value: &impl serde::Serialize) -> Result<Box<RawValue>, EngineError> {
    serde_json::value::to_raw_value(value).map_err(|e| unwritable(what, &e))
}

fn unwritable(what: &'static str, cause: &serde_json::Error) -> EngineError {
    EngineError::Unwritable { what, cause: cause.to_string() }
}
