//! One step of the lounge: the state being changed and what is to be told of it.

use super::{
    EMOJI, Lounge, Refused,
    event::{Event, Opened, ReactionCounts, StatusSet},
    state::State,
    toast,
};
use wpp_game::{
    driver::{Next, StepContext, Transition},
    ids::PlayerId,
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

    /// The first step: the doors open, and no clock is wound up.
    pub fn open(state: State, ctx: &'a mut StepContext<'c>) -> Self {
        let toasts = state.config.toasts;
        let mut turn = Self { next: Next::Idle, ..Self::new(state, ctx) };
        turn.tell(Event::Opened(Opened { emoji: EMOJI.map(str::to_owned).to_vec(), toasts }));
        turn
    }

    pub fn end(self) -> Transition<Lounge> {
        Transition { state: self.state, events: self.events, next: self.next, reply: None }
    }

    pub fn tell(&mut self, event: Event) {
        self.events.push(event);
    }

    /// Somebody came or went.
    pub fn look_round(&mut self) {
        let gone: Vec<PlayerId> = self.state.statuses.keys().filter(|player| !self.is_here(player)).cloned().collect();
        for player_id in gone {
            self.state.statuses.remove(&player_id);
            self.tell(Event::StatusSet(StatusSet { player_id, status: None }));
        }
        toast::look_round(self);
    }

    /// Noise: told to who is there, and remembered by nobody.
    pub fn react(&mut self, emoji: &str) -> Result<(), Refused> {
        if !EMOJI.contains(&emoji) {
            return Err(Refused::UnknownEmoji);
        }
        self.tell(Event::Reaction(ReactionCounts { counts: [(emoji.to_owned(), 1)].into() }));
        Ok(())
    }

    /// Whether they have a seat.
    pub fn is_here(&self, player: &PlayerId) -> bool {
        self.ctx.seats.iter().any(|seat| seat.player_id == *player)
    }
}
