//! The moves of bots as jobs of the queue.
//!
//! A bot's move is scheduled like a deadline, before the commit that needs it. A crash between the two leaves a
//! job without an effect, and never a bot without a job. The pure step determines which bots move and when, so
//! a repeated step schedules the same jobs.

use wpp_game::{
    ids::SessionCode,
    session::{BotWakeUp, Session, Status},
};

use crate::deadlines::BotMove;

/// Returns the jobs for the bots that a step wakes.
pub(super) fn scheduled(code: &SessionCode, wake_ups: Vec<BotWakeUp>) -> Vec<BotMove> {
    let job = |BotWakeUp { player_id, scene, at }| BotMove { session: code.clone(), player_id, scene, due_at: at };
    wake_ups.into_iter().map(job).collect()
}

/// Returns the jobs of `before` that have no effect on `after` and may still be in the queue.
pub(super) fn obsolete(before: &Session, after: &Session) -> Vec<BotMove> {
    let same_scene = after.scene() == before.scene() && after.status() == before.status();
    pending(before).filter(|job| !same_scene || after.player(&job.player_id).is_none()).collect()
}

/// Returns all jobs of bots that may be in the queue for a session.
pub(super) fn pending(session: &Session) -> impl Iterator<Item = BotMove> {
    let bots = session.bots().filter(|_| session.status() == Status::Running);
    bots.map(|bot| BotMove {
        session: session.code().clone(),
        player_id: bot.player_id.clone(),
        scene: session.scene(),
        // Unknown here, and not part of the job's id.
        due_at: session.created_at(),
    })
}
