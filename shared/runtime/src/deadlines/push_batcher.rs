//! Pushing together what many ask for in the same moment.

use std::sync::{Mutex, MutexGuard, PoisonError};

use apalis_redis::RedisTask;
use tokio::sync::oneshot;

use super::settings::CHUNK;

/// Jobs on their way to the queue, and those who wait for them to be there.
///
/// Steps are prepared, and bots and phones move, many at a time, and each of them pushes one job.
/// Pushed one by one, every job costs a script's call, the dearer half of which is the call. So whoever
/// comes first only announces a push; once all that are ready to run have come too, one call takes them
/// all.
#[derive(Default)]
pub(super) struct PushBatcher(Mutex<Vec<Waiting>>);

/// A job and who waits for it.
pub(super) struct Waiting {
    pub(super) task: RedisTask<Vec<u8>>,
    pub(super) pushed: oneshot::Sender<()>,
}

impl PushBatcher {
    /// Joins the others. Returns where to hear that the job is there (or, when that ends without a word,
    /// that it may not be), and whether this is the first, who has to see to the push.
    pub(super) fn join(&self, task: RedisTask<Vec<u8>>) -> (oneshot::Receiver<()>, bool) {
        let (pushed, told) = oneshot::channel();
        let mut waiting = self.lock();
        waiting.push(Waiting { task, pushed });
        (told, waiting.len() == 1)
    }

    /// Takes those who have come, in portions that one script may carry.
    pub(super) fn take(&self) -> Vec<Vec<Waiting>> {
        let mut all = std::mem::take(&mut *self.lock());
        let mut portions = Vec::new();
        while all.len() > CHUNK {
            let rest = all.split_off(CHUNK);
            portions.push(std::mem::replace(&mut all, rest));
        }
        portions.push(all);
        portions
    }

    fn lock(&self) -> MutexGuard<'_, Vec<Waiting>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
