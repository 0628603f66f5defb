//! Logs and metrics, set up once per process.

mod library_levels;

use std::io::IsTerminal;

use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};
use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use self::library_levels::library_levels;
use crate::config::Logs;

/// The names of all metrics, shared by both processes and the tests. Their descriptions are in
/// `describe_metrics`.
pub mod names {
    /// Histogram, seconds from a phase's deadline to its commit.
    pub const DEADLINE_LATENESS: &str = "wpp_deadline_lateness_seconds";
    /// Counter, steps that changed a session.
    pub const COMMITS: &str = "wpp_commits_total";
    /// Counter, commits that lost a race and were repeated.
    pub const CONFLICTS: &str = "wpp_commit_conflicts_total";
    /// Gauge, sessions with sockets in this process.
    pub const SESSIONS: &str = "wpp_sessions";
    /// Gauge, sockets of this process.
    pub const SOCKETS: &str = "wpp_sockets";
    /// Counter, events sent to sockets.
    pub const EVENTS_RELAYED: &str = "wpp_events_relayed_total";
    /// Counter, events dropped because a socket was too slow. The socket was closed.
    pub const EVENTS_DROPPED: &str = "wpp_events_dropped_total";
    /// Counter by `lane`, ephemeral messages sent to sockets.
    pub const EPHEMERAL_RELAYED: &str = "wpp_ephemeral_messages_relayed_total";
    /// Counter by `lane`, ephemeral messages dropped because a socket was too slow. In the lane `latest`, a
    /// newer message replaced them.
    pub const EPHEMERAL_DROPPED: &str = "wpp_ephemeral_messages_dropped_total";
    /// Counter, events missing on the channel and read from the stream.
    pub const EVENTS_RECOVERED: &str = "wpp_events_recovered_total";
    /// Counter, wake-ups sent for an overdue phase.
    pub const NUDGES: &str = "wpp_nudges_total";
    /// Counter, sessions paused because of a cartridge's bug.
    pub const QUARANTINED: &str = "wpp_sessions_quarantined_total";
    /// Gauge, calls of cartridges that do not return. Each occupies a thread of the lowest priority.
    pub const ABANDONED_STEPS: &str = "wpp_abandoned_steps";
    /// Gauge by `state` (scheduled, active, inflight, done), jobs in the queue.
    pub const QUEUE_DEPTH: &str = "wpp_queue_depth";
    /// Counter by `outcome`, jobs handled.
    pub const QUEUE_JOBS: &str = "wpp_queue_jobs_total";
    /// Counter, workers rebuilt after an error.
    pub const WORKER_REBUILDS: &str = "wpp_worker_rebuilds_total";
    /// Counter, connections to Redis replaced because they were silent or their server took no writes.
    pub const REDIS_REPLACED: &str = "wpp_redis_connections_replaced_total";
    /// Counter, wake-ups whose phase had already ended.
    pub const STALE_WAKEUPS: &str = "wpp_stale_wakeups_total";
}

/// Starts the process's log. Log fields never contain a token: requests are logged by path, without their
/// query. Libraries log no frames, statements or commands, whatever the filter is.
pub fn start_logs(logs: &Logs) {
    let filter = EnvFilter::try_new(&logs.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter).with(library_levels());
    // A second start fails and keeps the first log. A test binary starts both processes' logs.
    let _ = if logs.json {
        registry.with(tracing_subscriber::fmt::layer().json().flatten_event(true)).try_init()
    } else {
        registry.with(tracing_subscriber::fmt::layer().with_ansi(std::io::stdout().is_terminal())).try_init()
    };
}

/// Installs the process's metrics recorder and returns its renderer.
///
/// # Errors
/// [`BuildError`] when a recorder is installed already or the buckets are rejected.
pub fn start_metrics() -> Result<PrometheusHandle, BuildError> {
    /// Buckets of the lateness in seconds: single milliseconds in normal operation, seconds in an outage.
    const LATENESS: &[f64] =
        &[0.001, 0.002, 0.003, 0.004, 0.006, 0.010, 0.025, 0.050, 0.100, 0.250, 0.500, 1.0, 2.5, 10.0, 60.0];
    let handle = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(names::DEADLINE_LATENESS.to_owned()), LATENESS)?
        .install_recorder()?;
    describe_metrics();
    initialize_metrics();
    Ok(handle)
}

fn describe_metrics() {
    use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};
    describe_histogram!(names::DEADLINE_LATENESS, Unit::Seconds, "time from a phase's deadline to its commit");
    describe_counter!(names::COMMITS, "steps that changed a session");
    describe_counter!(names::CONFLICTS, "commits that lost a race and were repeated");
    describe_gauge!(names::SESSIONS, "sessions with sockets in this process");
    describe_gauge!(names::SOCKETS, "sockets of this process");
    describe_counter!(names::EVENTS_RELAYED, "events sent to sockets");
    describe_counter!(names::EVENTS_DROPPED, "events dropped because a socket was too slow");
    describe_counter!(names::EPHEMERAL_RELAYED, "ephemeral messages sent to sockets, by lane");
    describe_counter!(names::EPHEMERAL_DROPPED, "ephemeral messages dropped because a socket was too slow, by lane");
    describe_counter!(names::EVENTS_RECOVERED, "events missing on the channel and read from the stream");
    describe_counter!(names::NUDGES, "wake-ups sent for an overdue phase");
    describe_counter!(names::QUARANTINED, "sessions paused because of a cartridge's bug");
    describe_gauge!(names::ABANDONED_STEPS, "calls of cartridges that do not return");
    describe_gauge!(names::QUEUE_DEPTH, Unit::Count, "jobs in the queue, by state");
    describe_counter!(names::QUEUE_JOBS, "jobs handled, by outcome");
    describe_counter!(names::WORKER_REBUILDS, "workers rebuilt after an error");
    describe_counter!(names::REDIS_REPLACED, "connections to Redis replaced: silent, or to a server without writes");
    describe_counter!(names::STALE_WAKEUPS, "wake-ups whose phase had already ended");
}

/// Sets metrics to 0, so that an alert on a metric that never changed does not see a missing value.
fn initialize_metrics() {
    for name in [
        names::COMMITS,
        names::CONFLICTS,
        names::EVENTS_RELAYED,
        names::EVENTS_DROPPED,
        names::EVENTS_RECOVERED,
        names::NUDGES,
        names::QUARANTINED,
        names::REDIS_REPLACED,
        names::STALE_WAKEUPS,
    ] {
        metrics::counter!(name).increment(0);
    }
    for name in [names::SESSIONS, names::SOCKETS] {
        metrics::gauge!(name).set(0.0);
    }
}
