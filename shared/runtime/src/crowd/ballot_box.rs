//! Actions of the audience: checked by the game and counted in the live store, a batch at a time.

use std::{sync::Arc, time::Duration};

use serde_json::value::RawValue;
use tokio::sync::oneshot;
use wpp_game::{
    contract::ErrorCode,
    driver::Ballot,
    ids::{PlayerId, SessionCode},
    session::{Command, Rejected, Session},
};

use super::{
    merger::CrowdMerger,
    store::{Batch, Cast, Counted, CrowdStore},
};
use crate::{
    clock,
    session_service::{CommandQueues, Full, RequestError, SessionError, SessionService},
};

/// Most actions of one audience that wait in this process. Further ones fail with [`SessionError::Busy`].
const CAPACITY: usize = 20_000;
/// Most actions in one batch. The script of a batch blocks Redis for about 2 ms.
const BATCH: usize = 512;
/// Pause between two batches of one session. Each batch reads the session once.
const PAUSE: Duration = Duration::from_millis(40);
/// Tries of a batch that loses races with commits, before its senders get [`SessionError::Busy`].
const MAX_TRIES: u32 = 16;

/// An action of a member of the audience.
#[derive(Debug)]
pub struct AudienceAction {
    /// Id of the member.
    pub member: PlayerId,
    /// The client's id of the action: 1 to 64 visible ASCII characters.
    pub id: String,
    /// The action's type.
    pub kind: String,
    /// The action's data.
    pub data: Box<RawValue>,
}

struct PendingAction {
    action: AudienceAction,
    reply: oneshot::Sender<Result<u64, RequestError>>,
}

/// Counts the actions of audiences. Cheap to clone.
#[derive(Clone)]
pub struct BallotBox {
    sessions: SessionService,
    store: CrowdStore,
    merger: CrowdMerger,
    queues: Arc<CommandQueues<SessionCode, PendingAction>>,
}

impl BallotBox {
    /// Returns a ballot box that counts in `store`.
    #[must_use]
    pub fn new(sessions: SessionService, store: CrowdStore, merger: CrowdMerger) -> Self {
        Self { sessions, store, merger, queues: Arc::new(CommandQueues::new(CAPACITY)) }
    }

    /// Counts an action once, however often it arrives. Returns the number of the session's last event.
    ///
    /// # Errors
    /// [`RequestError::Rejected`] with the reason for the person; [`RequestError::Failed`] if the session does not exist or
    /// the store does not answer. A failed action may be counted; its repetition does not count again.
    pub async fn submit(&self, code: &SessionCode, action: AudienceAction) -> Result<u64, RequestError> {
        if !(1..=64).contains(&action.id.len()) || !action.id.bytes().all(|b| b.is_ascii_graphic()) {
            return Err(Rejected::invalid("id", "an action id must be 1 to 64 visible ASCII characters").into());
        }
        let (reply, receiver) = oneshot::channel();
        let is_new = self.queues.add(code, PendingAction { action, reply });
        if is_new.map_err(|Full| SessionError::Busy)? {
            tokio::spawn(self.clone().drain(code.clone()));
        }
        // A reply is dropped only when the runtime shuts down.
        receiver.await.unwrap_or_else(|_| Err(SessionError::Busy.into()))
    }

    async fn drain(self, code: SessionCode) {
        while let Some(batch) = self.queues.take(&code, BATCH) {
            let (actions, replies): (Vec<_>, Vec<_>) =
                batch.into_iter().map(|pending| (pending.action, pending.reply)).unzip();
            match self.count(&code, actions).await {
                Ok(answers) => {
                    self.merger.request(&code);
                    for (reply, answer) in replies.into_iter().zip(answers) {
                        // A reply fails when its caller was cancelled.
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
            clock::sleep(&**self.sessions.clock(), PAUSE).await;
        }
    }

    /// Counts a batch. A batch that a commit overtook is checked again, because the commit may have ended the phase.
    async fn count(
        &self,
        code: &SessionCode,
        actions: Vec<AudienceAction>,
    ) -> Result<Vec<Result<u64, Rejected>>, SessionError> {
        for attempt in 0..MAX_TRIES {
            let session = self.load_current(code).await?;
            let checked = {
                let actions = actions.iter().map(|action| (action.kind.clone(), action.data.clone())).collect();
                self.sessions.check_ballots(&session, actions).await?
            };
            let checked_actions = actions.iter().zip(&checked);
            let batch: Vec<Cast<'_>> =
                checked_actions.map(|(action, ballot)| (&action.member, &*action.id, ballot.as_ref().ok())).collect();
            match self.store.count(code, session.version(), &batch).await? {
                Batch::Counted(outcomes) => {
                    let answers = outcomes.into_iter().zip(checked);
                    return Ok(answers.map(|(outcome, ballot)| answer(outcome, ballot, session.seq())).collect());
                }
                Batch::Conflict => self.sessions.back_off(attempt).await,
                Batch::Gone => return Err(SessionError::Unknown),
            }
        }
        Err(SessionError::Busy)
    }

    /// Loads the session without a phase that is over.
    async fn load_current(&self, code: &SessionCode) -> Result<Session, SessionError> {
        let session = self.sessions.load(code).await?;
        if session.wake_at().is_some_and(|due| due <= self.sessions.clock().now()) {
            return Ok(self.sessions.step(code, &[Command::Wake]).await?.session);
        }
        Ok(session)
    }
}

fn answer(outcome: Counted, ballot: Result<Ballot, Rejected>, seq: u64) -> Result<u64, Rejected> {
    match (outcome, ballot) {
        (Counted::Yes, _) => Ok(seq),
        (Counted::NotAMember, _) => {
            Err(Rejected::new(ErrorCode::NotAllowed, "you are not in this session; join it again"))
        }
        (_, Err(rejected)) => Err(rejected),
        (_, Ok(_)) => Err(Rejected::new(ErrorCode::AlreadySubmitted, "your vote is already in; wait for the next one")),
    }
}
