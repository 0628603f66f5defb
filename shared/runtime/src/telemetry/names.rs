//! The names of all metrics, shared by both processes and the tests. Their descriptions are in [`METRICS`](super::METRICS).

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
/// Gauge by `role` (host, participant, screen), sockets of this process.
pub const SOCKETS_BY_ROLE: &str = "wpp_sockets_by_role";
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
/// Counter by `limit` (worker_concurrency, preparation_slots, commit_slots, nudges), times that work waited for a limit of the process.
pub const LIMIT_REACHED: &str = "wpp_limit_reached_total";
/// Counter, workers rebuilt after an error.
pub const WORKER_REBUILDS: &str = "wpp_worker_rebuilds_total";
/// Counter, connections to Redis replaced because they were silent or their server took no writes.
pub const REDIS_REPLACED: &str = "wpp_redis_connections_replaced_total";
/// Counter, wake-ups whose phase had already ended.
pub const STALE_WAKEUPS: &str = "wpp_stale_wakeups_total";
/// Counter by `method`, `route` and `status`, answered requests.
pub const HTTP_REQUESTS: &str = "wpp_http_requests_total";
/// Histogram by `method` and `route`, seconds from a request to its answer.
pub const HTTP_DURATION: &str = "wpp_http_request_duration_seconds";
/// Counter, requests answered with 429.
pub const RATE_LIMITED: &str = "wpp_rate_limited_total";
/// Counter, wrong passwords.
pub const LOGIN_FAILURES: &str = "wpp_login_failures_total";
/// Gauge, sessions with sockets in any process. Every worker exports the same number.
pub const ROOMS: &str = "wpp_rooms";
/// Gauge, players with sockets in any process. Every worker exports the same number.
pub const PLAYERS: &str = "wpp_players";
/// Gauge by `state` (used, idle), connections of this process to the database.
pub const DATABASE_CONNECTIONS: &str = "wpp_database_connections";
/// Histogram, seconds of a small write to Redis and its answer.
pub const REDIS_ROUND_TRIP: &str = "wpp_redis_round_trip_seconds";
/// Gauge by `version`, always 1.
pub const BUILD_INFO: &str = "wpp_build_info";
/// Gauge, the clock of Redis minus the clock of this machine in seconds.
pub const CLOCK_OFFSET: &str = "wpp_clock_offset_seconds";
