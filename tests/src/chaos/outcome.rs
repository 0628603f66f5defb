//! The result of one trial.

use std::{fmt, time::Duration};

use super::{
    fault::{Origin, Profile, RECOVERY_BOUND},
    games::{Played, SESSIONS},
};

/// The result of one trial.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// The fault.
    pub profile: Profile,
    /// What happened.
    pub result: Result<Measured, Failure>,
}

/// Why a trial has no measurement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// This machine lacks something.
    Skipped(String),
    /// The platform or the trial failed.
    Failed(String),
}

/// The measurements of a trial, and what did not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Measured {
    /// Longest wait of a phone, from the injection on.
    pub pause: Duration,
    /// Time to recover.
    pub recovery: Duration,
    /// Connections that broke.
    pub broken_connections: usize,
    /// Snapshots in place of missed events.
    pub snapshots: u64,
    /// Lies and guesses that the platform acknowledged.
    pub acknowledged: usize,
    /// Those that were lost.
    pub lost: usize,
    /// What did not hold.
    pub problems: Vec<String>,
}

impl Outcome {
    /// Returns whether everything held. A skipped trial counts as passed.
    #[must_use]
    pub fn passed(&self) -> bool {
        match &self.result {
            Ok(measured) => measured.problems.is_empty(),
            Err(Failure::Skipped(_)) => true,
            Err(Failure::Failed(_)) => false,
        }
    }
}

impl Measured {
    /// Evaluates finished games. `problems` are the violations that the games do not show.
    #[must_use]
    pub fn of(profile: &Profile, played: &Played, mut problems: Vec<String>) -> Self {
        let Played { report, verdict, waits } = played;
        let recovery = match profile.recovers_from {
            Origin::Injection => waits.from_injection,
            Origin::Healing => waits.from_healing,
        };
        problems.extend(report.failures());
        problems.extend(verdict.violations.iter().cloned());
        problems.extend(report.notes.iter().map(|note| format!("load client: {note}")));
        if recovery > RECOVERY_BOUND {
            problems.push(format!("recovered after {recovery:.1?}; the bound is {RECOVERY_BOUND:?}"));
        }
        if waits.after_healing == 0 {
            problems.push("the games ended before the fault".to_owned());
        }
        if verdict.acknowledged < SESSIONS {
            problems.push(format!("only {} answers were acknowledged", verdict.acknowledged));
        }
        let lost = verdict.lost.max(usize::try_from(report.answers_lost).unwrap_or(usize::MAX));
        Self {
            pause: waits.from_injection,
            recovery,
            broken_connections: waits.broken_connections,
            snapshots: report.snapshots,
            acknowledged: verdict.acknowledged,
            lost,
            problems,
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let id = self.profile.id;
        match &self.result {
            Err(Failure::Skipped(reason)) => writeln!(f, "skipped {id:<22} {reason}"),
            Err(Failure::Failed(reason)) => writeln!(f, "FAILED  {id:<22} {reason}"),
            Ok(measured) => {
                let verdict = if measured.problems.is_empty() { "passed" } else { "FAILED" };
                let Measured { pause, recovery, broken_connections, snapshots, acknowledged, lost, problems } =
                    measured;
                writeln!(
                    f,
                    "{verdict}  {id:<22} pause {:>5.2} s, recovery {:>5.2} s, {broken_connections:>2} broken connections, {snapshots:>2} snapshots, \
                     {acknowledged} answers, {lost} lost",
                    pause.as_secs_f64(),
                    recovery.as_secs_f64(),
                )?;
                problems.iter().try_for_each(|problem| writeln!(f, "        {problem}"))
            }
        }
    }
}
