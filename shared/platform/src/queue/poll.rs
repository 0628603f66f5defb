//! When apalis asks Redis for jobs.

use std::{
    task::{Context, Poll},
    time::Duration,
};

use apalis_core::backend::ext::poll_strategy::{PollSnapshot, PollStrategy};
use tokio::time::{Interval, MissedTickBehavior, interval};

/// Wakes the worker at a fixed interval.
///
/// apalis polls a backend only when something wakes it, and asks its strategy to arrange the next
/// wake-up each time. The stock interval strategy does not poll its new timer after the old one has
/// fired; when nothing else wakes the worker then, it sleeps until the next heartbeat.
#[derive(Debug)]
pub(super) struct Tick(Interval);

impl Tick {
    pub(super) fn every(period: Duration) -> Self {
        let mut ticks = interval(period);
        ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
        Self(ticks)
    }
}

impl PollStrategy for Tick {
    fn poll_drive(&mut self, cx: &mut Context<'_>, _: &PollSnapshot) -> Poll<Option<()>> {
        let mut ticked = Poll::Pending;
        // Until it is pending: only then is the waker registered.
        while self.0.poll_tick(cx).is_ready() {
            ticked = Poll::Ready(Some(()));
        }
        ticked
    }
}
