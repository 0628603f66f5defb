//! When apalis talks to Redis.

use std::{
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use apalis_core::{
    backend::{Backend, BackendConfig, WireFormatBackend},
    worker::context::WorkerContext,
};
use tokio::time::{Interval, Sleep, sleep};

/// How long the gate stays open, from its opening or the last job that came through: a fetch and an
/// acknowledgement take about a millisecond each. If they take longer, the next opening finds their answers.
const OPEN: Duration = Duration::from_millis(6);

/// Lets apalis at its backend at fixed moments only.
///
/// apalis asks its backend whenever anything wakes the worker, and everything does: the end of
/// each job, each answer of Redis. Left to itself it fetches once and acknowledges once *a job*,
/// and at a low rate sleeps until the next heartbeat. Behind the gate it does both once an opening,
/// for all jobs together, and never later than the next one. A job is fetched long before its
/// time, so the wait costs nothing.
pub(super) struct PollThrottle<B> {
    inner: B,
    opens: Interval,
    closes: Pin<Box<Sleep>>,
    open: bool,
    /// Whether a job came through since it was decided when to close.
    busy: bool,
}

impl<B> PollThrottle<B> {
    /// Opens at once, and then as `opens` ticks.
    pub(super) fn new(opens: Interval, inner: B) -> Self {
        Self { inner, opens, closes: Box::pin(sleep(OPEN)), open: true, busy: false }
    }

    fn is_open(&mut self, cx: &mut Context<'_>) -> bool {
        // Until it is pending: only then is the waker registered.
        while let Poll::Ready(opened) = self.opens.poll_tick(cx) {
            self.closes.as_mut().reset(opened + OPEN);
            self.open = true;
        }
        while self.open && self.closes.as_mut().poll(cx).is_ready() {
            // Where jobs come there may be more, and they are not to wait for one another.
            self.open = std::mem::take(&mut self.busy);
            if self.open {
                self.closes.set(sleep(OPEN));
            }
        }
        self.open
    }
}

impl<B: Backend> Backend for PollThrottle<B> {
    type Task = B::Task;
    type Error = B::Error;

    fn poll_ready(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Result<(), Self::Error>> {
        if self.is_open(cx) { self.inner.poll_ready(cx, worker) } else { Poll::Pending }
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        worker: &WorkerContext,
    ) -> Poll<Option<Result<Self::Task, Self::Error>>> {
        let next = self.inner.poll_next(cx, worker);
        self.busy |= matches!(next, Poll::Ready(Some(Ok(_))));
        next
    }

    fn poll_close(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_close(cx, worker)
    }
}

impl<B: BackendConfig> BackendConfig for PollThrottle<B> {
    type Args = B::Args;
    type Id = B::Id;
    type Kind = B::Kind;
    type Config = B::Config;
    type Layer = B::Layer;

    fn config(&self) -> &Self::Config {
        self.inner.config()
    }

    fn middleware(&mut self, worker: &mut WorkerContext) -> Self::Layer {
        self.inner.middleware(worker)
    }
}

impl<B: WireFormatBackend> WireFormatBackend for PollThrottle<B> {
    type Codec = B::Codec;
    type Compact = B::Compact;

    fn codec(&self) -> &Self::Codec {
        self.inner.codec()
    }
}
