//! A driver's running game: typed inside, JSON text outside.

use std::ops::RangeInclusive;

use serde_json::value::RawValue;

use super::{CommandError, EngineError};
use crate::{
    contract::{Rejected, ids::PlayerId, time::Timestamp},
    driver::{
        ActionError, Ballot, GameDriver, Input, Next, Phase, Rejection as _, Standing, StepContext, Tally, TextVisitor,
        Transition,
    },
};

/// An input that the engine sends to a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Signal {
    /// The game's deadline expired.
    Deadline {
        /// The deadline, which becomes the `due_at` of the events that follow.
        due_at: Timestamp,
    },
    /// The phase ended before its deadline.
    EndsEarly,
    /// The players or their presence changed.
    Roster {
        /// The end of a player's grace period, if that is the cause.
        due_at: Option<Timestamp>,
    },
}

/// The effect of an accepted input on the session.
#[derive(Debug)]
pub struct Effect {
    /// The game's next deadline.
    pub next: Next,
    /// Data for the acting player, in addition to the acknowledgement.
    pub reply: Option<Box<RawValue>>,
    /// The rejection that the acting player receives, although the state has changed.
    pub rejected: Option<Rejected>,
    /// Whether the input emitted no event.
    pub silent: bool,
}

/// A game of any driver, decoded for one step.
pub trait Game {
    /// Applies a player's action.
    ///
    /// # Errors
    /// [`Rejected`] for the player, or an [`EngineError`].
    fn submit_action(
        &mut self,
        player: &PlayerId,
        kind: &str,
        data: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<Effect, CommandError>;

    /// Returns what an action of the audience counts for; `None` for an action that only players may take.
    ///
    /// # Errors
    /// [`Rejected`] for the acting person.
    fn ballot(&self, kind: &str, data: &RawValue) -> Result<Option<Ballot>, Rejected>;

    /// Applies the sums of a poll of the audience.
    fn tally(&mut self, tally: &Tally<'_>);

    /// Returns whether everybody sees the sums while the audience votes.
    fn shows_votes(&self) -> bool;

    /// Applies an input of the engine.
    ///
    /// # Errors
    /// An [`EngineError`] when the driver rejects the input.
    fn signal(&mut self, signal: Signal, ctx: &mut StepContext<'_>) -> Result<Effect, EngineError>;

    /// Returns the reply of an accepted action, for a client that repeats the action.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn replay(&self, player: &PlayerId, kind: &str, data: &RawValue) -> Result<Option<Box<RawValue>>, EngineError>;

    /// Returns whether the host's `play` ends the running phase at `now`.
    fn host_can_end_phase(&self, now: Timestamp) -> bool;

    /// Returns the length of the current phase in milliseconds, if people answer in it against the clock and can take
    /// extra time.
    fn answer_ms(&self) -> Option<u64>;

    /// Returns whether an answer of `player` is missing in the current phase.
    fn awaits(&self, player: &PlayerId) -> bool;

    /// Returns the current phase.
    fn phase(&self) -> Phase;

    /// Returns one player's score and progress.
    fn standing(&self, player: &PlayerId) -> Standing;

    /// Returns the range of milliseconds after which a bot moves; `None` when bots have no move.
    fn bot_delay_ms(&self) -> Option<RangeInclusive<u64>>;

    /// Returns what everybody may see, as JSON text.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn view(&self) -> Result<Box<RawValue>, EngineError>;

    /// Returns what only `player` may see, as JSON text.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn you(&self, player: &PlayerId) -> Result<Box<RawValue>, EngineError>;

    /// Appends what everybody may see to `text`, as JSON.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn write_view(&self, text: &mut Vec<u8>) -> Result<(), EngineError>;

    /// Appends what only `player` may see to `text`, as JSON.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn write_you(&self, player: &PlayerId, text: &mut Vec<u8>) -> Result<(), EngineError>;

    /// Removes and returns the game as it was when it was opened; `None` if it is unchanged since.
    fn take_opening(&mut self) -> Option<Box<dyn Game>>;

    /// Removes and returns the game as it was before the last input, if that input emitted no event.
    fn take_before_silence(&mut self) -> Option<Box<dyn Game>>;

    /// Keeps the game as it is for [`take_opening`](Self::take_opening), before a change that is no input.
    fn keep_opening(&mut self);

    /// Passes the texts that people wrote to `visitor`. Call [`keep_opening`](Self::keep_opening) before a visitor that
    /// changes them.
    fn visit_texts(&mut self, visitor: &mut dyn TextVisitor);

    /// Returns the number of events that [`flush`](Self::flush) will return.
    fn pending(&self) -> usize;

    /// Passes every pending event to `out`: the deadline that caused the event, and its JSON text.
    ///
    /// # Errors
    /// An [`EngineError`] when an event cannot be written.
    fn flush(&mut self, out: &mut dyn FnMut(Option<Timestamp>, String)) -> Result<(), EngineError>;

    /// Returns the state as JSON text, for storage.
    ///
    /// # Errors
    /// An [`EngineError`] when the value cannot be written.
    fn save(&self) -> Result<Box<RawValue>, EngineError>;
}

/// The running game of driver `D`.
pub struct RunningGame<D: GameDriver> {
    state: D::State,
    /// The state when the game was opened, once `state` differs from it.
    opening: Option<D::State>,
    /// The state before the last input, if that input emitted no event.
    before_silence: Option<D::State>,
    /// Events remain typed until they are written, so that reactions merge without JSON.
    pending: Vec<PendingEvent<D::Event>>,
}

struct PendingEvent<E> {
    /// The deadline that caused the event; `None` when a command did.
    due_at: Option<Timestamp>,
    event: E,
}

impl<D: GameDriver> RunningGame<D> {
    /// Starts a game. Returns the game and its first deadline.
    pub fn start(config: &D::Config, deck: D::Deck, ctx: &mut StepContext<'_>) -> (Self, Next) {
        let Transition { state, events, next, reply: _, rejected: _ } = D::start(config, deck, ctx);
        let mut game = Self::at(state);
        game.publish(None, events);
        (game, next)
    }

    /// Decodes a stored game.
    ///
    /// # Errors
    /// [`EngineError::Unreadable`] when the text is not a state of this driver.
    pub fn open(state: &RawValue) -> Result<Self, EngineError> {
        let state = serde_json::from_str(state.get())
            .map_err(|e| EngineError::Unreadable { what: "game state", cause: e.to_string() })?;
        Ok(Self::at(state))
    }

    fn at(state: D::State) -> Self {
        Self { state, opening: None, before_silence: None, pending: Vec::new() }
    }

    fn publish(&mut self, due_at: Option<Timestamp>, events: Vec<D::Event>) {
        for event in events {
            let last = self.pending.last_mut().filter(|last| last.due_at == due_at);
            let merged = D::CAPABILITIES
                .coalescing
                .zip(last)
                .is_some_and(|(coalescing, earlier)| coalescing.merge(&mut earlier.event, &event));
            if !merged {
                self.pending.push(PendingEvent { due_at, event });
            }
        }
    }

    fn enter(&mut self, due_at: Option<Timestamp>, transition: Transition<D>) -> Result<Effect, EngineError> {
        let reply = transition.reply.as_ref().map(|reply| raw("reply", reply)).transpose()?;
        let before = std::mem::replace(&mut self.state, transition.state);
        let silent = transition.events.is_empty();
        self.before_silence = silent.then(|| before.clone());
        self.opening.get_or_insert(before);
        self.publish(due_at, transition.events);
        let rejected = transition.rejected.map(|rejection| Rejected::new(rejection.code(), rejection.to_string()));
        Ok(Effect { next: transition.next, reply, rejected, silent })
    }
}

impl<D: GameDriver> Game for RunningGame<D> {
    fn submit_action(
        &mut self,
        player: &PlayerId,
        kind: &str,
        data: &RawValue,
        ctx: &mut StepContext<'_>,
    ) -> Result<Effect, CommandError> {
        let action = parse::<D>(kind, data)?;
        let input = Input::Action { player: player.clone(), action };
        let transition = D::apply(&self.state, input, ctx)
            .map_err(|rejection| Rejected::new(rejection.code(), rejection.to_string()))?;
        Ok(self.enter(None, transition)?)
    }

    fn ballot(&self, kind: &str, data: &RawValue) -> Result<Option<Ballot>, Rejected> {
        let Some(audience) = D::CAPABILITIES.audience else { return Ok(None) };
        let ballot = audience.ballot(&self.state, &parse::<D>(kind, data)?);
        ballot.map_err(|rejection| Rejected::new(rejection.code(), rejection.to_string()))
    }

    fn tally(&mut self, tally: &Tally<'_>) {
        if let Some(audience) = D::CAPABILITIES.audience {
            self.keep_opening();
            let events = audience.tally(&mut self.state, tally);
            self.publish(None, events);
        }
    }

    fn shows_votes(&self) -> bool {
        D::CAPABILITIES.audience.is_some_and(|audience| audience.shows_votes(&self.state))
    }

    fn signal(&mut self, signal: Signal, ctx: &mut StepContext<'_>) -> Result<Effect, EngineError> {
        let (name, input, due_at) = match signal {
            Signal::Deadline { due_at } => ("a deadline", Input::Deadline, Some(due_at)),
            Signal::EndsEarly => ("the end of a phase", Input::Deadline, None),
            Signal::Roster { due_at } => ("a change of the roster", Input::Roster, due_at),
        };
        let transition = D::apply(&self.state, input, ctx)
            .map_err(|rejection| EngineError::Refused { input: name, cause: rejection.to_string() })?;
        self.enter(due_at, transition)
    }

    fn replay(&self, player: &PlayerId, kind: &str, data: &RawValue) -> Result<Option<Box<RawValue>>, EngineError> {
        let Some(replies) = D::CAPABILITIES.replies else { return Ok(None) };
        let reply = D::parse(kind, data).ok().and_then(|action| replies.replay(&self.state, player, &action));
        reply.map(|reply| raw("reply", &reply)).transpose()
    }

    fn host_can_end_phase(&self, now: Timestamp) -> bool {
        D::CAPABILITIES.host_pace.is_some_and(|host| host.host_can_end_phase(&self.state, now))
    }

    fn answer_ms(&self) -> Option<u64> {
        D::CAPABILITIES.extra_time?.answer_ms(&self.state)
    }

    fn awaits(&self, player: &PlayerId) -> bool {
        D::CAPABILITIES.extra_time.is_some_and(|extra| extra.awaits(&self.state, player))
    }

    fn phase(&self) -> Phase {
        D::phase(&self.state)
    }

    fn standing(&self, player: &PlayerId) -> Standing {
        D::standing(&self.state, player)
    }

    fn bot_delay_ms(&self) -> Option<RangeInclusive<u64>> {
        D::CAPABILITIES.bots?.delay_ms(&self.state)
    }

    fn view(&self) -> Result<Box<RawValue>, EngineError> {
        raw("view", &D::view(&self.state))
    }

    fn you(&self, player: &PlayerId) -> Result<Box<RawValue>, EngineError> {
        raw("player's own view", &D::you(&self.state, player))
    }

    fn write_view(&self, text: &mut Vec<u8>) -> Result<(), EngineError> {
        serde_json::to_writer(text, &D::view(&self.state)).map_err(|e| unwritable("view", &e))
    }

    fn write_you(&self, player: &PlayerId, text: &mut Vec<u8>) -> Result<(), EngineError> {
        serde_json::to_writer(text, &D::you(&self.state, player)).map_err(|e| unwritable("player's own view", &e))
    }

    fn take_opening(&mut self) -> Option<Box<dyn Game>> {
        self.opening.take().map(|state| Box::new(Self::at(state)) as Box<dyn Game>)
    }

    fn take_before_silence(&mut self) -> Option<Box<dyn Game>> {
        self.before_silence.take().map(|state| Box::new(Self::at(state)) as Box<dyn Game>)
    }

    fn keep_opening(&mut self) {
        self.opening.get_or_insert_with(|| self.state.clone());
    }

    fn visit_texts(&mut self, visitor: &mut dyn TextVisitor) {
        if let Some(texts) = D::CAPABILITIES.written_texts {
            texts.visit(&mut self.state, visitor);
        }
    }

    fn pending(&self) -> usize {
        self.pending.len()
    }

    fn flush(&mut self, out: &mut dyn FnMut(Option<Timestamp>, String)) -> Result<(), EngineError> {
        for PendingEvent { due_at, event } in self.pending.drain(..) {
            out(due_at, serde_json::to_string(&event).map_err(|e| unwritable("event", &e))?);
        }
        Ok(())
    }

    fn save(&self) -> Result<Box<RawValue>, EngineError> {
        raw("game state", &self.state)
    }
}

/// Encodes `value` as JSON text.
pub(super) fn raw(what: &'static str, value: &impl serde::Serialize) -> Result<Box<RawValue>, EngineError> {
    serde_json::value::to_raw_value(value).map_err(|e| unwritable(what, &e))
}

fn unwritable(what: &'static str, cause: &serde_json::Error) -> EngineError {
    EngineError::Unwritable { what, cause: cause.to_string() }
}

fn parse<D: GameDriver>(kind: &str, data: &RawValue) -> Result<D::Action, Rejected> {
    D::parse(kind, data).map_err(|bad| match bad {
        ActionError::Unknown => Rejected::invalid("type", bad.to_string()),
        ActionError::Invalid(_) => Rejected::invalid("data", bad.to_string()),
    })
}
