//! The payloads of jobs: ids, a fence and a due time. Nothing in a payload can become outdated.
//!
//! To add a job, add its payload here, its behaviour in `worker/src/jobs/<job>.rs`, and one line to the
//! registry in `worker/src/jobs/mod.rs`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use wpp_game::{
    ids::{PlayerId, SessionCode},
    time::Timestamp,
};

/// A payload of the queue. Payloads are stored without a type tag: the field names of one must not all
/// occur in another.
pub trait Job: Serialize + DeserializeOwned + Clone + Send + Sync + 'static {
    /// Returns the session that the job is about.
    fn session(&self) -> &SessionCode;

    /// Returns the moment at which the job takes effect.
    fn due_at(&self) -> Timestamp;

    /// Returns the job's id. Payloads with the same id are one job, however often they are pushed.
    fn task_id(&self) -> String;
}

/// Wake-up at the end of a session's phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PhaseDeadline {
    /// The session to wake.
    pub session: SessionCode,
    /// The session's version that armed this wake-up. A session with a later version makes the wake-up
    /// stale. A session with an earlier version is about to be committed, because wake-ups are pushed
    /// before the commit; the handler retries.
    pub version: u64,
    /// End of the phase.
    pub due_at: Timestamp,
}

/// Wake-up for the move of one bot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BotMove {
    /// The session the bot plays in.
    pub session: SessionCode,
    /// The bot's player id.
    pub player_id: PlayerId,
    /// The [scene](wpp_game::session::Session::scene) of the move. A later scene of the session makes the
    /// wake-up stale; an earlier one is about to be committed.
    pub scene: u64,
    /// Moment of the move.
    pub due_at: Timestamp,
}

impl Job for PhaseDeadline {
    fn session(&self) -> &SessionCode {
        &self.session
    }

    fn due_at(&self) -> Timestamp {
        self.due_at
    }

    fn task_id(&self) -> String {
        format!("{}:{}:{}", self.session, self.version, self.due_at.millis())
    }
}

impl PhaseDeadline {
    /// Returns the id of the nudge number `attempt` for this phase.
    pub(super) fn nudge_id(&self, attempt: u32) -> String {
        format!("{}:n{attempt}", self.task_id())
    }
}

impl Job for BotMove {
    fn session(&self) -> &SessionCode {
        &self.session
    }

    fn due_at(&self) -> Timestamp {
        self.due_at
    }

    /// Omits the due time: a bot has one job in a scene.
    fn task_id(&self) -> String {
        format!("{}:{}:{}", self.session, self.player_id, self.scene)
    }
}

/// Returns the id under which a stopping worker hands over the job `id`. Every hand-over makes a new id,
/// so that the worker's acknowledgement of the old one does not end the job.
pub(super) fn handed_over(id: &str) -> String {
    format!("{id}+")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn phase() -> PhaseDeadline {
        let session = SessionCode::parse("KWXTRN").expect("a code");
        PhaseDeadline { session, version: 41, due_at: Timestamp::from_millis(1_700_000_000_250) }
    }

    fn bot() -> BotMove {
        let PhaseDeadline { session, due_at, .. } = phase();
        BotMove { session, player_id: PlayerId("p_1".into()), scene: 7, due_at }
    }

    fn written(job: &impl Job) -> String {
        serde_json::to_string(job).expect("writable")
    }

    #[test]
    fn derives_ids_from_payloads() {
        assert_eq!(phase().task_id(), "KWXTRN:41:1700000000250");
        assert_eq!(phase().nudge_id(2), "KWXTRN:41:1700000000250:n2");
        assert_eq!(bot().task_id(), "KWXTRN:p_1:7");
        assert_eq!(handed_over(&handed_over("KWXTRN:41:1")), "KWXTRN:41:1++");
    }

    #[test]
    fn each_payload_reads_as_its_own_type_only() {
        assert_eq!(serde_json::from_str::<BotMove>(&written(&bot())).expect("readable"), bot());
        assert!(serde_json::from_str::<PhaseDeadline>(&written(&bot())).is_err());
        assert!(serde_json::from_str::<BotMove>(&written(&phase())).is_err());
    }

    #[test]
    fn keeps_the_due_time_to_the_millisecond() {
        assert_eq!(serde_json::from_str::<PhaseDeadline>(&written(&phase())).expect("readable"), phase());
    }
}
