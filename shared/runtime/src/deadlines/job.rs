//! The payloads: ids and a fence, nothing that could be out of date.

use serde::{Deserialize, Serialize};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

/// "Look at this session": its phase ends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseDeadline {
    /// Whom to wake.
    pub session: SessionCode,
    /// The session's version that armed this. When the session has moved past it, the wake-up is
    /// stale and nothing happens. When the session is still *behind* it, the commit is under way
    /// (wake-ups are pushed first) and the handler has to come back.
    pub version: u64,
    /// When the phase ends.
    pub due_at: Timestamp,
}

impl PhaseDeadline {
    /// The job's id: the same wake-up is the same job, however often it is pushed.
    pub(super) fn task_id(&self) -> String {
        format!("{}:{}:{}", self.session, self.version, self.due_at.millis())
    }

    /// The id of a fresh wake-up for the same phase.
    pub(super) fn nudge_id(&self, attempt: u32) -> String {
        format!("{}:n{attempt}", self.task_id())
    }
}

/// "Let this bot move": it has looked at the table long enough.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotMove {
    /// At whose table.
    pub session: SessionCode,
    /// Which bot.
    pub player_id: PlayerId,
    /// The [scene](wpp_game::session::Session::scene) it is to move in. In a later one it is stale;
    /// in an earlier one the commit is still under way.
    pub scene: u64,
    /// When.
    pub due_at: Timestamp,
}

impl BotMove {
    /// The job's id: a bot moves once a scene.
    pub(super) fn task_id(&self) -> String {
        format!("{}:{}:{}", self.session, self.player_id, self.scene)
    }
}

/// What the queue carries. A job says by its fields which of them it is.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Job {
    Bot(BotMove),
    Phase(PhaseDeadline),
}

impl Job {
    pub(super) fn session(&self) -> &SessionCode {
        match self {
            Self::Bot(job) => &job.session,
            Self::Phase(job) => &job.session,
        }
    }

    pub(super) fn due_at(&self) -> Timestamp {
        match self {
            Self::Bot(job) => job.due_at,
            Self::Phase(job) => job.due_at,
        }
    }
}

/// The id under which a stopping worker hands over the job `id`: another at each hop, so that it is
/// never taken for the one that is about to be acknowledged.
pub(super) fn handed_over(id: &str) -> String {
    format!("{id}+")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn job() -> PhaseDeadline {
        let session = SessionCode::parse("KWXTR").expect("a code");
        PhaseDeadline { session, version: 41, due_at: Timestamp::from_millis(1_700_000_000_250) }
    }

    #[test]
    fn the_id_follows_from_the_payload() {
        assert_eq!(job().task_id(), "KWXTR:41:1700000000250");
        assert_eq!(job().nudge_id(2), "KWXTR:41:1700000000250:n2");
        assert_eq!(handed_over(&handed_over("KWXTR:41:1")), "KWXTR:41:1++");
    }

    #[test]
    fn a_job_is_read_as_what_it_was_written_as() {
        let PhaseDeadline { session, due_at, .. } = job();
        let bot = BotMove { session, player_id: PlayerId("p_1".into()), scene: 7, due_at };
        assert_eq!(bot.task_id(), "KWXTR:p_1:7");
        let reread =
            |job: &Job| serde_json::from_str(&serde_json::to_string(job).expect("writable")).expect("readable");
        assert!(matches!(reread(&Job::Bot(bot.clone())), Job::Bot(read) if read == bot));
        assert!(matches!(reread(&Job::Phase(job())), Job::Phase(read) if read == job()));
    }

    #[test]
    fn the_due_time_survives_to_the_millisecond() {
        let text = serde_json::to_string(&job()).expect("writable");
        assert_eq!(serde_json::from_str::<PhaseDeadline>(&text).expect("readable"), job());
    }
}
