//! Pictures for all operators who watch at this process.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{sync::watch, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;
use wpp_runtime::telemetry::chain;

use super::gatherer::{Gatherer, GathererDeps, Picture};

/// Interval between two pictures.
const INTERVAL: Duration = Duration::from_secs(1);

/// The newest picture, for several readers.
#[derive(Debug, Clone)]
pub enum Update {
    /// Nothing has been gathered yet.
    Starting,
    /// The installation at one moment.
    Picture(Arc<Picture>),
    /// The live store does not answer. The next picture is tried a second later.
    Unavailable,
}

/// Gathers pictures while somebody subscribes. Cheap to clone.
#[derive(Clone)]
pub struct AdminFeed(Arc<Shared>);

struct Shared {
    deps: GathererDeps,
    /// The channel of the running task; `None` without one.
    updates: Mutex<Option<watch::Sender<Update>>>,
    stopped: CancellationToken,
}

impl AdminFeed {
    /// Creates a feed that gathers nothing yet.
    #[must_use]
    pub fn new(deps: GathererDeps) -> Self {
        Self(Arc::new(Shared { deps, updates: Mutex::default(), stopped: CancellationToken::new() }))
    }

    /// Returns the newest pictures from now on. Starts the gathering if nobody else watches.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Update> {
        let mut updates = self.updates();
        if let Some(sender) = &*updates {
            return sender.subscribe();
        }
        let (sender, receiver) = watch::channel(Update::Starting);
        *updates = Some(sender.clone());
        tokio::spawn(self.clone().run(sender));
        receiver
    }

    /// Returns a signal that the process stops. Streams to operators end then.
    #[must_use]
    pub fn stopped(&self) -> CancellationToken {
        self.0.stopped.clone()
    }

    /// Ends all streams to operators, because this process stops.
    pub fn close(&self) {
        self.0.stopped.cancel();
    }

    /// Gathers until nobody watches.
    async fn run(self, sender: watch::Sender<Update>) {
        let mut gatherer = Gatherer::new(self.0.deps.clone());
        let mut interval = tokio::time::interval(INTERVAL);
        interval.set_missed_tick_behavior(MissedTickBehavior::Delay);
        loop {
            interval.tick().await;
            {
                // Nobody can subscribe between the check and the removal.
                let mut updates = self.updates();
                if sender.receiver_count() == 0 {
                    *updates = None;
                    return;
                }
            }
            sender.send_replace(match gatherer.gather().await {
                Ok(picture) => Update::Picture(Arc::new(picture)),
                Err(error) => {
                    tracing::warn!(error = %chain(&error), "no picture for the operator's page");
                    Update::Unavailable
                }
            });
        }
    }

    fn updates(&self) -> MutexGuard<'_, Option<watch::Sender<Update>>> {
        self.0.updates.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
