//! The only source of time of the load test.

use std::time::Duration;

use tokio::time::Instant;

/// Returns microseconds since 1970 by the system clock, for comparison with the server's timestamps.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn wall_us() -> i64 {
    chrono::Utc::now().timestamp_micros()
}

/// Returns the monotonic time, for durations and plans.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn now() -> Instant {
    Instant::now()
}

/// Returns the whole microseconds of `span`.
#[must_use]
pub fn micros(span: Duration) -> u64 {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}

/// Returns the processor time of this process; zero where the system does not report it.
#[must_use]
pub fn cpu_used() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name and can contain spaces; the numbers follow its `)`.
    let figures = stat.rsplit(')').next().unwrap_or_default().split_ascii_whitespace();
    // Fields 14 and 15 are user and kernel time in units of 10 ms.
    let ticks: u64 = figures.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
