//! Batching of concurrent pushes into one script call.

use std::sync::{Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

use super::job_store::QueuedJob;

/// Maximum number of jobs in one script call.
const CHUNK: usize = 500;

/// Jobs that wait for the next push, and the callers that wait for them.
///
/// Steps, bots and players push many jobs at a time, one each. A script call for every job would cost more
/// than the pushes themselves. The first caller therefore starts a push that runs after all tasks which are
/// ready now, and one call takes everything that joined meanwhile.
#[derive(Default)]
pub(super) struct PushBatcher {
    pending: Mutex<Vec<PendingPush>>,
}

/// A job and the channel that reports its push.
pub(super) struct PendingPush {
    pub(super) job: QueuedJob,
    pub(super) pushed: oneshot::Sender<()>,
}

impl PushBatcher {
    /// Adds a job. Returns a receiver and whether this job is the first, whose caller has to start the push.
    /// The receiver resolves when the job is pushed; it fails when the push may have failed.
    pub(super) fn join(&self, job: QueuedJob) -> (oneshot::Receiver<()>, bool) {
        let (pushed, receiver) = oneshot::channel();
        let mut pending = self.lock();
        pending.push(PendingPush { job, pushed });
        (receiver, pending.len() == 1)
    }

    /// Takes all jobs, in chunks that one script call may carry.
    pub(super) fn take(&self) -> Vec<Vec<PendingPush>> {
        let mut all = std::mem::take(&mut *self.lock());
        let mut chunks = Vec::new();
        while all.len() > CHUNK {
            let rest = all.split_off(CHUNK);
            chunks.push(std::mem::replace(&mut all, rest));
        }
        chunks.push(all);
        chunks
    }

    fn lock(&self) -> MutexGuard<'_, Vec<PendingPush>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
