//! The way of the sums into the session: one step for everything that changed since the last one.

use std::{sync::Arc, time::Duration};

use tokio::sync::oneshot;
use wpp_game::{
    ids::SessionCode,
    session::{Command, TALLY_INTERVAL_MS},
};

use crate::{
    clock,
    session_service::{CommandQueues, SessionError, SessionService},
    telemetry::chain,
};

/// Most requests of one session that wait. Further ones need not wait, because a merge is coming.
const CAPACITY: usize = 20_000;

/// Lets sessions apply the sums of their audiences. Cheap to clone.
///
/// The sums are safe in the store, so a merge that is lost with its process only delays what everybody sees: the next step of
/// the session applies the sums.
#[derive(Clone)]
pub struct CrowdMerger {
    sessions: SessionService,
    queues: Arc<CommandQueues<SessionCode, Option<oneshot::Sender<()>>>>,
}

impl CrowdMerger {
    /// Returns a merger for `sessions`.
    #[must_use]
    pub fn new(sessions: SessionService) -> Self {
        Self { sessions, queues: Arc::new(CommandQueues::new(CAPACITY)) }
    }

    /// Requests a merge, and returns before it happens.
    pub fn request(&self, code: &SessionCode) {
        self.enqueue(code, None);
    }

    /// Waits until the session has applied the current sums, at most for [`TALLY_INTERVAL_MS`]. The sums may not be applied when
    /// this returns: a merge that waits for its turn to announce takes as long.
    pub async fn merge(&self, code: &SessionCode) {
        let (merged, receiver) = oneshot::channel();
        self.enqueue(code, Some(merged));
        let timeout = clock::sleep(&**self.sessions.clock(), Duration::from_millis(TALLY_INTERVAL_MS));
        tokio::select! {
            _ = receiver => {}
            () = timeout => {}
        }
    }

    fn enqueue(&self, code: &SessionCode, waiter: Option<oneshot::Sender<()>>) {
        if matches!(self.queues.add(code, waiter), Ok(true)) {
            drop(tokio::spawn(self.clone().drain(code.clone())));
        }
    }

    async fn drain(self, code: SessionCode) {
        while let Some(waiters) = self.queues.take(&code, CAPACITY) {
            if let Err(error) = self.step_until_announced(&code).await {
                tracing::debug!(%code, error = %chain(&error), "sums of the audience not merged; a later step applies them");
            }
            for waiter in waiters.into_iter().flatten() {
                let _ = waiter.send(());
            }
        }
    }

    /// Repeats the step while the session has announced other sums a moment ago.
    async fn step_until_announced(&self, code: &SessionCode) -> Result<(), SessionError> {
        loop {
            let session = self.sessions.step(code, &[Command::Wake]).await?.session;
            if !session.has_unannounced_audience() {
                return Ok(());
            }
            let pause = Duration::from_millis(session.tally_interval_ms());
            clock::sleep(&**self.sessions.clock(), pause).await;
        }
    }
}
