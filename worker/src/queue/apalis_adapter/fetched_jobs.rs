//! The jobs of a [`Fetcher`](super::fetcher::Fetcher), as the backend of an apalis worker.

use std::{
    convert::Infallible,
    task::{Context, Poll},
};

use apalis_core::{
    backend::{Backend, BackendConfig, finalize::Ephemeral},
    worker::context::WorkerContext,
};
use apalis_redis::RedisTask;
use tokio::sync::mpsc::Receiver;
use tower_layer::Identity;

/// Yields fetched jobs. Fetching, heartbeats and acknowledgements are the fetcher's, so that none of them depends
/// on how often apalis polls.
pub(super) struct FetchedJobs(pub(super) Receiver<RedisTask>);

impl Backend for FetchedJobs {
    type Task = RedisTask;
    type Error = Infallible;

    fn poll_ready(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }

    fn poll_next(&mut self, cx: &mut Context<'_>, _: &WorkerContext) -> Poll<Option<Result<Self::Task, Self::Error>>> {
        self.0.poll_recv(cx).map(|job| job.map(Ok))
    }

    fn poll_close(&mut self, _: &mut Context<'_>, _: &WorkerContext) -> Poll<Result<(), Self::Error>> {
        Poll::Ready(Ok(()))
    }
}

impl BackendConfig for FetchedJobs {
    type Args = Vec<u8>;
    type Id = String;
    type Kind = Ephemeral;
    type Config = ();
    type Layer = Identity;

    fn config(&self) -> &Self::Config {
        &()
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> Self::Layer {
        Identity::new()
    }
}
