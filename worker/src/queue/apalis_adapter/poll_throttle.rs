//! The times at which apalis may poll its backend.

use std::{
    pin::Pin,
    task::{Context, Poll},
};

use apalis_core::{
    backend::{Backend, BackendConfig, WireFormatBackend},
    worker::context::WorkerContext,
};
use tokio::time::{Interval, Sleep, sleep};

use wpp_runtime::deadlines::schedule::POLL_WINDOW;

/// Restricts apalis's polls of its backend to a window after each tick of an interval.
///
/// apalis polls its backend whenever a task wakes the worker: at the end of each job and at each answer of
/// Redis. It would fetch once and acknowledge once *per job*, and at a low rate sleep until the next
/// heartbeat. Behind the throttle it does both once per window, for all jobs together. A job is fetched long
/// before its due time, so the delay costs nothing.
pub(super) struct PollThrottle<B> {
    inner: B,
    windows: Interval,
    closes: Pin<Box<Sleep>>,
    is_open: bool,
    /// Whether a job was fetched since the closing time was set.
    fetched: bool,
}

impl<B> PollThrottle<B> {
    /// Returns a backend with a window at once and one at each tick of `windows`.
    pub(super) fn new(windows: Interval, inner: B) -> Self {
        Self { inner, windows, closes: Box::pin(sleep(POLL_WINDOW)), is_open: true, fetched: false }
    }

    fn poll_open(&mut self, cx: &mut Context<'_>) -> bool {
        // Polls until pending, because only a pending poll registers the waker.
        while let Poll::Ready(opened) = self.windows.poll_tick(cx) {
            self.closes.as_mut().reset(opened + POLL_WINDOW);
            self.is_open = true;
        }
        while self.is_open && self.closes.as_mut().poll(cx).is_ready() {
            // A fetched job extends the window: more jobs may be ready.
            self.is_open = std::mem::take(&mut self.fetched);
            if self.is_open {
                self.closes.set(sleep(POLL_WINDOW));
            }
        }
        self.is_open
    }
}

impl<B: Backend> Backend for PollThrottle<B> {
    type Task = B::Task;
    type Error = B::Error;

    fn poll_ready(&mut self, cx: &mut Context<'_>, worker: &WorkerContext) -> Poll<Result<(), Self::Error>> {
        if self.poll_open(cx) { self.inner.poll_ready(cx, worker) } else { Poll::Pending }
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        worker: &WorkerContext,
    ) -> Poll<Option<Result<Self::Task, Self::Error>>> {
        let next = self.inner.poll_next(cx, worker);
        self.fetched |= matches!(next, Poll::Ready(Some(Ok(_))));
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
