//! The payload.

use serde::{Deserialize, Serialize};
use wpp_game::{ids::SessionCode, time::Timestamp};

/// "Look at this session": an id and a fence, nothing that could be out of date.
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
    fn the_due_time_survives_to_the_millisecond() {
        let text = serde_json::to_string(&job()).expect("writable");
        assert_eq!(serde_json::from_str::<PhaseDeadline>(&text).expect("readable"), job());
    }
}
