//! All metrics, with the process that exports each.

use super::names;
use crate::config::Process;

/// How a metric counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Kind {
    /// A number that only rises.
    Counter,
    /// A number that rises and falls.
    Gauge,
    /// A distribution with these upper bounds.
    Histogram(&'static [f64]),
}

/// A metric.
#[derive(Debug, Clone, Copy)]
pub struct Metric {
    /// Its name.
    pub name: &'static str,
    /// How it counts.
    pub kind: Kind,
    /// The process that exports it; `None` for both.
    pub process: Option<Process>,
    /// The labels with which it exists from the start. An alert on a counter that never changed would otherwise see no
    /// value. `None` if the labels are not known before the first event.
    pub initial: Option<&'static [(&'static str, &'static str)]>,
    /// Its meaning.
    pub about: &'static str,
}

/// Buckets of the lateness in seconds: single milliseconds in normal operation, seconds in an outage.
const LATENESS: &[f64] =
    &[0.001, 0.002, 0.003, 0.004, 0.006, 0.010, 0.025, 0.050, 0.100, 0.250, 0.500, 1.0, 2.5, 10.0, 60.0];

/// Buckets of requests in seconds: milliseconds for most, seconds for passwords and imports.
const REQUESTS: &[f64] = &[0.002, 0.005, 0.010, 0.025, 0.050, 0.100, 0.250, 0.500, 1.0, 2.5, 10.0];

/// Buckets of round trips to Redis in seconds.
const ROUND_TRIPS: &[f64] = &[0.0002, 0.0005, 0.001, 0.002, 0.005, 0.010, 0.025, 0.050, 0.100, 0.250, 1.0];

const NO_LABELS: Option<&[(&str, &str)]> = Some(&[]);
const WEB: Option<Process> = Some(Process::Web);
const WORKER: Option<Process> = Some(Process::Worker);
const BOTH: Option<Process> = None;

const fn counter(name: &'static str, process: Option<Process>, about: &'static str) -> Metric {
    Metric { name, kind: Kind::Counter, process, initial: NO_LABELS, about }
}

const fn gauge(name: &'static str, process: Option<Process>, about: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, process, initial: NO_LABELS, about }
}

const fn histogram(
    name: &'static str,
    buckets: &'static [f64],
    process: Option<Process>,
    about: &'static str,
) -> Metric {
    Metric { name, kind: Kind::Histogram(buckets), process, initial: NO_LABELS, about }
}

impl Metric {
    const fn starting_with(mut self, labels: &'static [(&'static str, &'static str)]) -> Self {
        self.initial = Some(labels);
        self
    }

    const fn without_start(mut self) -> Self {
        self.initial = None;
        self
    }
}

/// All metrics of this project. The processes also export `process_*`.
pub const METRICS: &[Metric] = &[
    histogram(names::DEADLINE_LATENESS, LATENESS, BOTH, "time from a phase's deadline to its commit"),
    counter(names::COMMITS, BOTH, "steps that changed a session"),
    counter(names::CONFLICTS, BOTH, "commits that lost a race and were repeated"),
    counter(names::QUARANTINED, BOTH, "sessions paused because of a cartridge's bug"),
    gauge(names::ABANDONED_STEPS, BOTH, "calls of cartridges that do not return"),
    counter(names::REDIS_REPLACED, BOTH, "connections to Redis replaced: silent, or to a server without writes"),
    histogram(names::REDIS_ROUND_TRIP, ROUND_TRIPS, BOTH, "time of a small write to Redis and its answer"),
    gauge(names::CLOCK_OFFSET, BOTH, "the clock of Redis minus the clock of this machine, in seconds"),
    gauge(names::DATABASE_CONNECTIONS, BOTH, "connections to the database, by state")
        .starting_with(&[("state", "used"), ("state", "idle")]),
    counter(names::LIMIT_REACHED, BOTH, "times that work waited for a limit of the process, by limit").starting_with(
        &[
            ("limit", "worker_concurrency"),
            ("limit", "preparation_slots"),
            ("limit", "commit_slots"),
            ("limit", "nudges"),
        ],
    ),
    gauge(names::BUILD_INFO, BOTH, "always 1, with the version as a label").without_start(),
    gauge(names::SESSIONS, WEB, "sessions with sockets in this process"),
    gauge(names::SOCKETS, WEB, "sockets of this process"),
    gauge(
        names::SOCKETS_BY_ROLE,
        WEB,
        "sockets of this process, by role: host, participant (players and audience), screen",
    )
    .starting_with(&[("role", "host"), ("role", "participant"), ("role", "screen")]),
    counter(names::EVENTS_RELAYED, WEB, "events sent to sockets"),
    counter(names::EVENTS_DROPPED, WEB, "events dropped because a socket was too slow"),
    counter(names::EVENTS_RECOVERED, WEB, "events missing on the channel and read from the stream"),
    counter(names::EPHEMERAL_RELAYED, WEB, "ephemeral messages sent to sockets, by lane").without_start(),
    counter(names::EPHEMERAL_DROPPED, WEB, "ephemeral messages dropped because a socket was too slow, by lane")
        .without_start(),
    counter(names::NUDGES, WEB, "wake-ups sent for an overdue phase"),
    counter(names::HTTP_REQUESTS, WEB, "answered requests, by method, route and status").without_start(),
    histogram(names::HTTP_DURATION, REQUESTS, WEB, "time from a request to its answer, by method and route")
        .without_start(),
    counter(names::RATE_LIMITED, WEB, "requests answered with 429"),
    counter(names::LOGIN_FAILURES, WEB, "wrong passwords"),
    gauge(names::ROOMS, WORKER, "sessions with sockets in any process; the same number in every worker"),
    gauge(names::PLAYERS, WORKER, "players with sockets in any process; the same number in every worker"),
    gauge(names::QUEUE_DEPTH, WORKER, "jobs in the queue, by state").starting_with(&[
        ("state", "scheduled"),
        ("state", "active"),
        ("state", "inflight"),
        ("state", "done"),
    ]),
    counter(names::QUEUE_JOBS, WORKER, "jobs handled, by outcome").without_start(),
    counter(names::WORKER_REBUILDS, WORKER, "workers rebuilt after an error"),
    counter(names::STALE_WAKEUPS, WORKER, "wake-ups whose phase had already ended"),
];
