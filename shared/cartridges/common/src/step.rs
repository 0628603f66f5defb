//! One step of a game: the state, the events to publish and the next deadline.

use wpp_game::{
    driver::{GameDriver, Next, StepContext, Transition},
    time::Countdown,
};

/// A step in progress. A driver changes `state`, [emits](Self::emit) events, and turns the step into a
/// [`Transition`] with [`finish`](Self::finish).
pub struct Step<'a, 'c, D: GameDriver> {
    /// The state, as it will be after the step.
    pub state: D::State,
    /// Time, seats and random numbers.
    pub ctx: &'a mut StepContext<'c>,
    events: Vec<D::Event>,
    next: Next,
    reply: Option<D::Reply>,
    rejected: Option<D::Rejection>,
}

impl<'a, 'c, D: GameDriver> Step<'a, 'c, D> {
    /// Starts a step that keeps the deadline and emits no event.
    pub fn new(state: D::State, ctx: &'a mut StepContext<'c>) -> Self {
        Self { state, ctx, events: Vec::new(), next: Next::Keep, reply: None, rejected: None }
    }

    /// Completes the step.
    #[must_use]
    pub fn finish(self) -> Transition<D> {
        let Self { state, events, next, reply, rejected, .. } = self;
        Transition { state, events, next, reply, rejected }
    }

    /// Sets the data for the acting player, in addition to the acknowledgement.
    pub fn reply(&mut self, reply: D::Reply) {
        self.reply = Some(reply);
    }

    /// Rejects the action, but keeps the changes of the state.
    pub fn reject(&mut self, reason: D::Rejection) {
        self.rejected = Some(reason);
    }

    /// Adds a public event.
    pub fn emit(&mut self, event: D::Event) {
        self.events.push(event);
    }

    /// Sets the deadline to `ms` milliseconds from now; `None` removes the deadline.
    pub fn set_timer(&mut self, ms: Option<u64>) -> Countdown {
        let (next, countdown) = ms.map_or((Next::Idle, Countdown::NONE), |ms| self.ctx.countdown(ms));
        self.next = next;
        countdown
    }

    /// Ends the game.
    pub fn end_game(&mut self) {
        self.next = Next::Over;
    }
}
