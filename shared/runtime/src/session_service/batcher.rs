//! Batching of concurrent commands: commands that arrive during a commit go into the next one.
//!
//! A thousand answers per second become a few dozen commits, and the commands of one process never race. There
//! are two lanes. *Reliable* commands are committed as soon as the previous commit is done; *coalesced* ones
//! (reactions) at most ten times per second.
//!
//! A session's queue exists only while it has commands or a commit under way.

use std::{sync::Arc, time::Duration};

use tokio::sync::oneshot;
use wpp_game::{
    driver::Lane,
    ids::SessionCode,
    session::{Answer, Command},
};

use super::{
    command_queues::{CommandQueues, Full},
    error::{RequestError, SessionError},
    service::SessionService,
};
use crate::clock;

/// Maximum number of commands that wait for one session and lane. Further ones fail with
/// [`SessionError::Busy`].
const CAPACITY: usize = 4096;
/// Maximum number of commands in one commit, which bounds the duration of a step.
const BATCH: usize = 256;
/// Pause between two commits of coalesced commands.
const COALESCE_PAUSE: Duration = Duration::from_millis(100);

/// The command queues of a process. Cheap to clone.
#[derive(Clone)]
pub struct CommandBatchers {
    shared: Arc<Shared>,
}

struct Shared {
    sessions: SessionService,
    queues: CommandQueues<QueueKey, PendingCommand>,
}

type QueueKey = (SessionCode, Lane);

struct PendingCommand {
    command: Command,
    reply: oneshot::Sender<Result<Answer, RequestError>>,
}

impl CommandBatchers {
    /// Returns batchers that commit to `sessions`. Create one per process: commands of two batchers may race.
    #[must_use]
    pub fn new(sessions: SessionService) -> Self {
        Self { shared: Arc::new(Shared { sessions, queues: CommandQueues::new(CAPACITY) }) }
    }

    /// Applies a command together with the other commands of its session and lane. Returns its answer.
    ///
    /// # Errors
    /// [`RequestError::Rejected`] when the rules reject the command; [`RequestError::Failed`] with the error of
    /// the commit, which all commands of the batch share.
    pub async fn submit(&self, code: &SessionCode, lane: Lane, command: Command) -> Result<Answer, RequestError> {
        let (reply, receiver) = oneshot::channel();
        self.enqueue((code.clone(), lane), PendingCommand { command, reply })?;
        // A reply is dropped only when the runtime shuts down.
        receiver.await.unwrap_or_else(|_| Err(SessionError::Busy.into()))
    }

    fn enqueue(&self, key: QueueKey, pending: PendingCommand) -> Result<(), SessionError> {
        if self.shared.queues.add(&key, pending).map_err(|Full| SessionError::Busy)? {
            tokio::spawn(self.clone().drain(key));
        }
        Ok(())
    }

    /// Commits batch after batch until the queue is empty, then removes the queue.
    async fn drain(self, key: QueueKey) {
        while let Some(batch) = self.shared.queues.take(&key, BATCH) {
            self.commit(&key.0, batch).await;
            if key.1 == Lane::Coalesced {
                clock::sleep(&**self.shared.sessions.clock(), COALESCE_PAUSE).await;
            }
        }
    }

    async fn commit(&self, code: &SessionCode, batch: Vec<PendingCommand>) {
        let (commands, replies): (Vec<Command>, Vec<_>) =
            batch.into_iter().map(|pending| (pending.command, pending.reply)).unzip();
        // A reply fails when its caller was cancelled. The command has its effect nevertheless.
        match self.shared.sessions.step(code, &commands).await {
            Ok(outcome) => {
                for (reply, answer) in replies.into_iter().zip(outcome.answers) {
                    let _ = reply.send(answer.map_err(RequestError::from));
                }
            }
            Err(error) => {
                let error = RequestError::from(error);
                for reply in replies {
                    let _ = reply.send(Err(error.clone()));
                }
            }
        }
    }
}
