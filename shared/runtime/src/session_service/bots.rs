//! The moves of bots, on their way into the queue and out of it.
//!
//! A bot's move is armed like a deadline: before the commit that needs it, so that a crash between
//! the two leaves a job for nothing, which is a no-op, and never a bot that nobody wakes. Which
//! bots want to move, and when, is part of the pure step; a step taken again arms the same jobs.

use wpp_game::{
    ids::SessionCode,
    session::{BotWakeUp, Session, Status},
};

use super::{SessionError, SessionService};
use crate::queue::BotMove;

/// The jobs for what a step asks for.
pub(super) fn called(code: &SessionCode, turns: Vec<BotWakeUp>) -> Vec<BotMove> {
    let job = |BotWakeUp { player_id, scene, at }| BotMove { session: code.clone(), player_id, scene, due_at: at };
    turns.into_iter().map(job).collect()
}

/// The jobs that may still be in the queue for `before` and mean nothing to `after`.
pub(super) fn dismissed(before: &Session, after: &Session) -> Vec<BotMove> {
    let goes_on = after.scene() == before.scene() && after.status() == before.status();
    pending(before).filter(|job| !goes_on || after.player(&job.player_id).is_none()).collect()
}

/// The jobs that may be in the queue for a session.
pub(super) fn pending(session: &Session) -> impl Iterator<Item = BotMove> {
    let bots = session.bots().filter(|_| session.status() == Status::Running);
    bots.map(|bot| BotMove {
        session: session.code().clone(),
        player_id: bot.player_id.clone(),
        scene: session.scene(),
        // Not known any more, and not needed to find the job.
        due_at: session.created_at(),
    })
}

impl SessionService {
    /// Puts moves into the queue.
    pub(super) async fn arm_bots(&self, jobs: &[BotMove]) -> Result<(), SessionError> {
        Ok(self.deps.queue.schedule_bots(jobs).await?)
    }

    /// Takes moves out of the queue that are no longer wanted. Best effort: what stays is a no-op.
    pub(super) async fn disarm_bots(&self, jobs: &[BotMove]) -> u64 {
        match self.deps.queue.cancel_bots(jobs).await {
            Ok(cancelled) => cancelled,
            Err(error) => {
                tracing::debug!(%error, "moves of bots stay in the queue until they are due");
                0
            }
        }
    }
}
