//! One step of the game: the state being changed and what is to be told of it.

use super::{
    AirGuitar,
    event::Event,
    practice,
    state::{Stage, State},
    summary,
};
use wpp_game::{
    driver::{Next, StepContext, Transition},
    ids::PlayerId,
    time::Countdown,
};

pub(super) struct Turn<'a, 'c> {
    pub state: State,
    pub ctx: &'a mut StepContext<'c>,
    events: Vec<Event>,
    next: Next,
}

impl<'a, 'c> Turn<'a, 'c> {
    pub fn new(mut state: State, ctx: &'a mut StepContext<'c>) -> Self {
        state.players.retain(|player, _| ctx.seats.iter().any(|seat| seat.player_id == *player));
        Self { state, ctx, events: Vec::new(), next: Next::Keep }
    }

    pub fn end(self) -> Transition<AirGuitar> {
        Transition { state: self.state, events: self.events, next: self.next, reply: None }
    }

    pub fn tell(&mut self, event: Event) {
        self.events.push(event);
    }

    /// The phase entered ends after so many milliseconds.
    pub fn ends_after(&mut self, ms: u64) -> Countdown {
        let (next, countdown) = self.ctx.countdown(ms);
        self.next = next;
        countdown
    }

    /// The phase entered ends when somebody acts.
    pub fn waits(&mut self) {
        self.next = Next::Idle;
    }

    /// Nothing follows.
    pub fn ends_the_game(&mut self) {
        self.next = Next::Over;
    }

    /// On to the next phase.
    pub fn advance(&mut self) {
        match self.state.stage {
            Stage::Practice { .. } => practice::finish(self),
            Stage::Counting { .. } => summary::enter(self),
            Stage::Summary { .. } => summary::leave(self),
            Stage::Ready => self.waits(),
            Stage::GameOver { .. } => self.ends_the_game(),
        }
    }

    /// Milliseconds of the running practice that have passed, without pauses.
    pub fn elapsed_ms(&self) -> u64 {
        let whole = u64::from(self.state.config.practice_ms);
        let left = self.ctx.deadline.map_or(0, |deadline| deadline.ms_since(self.ctx.now));
        whole.saturating_sub(left)
    }

    /// Whether the game waits for this player.
    pub fn is_present(&self, player: &PlayerId) -> bool {
        self.ctx.seats.iter().any(|seat| seat.present && seat.player_id == *player)
    }
}
