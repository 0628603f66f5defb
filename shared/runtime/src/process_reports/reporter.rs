//! The task that sends the reports of a process.

use std::time::Duration;

use super::{IDLE_MS, ProcessReport, ProcessReports, WATCHED_MS};
use crate::{
    clock::SharedClock,
    telemetry::{Metrics, names, recent_log},
};

/// Lines of the log in a report. A process that logs more in a second shows its newest lines.
const LOG_LINES: usize = 50;

/// Metrics in a report.
const REPORTED: [&str; 10] = [
    names::DEADLINE_LATENESS,
    names::SOCKETS,
    names::SOCKETS_BY_ROLE,
    names::EVENTS_RELAYED,
    names::COMMITS,
    names::NUDGES,
    names::QUARANTINED,
    names::CLOCK_OFFSET,
    "process_cpu_seconds_total",
    "process_resident_memory_bytes",
];

/// Sends reports of `process` until the task is aborted.
pub async fn run(reports: ProcessReports, metrics: Metrics, clock: SharedClock, process: String) {
    let mut report = ProcessReport {
        process,
        roles: metrics.roles().iter().map(|role| role.name().to_owned()).collect(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        pid: std::process::id(),
        machine: rustix::system::uname().nodename().to_string_lossy().into_owned(),
        started_at: clock.now().millis(),
        sent_at: 0,
        values: Default::default(),
        log: Vec::new(),
    };
    let mut is_watched = false;
    loop {
        report.sent_at = clock.now().millis();
        (report.values, report.log) =
            if is_watched { (metrics.values(&REPORTED), recent_log(LOG_LINES)) } else { Default::default() };
        is_watched = match reports.send(&report).await {
            Ok(is_watched) => is_watched,
            Err(error) => {
                tracing::debug!(%error, "report of the process not sent");
                false
            }
        };
        tokio::time::sleep(Duration::from_millis(if is_watched { WATCHED_MS } else { IDLE_MS })).await;
    }
}
