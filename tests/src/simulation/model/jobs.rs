//! The queue: the operations of [`JobStore`](wpp_runtime::deadlines::JobStore), and those of its consumer, apalis.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use wpp_runtime::deadlines::{QueuedJob, schedule::WORKER_TIMEOUT_MS};

use super::Store;

/// The jobs by state. An id is in one state only.
#[derive(Debug, Clone, Default)]
pub struct Jobs {
    /// Payloads by id, of all states.
    pub payloads: BTreeMap<String, Vec<u8>>,
    /// Jobs that may not be fetched yet, with the millisecond from which they may.
    pub scheduled: BTreeMap<String, u64>,
    /// Jobs ready to be fetched, in order of arrival.
    pub active: VecDeque<String>,
    /// Jobs that each worker fetched and did not finish.
    pub inflight: BTreeMap<String, BTreeSet<String>>,
    /// Millisecond of each worker's last keep-alive.
    heartbeats: BTreeMap<String, i64>,
}

/// A fetched job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fetched {
    /// The id.
    pub id: String,
    /// The payload as JSON.
    pub payload: Vec<u8>,
}

impl Jobs {
    /// Returns the number of jobs that are not finished.
    #[must_use]
    pub fn unfinished(&self) -> usize {
        self.payloads.len()
    }

    fn remove(&mut self, id: &str) {
        self.payloads.remove(id);
        self.scheduled.remove(id);
    }
}

impl Store {
    /// Adds jobs with new ids.
    pub fn push(&mut self, now_us: i64, jobs: &[QueuedJob]) {
        let now_ms = u64::try_from(now_us.div_euclid(1_000)).unwrap_or(0);
        for job in jobs {
            if self.data.jobs.payloads.contains_key(&job.id) {
                continue;
            }
            self.data.jobs.payloads.insert(job.id.clone(), job.payload.clone());
            if job.fetch_from_ms > now_ms {
                self.data.jobs.scheduled.insert(job.id.clone(), job.fetch_from_ms);
            } else {
                self.data.jobs.active.push_back(job.id.clone());
            }
        }
    }

    /// Removes a job that may not be fetched yet.
    pub fn cancel(&mut self, id: &str) -> bool {
        let was_scheduled = self.data.jobs.scheduled.contains_key(id);
        if was_scheduled {
            self.data.jobs.remove(id);
        }
        was_scheduled
    }

    /// Moves the jobs that may be fetched at `now_ms` to the active ones.
    pub fn promote(&mut self, now_ms: u64) {
        let jobs = &mut self.data.jobs;
        let mut due: Vec<(u64, String)> = Vec::new();
        jobs.scheduled.retain(|id, from| {
            let is_due = *from <= now_ms;
            if is_due {
                due.push((*from, id.clone()));
            }
            !is_due
        });
        due.sort();
        jobs.active.extend(due.into_iter().map(|(_, id)| id));
    }

    /// Records a keep-alive of a worker, and returns the jobs of silent workers to the active ones.
    pub fn keep_alive(&mut self, worker: &str, now_ms: i64) {
        let longest = WORKER_TIMEOUT_MS.cast_signed();
        let jobs = &mut self.data.jobs;
        jobs.heartbeats.insert(worker.to_owned(), now_ms);
        let silent: Vec<String> = jobs
            .inflight
            .keys()
            .filter(|name| jobs.heartbeats.get(*name).is_none_or(|last| now_ms - last > longest))
            .cloned()
            .collect();
        for name in silent {
            jobs.active.extend(jobs.inflight.remove(&name).unwrap_or_default());
            jobs.heartbeats.remove(&name);
        }
    }

    /// Returns the jobs of an ended worker to the active ones.
    pub fn release(&mut self, worker: &str) {
        let jobs = &mut self.data.jobs;
        jobs.active.extend(jobs.inflight.remove(worker).unwrap_or_default());
        jobs.heartbeats.remove(worker);
    }

    /// Gives up to `most` active jobs to a worker.
    pub fn fetch(&mut self, worker: &str, most: usize) -> Vec<Fetched> {
        let jobs = &mut self.data.jobs;
        let count = most.min(jobs.active.len());
        let mut fetched = Vec::with_capacity(count);
        for id in jobs.active.drain(..count) {
            let Some(payload) = jobs.payloads.get(&id).cloned() else { continue };
            jobs.inflight.entry(worker.to_owned()).or_default().insert(id.clone());
            fetched.push(Fetched { id, payload });
        }
        fetched
    }

    /// Deletes finished jobs of a worker.
    pub fn acknowledge(&mut self, worker: &str, ids: &[String]) {
        let jobs = &mut self.data.jobs;
        for id in ids {
            if jobs.inflight.get_mut(worker).is_some_and(|held| held.remove(id)) {
                jobs.remove(id);
            }
        }
    }
}
