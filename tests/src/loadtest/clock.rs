//! The loadtest's own watch: one seam for the machine's time.

use std::time::Duration;

use tokio::time::Instant;

/// Microseconds since 1970 by the machine's wall clock, to compare with the server's timestamps.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn wall_us() -> i64 {
    chrono::Utc::now().timestamp_micros()
}

/// A moment that only ever moves forward, to measure spans and to plan.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn now() -> Instant {
    Instant::now()
}

/// Whole microseconds of `span`.
#[must_use]
pub fn micros(span: Duration) -> u64 {
    u64::try_from(span.as_micros()).unwrap_or(u64::MAX)
}

/// Processor time this process has used so far; zero where the system does not tell.
#[must_use]
pub fn cpu_used() -> Duration {
    let stat = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // The second field is the program's name and may hold blanks; the figures follow its `)`.
    let figures = stat.rsplit(')').next().unwrap_or_default().split_ascii_whitespace();
    // Ticks of 10 ms in user mode and in the kernel: fields 14 and 15 of the line.
    let ticks: u64 = figures.skip(11).take(2).filter_map(|field| field.parse::<u64>().ok()).sum();
    Duration::from_millis(ticks * 10)
}
