//! The processes of the installation, their figures, and the newest lines of their logs.

use redis::RedisError;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::time::Timestamp;
use wpp_runtime::{
    process_reports::{ProcessReport, ProcessReports},
    redis_connection::RedisConnection,
    telemetry::{LogLine, names},
};

use super::figures::{Figures, Window};

/// A process that runs.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ProcessView {
    /// Name of the process, new at each start.
    pub process: String,
    /// The roles: `web`, `worker`, or both.
    pub roles: Vec<String>,
    /// The version of the program.
    pub version: String,
    /// The name of its machine.
    pub machine: String,
    /// The id of the process on its machine.
    pub pid: u32,
    /// Time of the start.
    pub started_at: Timestamp,
    /// Milliseconds since the last report. A process that is silent for 15 seconds is left out.
    pub silent_ms: u64,
    /// The clock of Redis minus the clock of the machine, in milliseconds; absent until the first full report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub clock_offset_ms: Option<f64>,
    /// Resident memory in bytes; absent until the first full report.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub memory_bytes: Option<f64>,
    /// Number of open sockets; absent for a worker.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sockets: Option<f64>,
}

/// The newest log lines of a process.
#[derive(Debug, Clone)]
pub struct ProcessLog {
    /// The process.
    pub process: String,
    /// Its lines, oldest first.
    pub lines: Vec<LogLine>,
}

/// Reads the reports, and keeps earlier figures to compute rates.
pub(super) struct ProcessReader {
    reports: ProcessReports,
    window: Window,
}

impl ProcessReader {
    pub(super) fn new(redis: RedisConnection) -> Self {
        Self { reports: ProcessReports::new(redis), window: Window::default() }
    }

    /// Returns the processes, their figures together, and their logs.
    ///
    /// # Errors
    /// When the store does not answer.
    pub(super) async fn read(
        &mut self,
        now: Timestamp,
    ) -> Result<(Vec<ProcessView>, Figures, Vec<ProcessLog>), RedisError> {
        let mut reports = self.reports.read(now).await?;
        reports.sort_by(|one, other| (&one.roles, one.started_at).cmp(&(&other.roles, other.started_at)));
        let figures = self.window.add(&reports);
        let views = reports.iter().map(|report| ProcessView::of(report, now)).collect();
        let logs =
            reports.into_iter().map(|report| ProcessLog { process: report.process, lines: report.log }).collect();
        Ok((views, figures, logs))
    }
}

impl ProcessView {
    fn of(report: &ProcessReport, now: Timestamp) -> Self {
        let value = |series: &str| report.values.get(series).copied();
        Self {
            process: report.process.clone(),
            roles: report.roles.clone(),
            version: report.version.clone(),
            machine: report.machine.clone(),
            pid: report.pid,
            started_at: Timestamp::from_millis(report.started_at),
            silent_ms: now.ms_since(Timestamp::from_millis(report.sent_at)),
            clock_offset_ms: value(names::CLOCK_OFFSET).map(|seconds| (seconds * 1e6).round() / 1e3),
            memory_bytes: value("process_resident_memory_bytes"),
            sockets: value(names::SOCKETS),
        }
    }
}
