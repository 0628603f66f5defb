//! One batcher a session: what gathers while a commit is under way goes into the next one.
//!
//! A thousand answers in a second become a few dozen commits, and the actions of one process
//! never race each other. Two lanes: *reliable* commands are committed as soon as the commit
//! before them is done; *coalesced* ones (reactions) at most ten times a second.
//!
//! A batcher exists only while something is in it or being committed.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::sync::oneshot;
use wpp_game::{
    driver::Lane,
    ids::SessionCode,
    session::{Answer, Command, Rejected},
};

use super::{SessionError, SessionService};

/// Commands that may wait for one session and lane; more are told to come back.
const CAPACITY: usize = 4096;
/// Commands one commit takes: bounds the time a step holds a thread.
const BATCH: usize = 256;
/// The pause between two commits of coalesced commands: ten a second.
const COALESCE: Duration = Duration::from_millis(100);

/// All batchers of a process. Cheap to clone.
#[derive(Clone)]
pub struct CommandBatchers(Arc<Shared>);

struct Shared {
    service: SessionService,
    boxes: Mutex<HashMap<(SessionCode, Lane), Vec<PendingCommand>>>,
}

struct PendingCommand {
    command: Command,
    answer: oneshot::Sender<Reply>,
}

type Reply = Result<Result<Answer, Rejected>, Arc<SessionError>>;

impl CommandBatchers {
    pub(super) fn new(service: SessionService) -> Self {
        Self(Arc::new(Shared { service, boxes: Mutex::default() }))
    }

    /// Applies a command together with whatever else gathers, and returns its answer.
    ///
    /// # Errors
    /// The error of the commit it was part of, shared by all of them.
    pub async fn submit(&self, code: &SessionCode, lane: Lane, command: Command) -> Reply {
        let (answer, answered) = oneshot::channel();
        self.post((code.clone(), lane), PendingCommand { command, answer })?;
        // The sender is dropped unanswered only when the runtime shuts down.
        answered.await.unwrap_or_else(|_| Err(Arc::new(SessionError::Busy)))
    }

    fn post(&self, key: (SessionCode, Lane), letter: PendingCommand) -> Result<(), Arc<SessionError>> {
        let mut boxes = self.0.boxes.lock().unwrap_or_else(PoisonError::into_inner);
        match boxes.get_mut(&key) {
            Some(waiting) if waiting.len() >= CAPACITY => return Err(Arc::new(SessionError::Busy)),
            Some(waiting) => waiting.push(letter),
            None => {
                boxes.insert(key.clone(), vec![letter]);
                tokio::spawn(self.clone().empty(key));
            }
        }
        Ok(())
    }

    /// Commits batch after batch until nothing is left, then removes the batcher.
    async fn empty(self, key: (SessionCode, Lane)) {
        while let Some(batch) = self.take(&key) {
            self.commit(&key.0, batch).await;
            if key.1 == Lane::Coalesced {
                tokio::time::sleep(COALESCE).await;
            }
        }
    }

    fn take(&self, key: &(SessionCode, Lane)) -> Option<Vec<PendingCommand>> {
        let mut boxes = self.0.boxes.lock().unwrap_or_else(PoisonError::into_inner);
        let waiting = boxes.get_mut(key)?;
        if waiting.is_empty() {
            boxes.remove(key);
            return None;
        }
        let rest = waiting.split_off(waiting.len().min(BATCH));
        Some(std::mem::replace(waiting, rest))
    }

    async fn commit(&self, code: &SessionCode, batch: Vec<PendingCommand>) {
        let (commands, senders): (Vec<Command>, Vec<_>) = batch.into_iter().map(|l| (l.command, l.answer)).unzip();
        // A phone that hung up meanwhile does not hear its answer; the effect stands all the same.
        match self.0.service.step(code, &commands).await {
            Ok(stepped) => {
                for (sender, answer) in senders.into_iter().zip(stepped.answers) {
                    let _ = sender.send(Ok(answer));
                }
            }
            Err(error) => {
                let error = Arc::new(error);
                for sender in senders {
                    let _ = sender.send(Err(error.clone()));
                }
            }
        }
    }
}
