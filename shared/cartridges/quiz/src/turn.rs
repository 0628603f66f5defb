//! One step of the game: the state being changed and what is to be told of it.

use super::{
    Quiz, answer, board,
    event::{Event, Progress},
    question, solution,
    state::{Stage, State},
};
use wpp_game::{
    driver::{Next, Seat, StepContext, Transition},
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
    pub fn new(state: State, ctx: &'a mut StepContext<'c>) -> Self {
        Self { state, ctx, events: Vec::new(), next: Next::Keep }
    }

    pub fn end(self) -> Transition<Quiz> {
        Transition { state: self.state, events: self.events, next: self.next, reply: None }
    }

    pub fn tell(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Enters a phase that ends after so many milliseconds; `None`: not by itself.
    pub fn enter(&mut self, stage: Stage, ms: Option<u64>) -> Countdown {
        self.state.stage = stage;
        self.state.entered_at = self.ctx.now;
        let (next, countdown) = ms.map_or((Next::Idle, Countdown::NONE), |ms| self.ctx.countdown(ms));
        self.next = next;
        countdown
    }

    /// Nothing follows.
    pub fn ends_the_game(&mut self) {
        self.next = Next::Over;
    }

    /// On to the next phase.
    pub fn advance(&mut self) {
        self.state.forget_the_removed(self.ctx.seats);
        match &self.state.stage {
            Stage::Question => answer::enter(self),
            Stage::Answer { .. } => solution::enter(self),
            Stage::Solution { .. } => board::enter(self),
            Stage::Scoreboard { .. } => match self.state.deck.pop() {
                Some(next) => question::deal(self, next),
                None => board::finish(self),
            },
            Stage::GameOver { .. } => self.ends_the_game(),
        }
    }

    /// Answering has begun: goes on if only latecomers are left, who have nothing to answer.
    pub fn skip_if_idle(&mut self) {
        if self.all_in(self.waiting().is_empty(), 0) {
            self.advance();
        }
    }

    /// Somebody answered: says so, and goes on if that was the last one.
    pub fn answered(&mut self) {
        self.report(true);
    }

    /// Somebody came or went: goes on if nobody is left to wait for.
    pub fn look_round(&mut self) {
        self.state.forget_the_removed(self.ctx.seats);
        self.report(false);
    }

    /// Who plays this question, is present and has not answered.
    pub fn waiting(&self) -> Vec<PlayerId> {
        let answered = self.state.answered();
        let waited_for =
            |seat: &&Seat| seat.present && self.state.plays(&seat.player_id) && !answered.contains(&seat.player_id);
        self.ctx.seats.iter().filter(waited_for).map(|seat| seat.player_id.clone()).collect()
    }

    fn report(&mut self, answer: bool) {
        let now_waiting = self.waiting();
        let answered = self.answered_in_order();
        let Stage::Answer { waiting, .. } = &mut self.state.stage else { return };
        let complete = (now_waiting.is_empty(), answered.len());
        if answer || *waiting != now_waiting {
            now_waiting.clone_into(waiting);
            self.tell(Event::Progress(Progress { answered, waiting: now_waiting }));
        }
        if self.all_in(complete.0, complete.1) {
            self.advance();
        }
    }

    fn answered_in_order(&self) -> Vec<PlayerId> {
        let answered = self.state.answered();
        let seats = self.ctx.seats.iter().map(|seat| &seat.player_id);
        seats.filter(|player| answered.contains(player)).cloned().collect()
    }

    /// Everybody present has answered, or everybody who plays this question. An empty room waits
    /// for the deadline: its people may all be behind one router that restarts.
    fn all_in(&self, nobody_waited_for: bool, answered: usize) -> bool {
        let seats = self.ctx.seats;
        let somebody_present = seats.iter().any(|seat| seat.present);
        let playing = seats.iter().filter(|seat| self.state.plays(&seat.player_id)).count();
        let whole_table = playing > 0 && answered == playing;
        self.state.config.ends_when_all_in() && (whole_table || (somebody_present && nobody_waited_for))
    }
}
