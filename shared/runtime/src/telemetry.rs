//! Logs and metrics, set up once a process.

use std::io::IsTerminal;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use crate::config::Logs;

/// Names of all metrics, so that both processes and the tests spell them alike.
pub mod names {
    /// Histogram, seconds from a phase's deadline to its commit.
    pub const DEADLINE_LATENESS: &str = "wpp_deadline_lateness_seconds";
    /// Counter, steps that changed a session.
    pub const COMMITS: &str = "wpp_commits_total";
    /// Counter, commits that lost a race and were made anew.
    pub const CONFLICTS: &str = "wpp_commit_conflicts_total";
    /// Gauge, sessions whose sockets this process holds.
    pub const SESSIONS: &str = "wpp_sessions";
    /// Gauge, sockets this process holds.
    pub const SOCKETS: &str = "wpp_sockets";
    /// Counter, events handed to sockets.
    pub const RELAYED: &str = "wpp_events_relayed_total";
    /// Counter, events a slow socket did not take (it was closed).
    pub const DROPPED: &str = "wpp_events_dropped_total";
    /// Counter by `lane`, asides handed to sockets.
    pub const ASIDES: &str = "wpp_ephemeral_messages_total";
    /// Counter by `lane`, asides a slow socket did not take (of the latest, a newer one replaced them).
    pub const ASIDES_DROPPED: &str = "wpp_ephemeral_messages_dropped_total";
    /// Counter, events the channel lost and the stream gave back.
    pub const FILLED: &str = "wpp_events_recovered_total";
    /// Counter, wake-ups sent for an overdue phase.
    pub const NUDGES: &str = "wpp_nudges_total";
    /// Counter, sessions paused because of a cartridge's bug.
    pub const QUARANTINED: &str = "wpp_sessions_quarantined_total";
    /// Gauge, steps of a cartridge that do not end: each holds a thread of the lowest priority.
    pub const RUNAWAYS: &str = "wpp_abandoned_steps";
    /// Gauge, jobs by `state`: scheduled, active, inflight, done.
    pub const QUEUE_DEPTH: &str = "wpp_queue_depth";
    /// Counter, jobs handled by `outcome`.
    pub const QUEUE_JOBS: &str = "wpp_queue_jobs_total";
    /// Counter, workers rebuilt after an error.
    pub const WORKER_REBUILDS: &str = "wpp_worker_rebuilds_total";
    /// Counter, wake-ups whose phase had already ended.
    pub const STALE_WAKEUPS: &str = "wpp_stale_wakeups_total";
}

/// Starts the process's log. Fields never hold a token: requests are logged by path, without
/// their query.
pub fn start_logs(logs: &Logs) {
    let filter = EnvFilter::try_new(&logs.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter);
    // A second start (two processes' wiring in one test binary) keeps the first log.
    let _ = if logs.json {
        registry.with(tracing_subscriber::fmt::layer().json().flatten_event(true)).try_init()
    } else {
        registry.with(tracing_subscriber::fmt::layer().with_ansi(std::io::stdout().is_terminal())).try_init()
    };
}

/// Installs the process's metrics and returns what renders them.
///
/// # Errors
/// [`BuildError`] when a recorder is installed already or the buckets are refused.
pub fn start_metrics() -> Result<PrometheusHandle, BuildError> {
    /// Lateness is promised in single milliseconds, and an outage shows in seconds.
    const LATENESS: &[f64] =
        &[0.001, 0.002, 0.003, 0.004, 0.006, 0.010, 0.025, 0.050, 0.100, 0.250, 0.500, 1.0, 2.5, 10.0, 60.0];
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(names::DEADLINE_LATENESS.to_owned()), LATENESS)?
        .install_recorder()?;
    describe();
    Ok(handle)
}

fn describe() {
    use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
    describe_histogram!(names::DEADLINE_LATENESS, Unit::Seconds, "from a phase's deadline to its commit");
    describe_counter!(names::COMMITS, "steps that changed a session");
    describe_counter!(names::CONFLICTS, "commits that lost a race and were made anew");
    describe_gauge!(names::SESSIONS, "sessions whose sockets this process holds");
    describe_gauge!(names::SOCKETS, "sockets this process holds");
    describe_counter!(names::EVENTS_RELAYED, "events handed to sockets");
    describe_counter!(names::EVENTS_DROPPED, "events a slow socket did not take");
    describe_counter!(names::EPHEMERAL_SENT, "asides handed to sockets, by lane");
    describe_counter!(names::EPHEMERAL_DROPPED, "asides a slow socket did not take, by lane");
    describe_counter!(names::EVENTS_RECOVERED, "events the channel lost and the stream gave back");
    describe_counter!(names::NUDGES, "wake-ups sent for an overdue phase");
    describe_counter!(names::QUARANTINED, "sessions paused because of a cartridge's bug");
    describe_gauge!(names::QUEUE_DEPTH, Unit::Count, "jobs in the queue, by state");
    describe_counter!(names::QUEUE_JOBS, "jobs handled, by outcome");
    describe_counter!(names::WORKER_REBUILDS, "workers rebuilt after an error");
    describe_counter!(names::STALE_WAKEUPS, "wake-ups whose phase had already ended");
    // What never happened is 0, not missing: a rule over it must not be silent.
    for name in [
        names::COMMITS,
        names::CONFLICTS,
        names::EVENTS_RELAYED,
        names::EVENTS_DROPPED,
        names::EVENTS_RECOVERED,
        names::NUDGES,
        names::QUARANTINED,
        names::STALE_WAKEUPS,
    ] {
        metrics::counter!(name).increment(0);
    }
    for name in [names::SESSIONS, names::SOCKETS] {
        metrics::gauge!(name).set(0.0);
    }
}
