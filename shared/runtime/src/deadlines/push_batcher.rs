//! Batching of concurrent pushes into one script call.

use tokio::sync::oneshot;

use super::job_store::QueuedJob;
use crate::lock::Lock;

/// Maximum number of jobs in one script call.
const CHUNK: usize = 500;

/// Jobs that wait for the next push, and the callers that wait for them.
///
/// Steps, bots and players push many jobs at a time, one each. A script call for every job would cost more
/// than the pushes themselves. The first caller therefore starts a push that runs after all tasks which are
/// ready now, and one call takes everything that joined meanwhile.
#[derive(Default)]
pub(super) struct PushBatcher {
    pending: Lock<Vec<PendingPush>>,
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
        let mut pending = self.pending.lock();
        pending.push(PendingPush { job, pushed });
        (receiver, pending.len() == 1)
    }

    /// Takes all jobs, in chunks that one script call may carry.
    pub(super) fn take(&self) -> Vec<Vec<PendingPush>> {
        let mut all = std::mem::take(&mut *self.pending.lock());
        let mut chunks = Vec::new();
        while all.len() > CHUNK {
            let rest = all.split_off(CHUNK);
            chunks.push(std::mem::replace(&mut all, rest));
        }
        chunks.push(all);
        chunks
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::lock::interleaving::in_many_orders;

    #[test]
    fn pushes_each_job_once_in_any_order() {
        in_many_orders(|| {
            let (batcher, pushed) = (Arc::new(PushBatcher::default()), Arc::new(Lock::<Vec<u64>>::default()));
            let schedule = |number: u64| {
                let (batcher, pushed) = (batcher.clone(), pushed.clone());
                shuttle::thread::spawn(move || {
                    let job = QueuedJob { id: number.to_string(), payload: Vec::new(), fetch_from_ms: number };
                    let (receiver, is_first) = batcher.join(job);
                    if is_first {
                        for PendingPush { job, pushed: done } in batcher.take().into_iter().flatten() {
                            pushed.lock().push(job.fetch_from_ms);
                            done.send(()).unwrap();
                        }
                    }
                    // A caller whose job was never taken would wait for ever.
                    shuttle::future::block_on(receiver).unwrap();
                })
            };
            [0, 1, 2].map(schedule).into_iter().for_each(|caller| caller.join().unwrap());
            let mut pushed = std::mem::take(&mut *pushed.lock());
            pushed.sort_unstable();
            assert_eq!(pushed, [0, 1, 2]);
        });
    }
}
