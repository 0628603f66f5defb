//! Inputs and outputs of one step of a game.

use rand_chacha::ChaCha8Rng;

use super::{GameDriver, free_text::Moderation};
use crate::contract::{
    ids::PlayerId,
    time::{Countdown, Timestamp},
};

/// Deadlines of phases are multiples of this many milliseconds since 1970, in every session.
///
/// Phases that end at the same moment share timers, Redis round trips and wake-ups. A phase that is
/// up to 20 ms shorter than configured goes unnoticed.
pub const DEADLINE_GRANULARITY_MS: u64 = 20;

/// The environment of one step: time, seats and random numbers.
pub struct StepContext<'a> {
    /// The moment as of which the input counts. For a deadline, the deadline itself, however late
    /// the step runs, except after an outage (see [`engine`](crate::engine)).
    pub now: Timestamp,
    /// The moment at which the step runs; never before `now`. Remaining times count from here.
    pub wall: Timestamp,
    /// The current deadline, postponed by every pause since it was set. `None` when no deadline is
    /// set, or when the input is the deadline.
    pub deadline: Option<Timestamp>,
    /// Every player of the session, in the order in which they joined.
    pub seats: &'a [Seat],
    /// Whether a moderator approves texts.
    pub moderation: Moderation,
    /// The session's random generator. Its stream is the number of inputs the game has accepted, so
    /// that a repeated step draws the same numbers.
    pub rng: &'a mut ChaCha8Rng,
}

impl StepContext<'_> {
    /// Returns the deadline and the countdown of a phase that starts now and lasts `ms` milliseconds.
    ///
    /// The deadline is rounded down to a multiple of [`DEADLINE_GRANULARITY_MS`], unless the phase
    /// is shorter than that.
    #[must_use]
    pub fn countdown(&self, ms: u64) -> (Next, Countdown) {
        let exact = self.now.plus_ms(ms);
        let rounded = exact.floor(DEADLINE_GRANULARITY_MS);
        let deadline = if rounded > self.now { rounded } else { exact };
        (Next::At(deadline), Countdown::to(deadline, self.wall))
    }
}

/// One player of the session.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Seat {
    /// The player's id.
    pub player_id: PlayerId,
    /// The player's nickname.
    pub nickname: String,
    /// Whether the game waits for the player: connected, or disconnected for less than the grace
    /// period.
    pub present: bool,
    /// The player's team, from 1; `None` in games without teams.
    pub team: Option<u32>,
    /// Whether the player is a bot.
    pub bot: bool,
}

/// An input of a running game.
#[derive(Debug, Clone)]
pub enum Input<A> {
    /// A player acted.
    Action {
        /// The player's id.
        player: PlayerId,
        /// The parsed action.
        action: A,
    },
    /// The game's deadline expired, or the phase ended before it: the host ended a phase that waited for the host, or the
    /// last answer arrived in somebody's [extra time](super::ExtraTime).
    Deadline,
    /// A player joined, left, was removed, connected, or stayed away beyond the grace period.
    Roster,
}

/// The result of one input that changes the state.
pub struct Transition<D: GameDriver + ?Sized> {
    /// The new state.
    pub state: D::State,
    /// The events to publish, in order.
    pub events: Vec<D::Event>,
    /// The next deadline.
    pub next: Next,
    /// Data for the acting player, in addition to the acknowledgement.
    pub reply: Option<D::Reply>,
    /// The reason for which an action is rejected although it changes the state, for example a counter of
    /// rejections. The player receives the rejection instead of an acknowledgement.
    pub rejected: Option<D::Rejection>,
}

impl<D: GameDriver + ?Sized> Transition<D> {
    /// Returns a transition that changes nothing.
    #[must_use]
    pub fn unchanged(state: &D::State) -> Self {
        Self { state: state.clone(), events: Vec::new(), next: Next::Keep, reply: None, rejected: None }
    }
}

/// The next deadline of a game.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Next {
    /// The deadline remains unchanged.
    Keep,
    /// The game receives [`Input::Deadline`] at this moment.
    At(Timestamp),
    /// The game has no deadline and waits for people.
    Idle,
    /// The game is over. Its last event must be `phase.game_over`.
    Over,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::rand_core::SeedableRng;

    use super::*;

    proptest! {
        #[test]
        fn deadlines_are_rounded_down(
            began in 0_i64..2_000_000_000_000, late in 0_u64..2_000, ms in DEADLINE_GRANULARITY_MS..600_000,
        ) {
            let now = Timestamp::from_millis(began);
            let mut rng = ChaCha8Rng::from_seed([0; 32]);
            let ctx = StepContext { now, wall: now.plus_ms(late), deadline: None, seats: &[], moderation: Moderation::Off, rng: &mut rng };
            let (Next::At(deadline), countdown) = ctx.countdown(ms) else { panic!("a phase of {ms} ms has a deadline") };
            let lasts = deadline.ms_since(now);
            prop_assert_eq!(deadline.floor(DEADLINE_GRANULARITY_MS), deadline);
            prop_assert!(ms - DEADLINE_GRANULARITY_MS < lasts && lasts <= ms, "{ms} ms lasted {lasts}");
            prop_assert_eq!(countdown, Countdown::to(deadline, ctx.wall));
        }

        #[test]
        fn short_phases_keep_their_length(began in 0_i64..1_000_000, ms in 1..DEADLINE_GRANULARITY_MS) {
            let mut rng = ChaCha8Rng::from_seed([0; 32]);
            let now = Timestamp::from_millis(began);
            let ctx = StepContext { now, wall: now, deadline: None, seats: &[], moderation: Moderation::Off, rng: &mut rng };
            let (Next::At(deadline), _) = ctx.countdown(ms) else { panic!("a phase of {ms} ms has a deadline") };
            prop_assert!(deadline > now && deadline <= now.plus_ms(ms));
        }
    }
}
