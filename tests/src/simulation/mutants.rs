//! Deliberate faults in the platform's rules. The simulation has to find each of them.
//!
//! A mutant changes a rule where it crosses a trait of the store, the queue, the channels or the clock. The programs
//! contain nothing of it.

use super::climate::Climate;

/// One broken rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mutant {
    /// The commit script does not compare the version.
    CommitIgnoresVersion,
    /// The commit script does not compare the store's id.
    CommitIgnoresStore,
    /// The commit script does not write the armed wake-up.
    CommitKeepsOldWakeUp,
    /// The commit script publishes the last event without storing it.
    CommitSkipsStream,
    /// The commit script stores the events without publishing them.
    CommitSkipsChannel,
    /// The commit script does not renew the lifetime.
    CommitRenewsNoLifetime,
    /// The delete script does not publish the session's last event.
    DeleteSkipsChannel,
    /// The create script replaces a session with the same code.
    CreateReplaces,
    /// A lost race counts as a commit.
    ConflictCountsAsDone,
    /// A commit without an answer counts as done.
    ErrorCountsAsDone,
    /// A session that a restarting store lacks counts as ended.
    LoadTrustsReplica,
    /// The commit does not wait until the wake-up is queued.
    WakeUpAfterCommit,
    /// Wake-ups are not queued.
    WakeUpForgotten,
    /// Wake-ups may be fetched two seconds later than needed.
    WakeUpFetchedLate,
    /// Superseded wake-ups stay in the queue.
    CancelForgotten,
    /// Nudges of overdue phases are not queued.
    NudgeForgotten,
    /// A worker's clock is 400 ms ahead, and nothing corrects it.
    ClockAhead,
    /// A room does not notice that its subscription was interrupted.
    InterruptionUnnoticed,
    /// A session does not record which events are uncertain after a failover.
    UncertaintyForgotten,
    /// A session does not hold its deadlines after a failover.
    HoldForgotten,
    /// A session does not record the steps that a caller may repeat.
    StepForgotten,
    /// Phones do not offer lost actions again.
    PhonesOfferNothing,
    /// The commit script does not write the session.
    CommitKeepsOldState,
    /// A worker's clock is 400 ms behind, and nothing corrects it.
    ClockBehind,
}

impl Mutant {
    /// All mutants.
    pub const ALL: [Self; 24] = [
        Self::CommitIgnoresVersion,
        Self::CommitIgnoresStore,
        Self::CommitKeepsOldWakeUp,
        Self::CommitSkipsStream,
        Self::CommitSkipsChannel,
        Self::CommitRenewsNoLifetime,
        Self::DeleteSkipsChannel,
        Self::CreateReplaces,
        Self::ConflictCountsAsDone,
        Self::ErrorCountsAsDone,
        Self::LoadTrustsReplica,
        Self::WakeUpAfterCommit,
        Self::WakeUpForgotten,
        Self::WakeUpFetchedLate,
        Self::CancelForgotten,
        Self::NudgeForgotten,
        Self::ClockAhead,
        Self::InterruptionUnnoticed,
        Self::UncertaintyForgotten,
        Self::HoldForgotten,
        Self::StepForgotten,
        Self::PhonesOfferNothing,
        Self::CommitKeepsOldState,
        Self::ClockBehind,
    ];

    /// Returns the faults under which the rule matters; `None` for any.
    #[must_use]
    pub fn climate(self) -> Option<Climate> {
        let calm = Climate::calm(1_000);
        match self {
            Self::NudgeForgotten => Some(Climate { kills: 12, ..calm }),
            Self::ErrorCountsAsDone => Some(Climate { breaks: 0.05, ..calm }),
            Self::InterruptionUnnoticed | Self::StepForgotten => Some(Climate { breaks: 0.1, ..calm }),
            Self::CommitIgnoresStore
            | Self::LoadTrustsReplica
            | Self::UncertaintyForgotten
            | Self::HoldForgotten
            | Self::PhonesOfferNothing => Some(Climate { failovers: 3, ..calm }),
            _ => None,
        }
    }
}
