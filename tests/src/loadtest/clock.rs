//! The only source of time of the load test: the machine's clocks, or the virtual time of a simulation.

use std::{cell::RefCell, time::Duration};

use tokio::time::Instant;

thread_local! {
    /// The virtual time of this thread's simulation.
    static SIMULATED: RefCell<Option<Simulated>> = const { RefCell::new(None) };
}

struct Simulated {
    now_us: Box<dyn Fn() -> i64>,
    begun_us: i64,
    /// The monotonic time that corresponds to `begun_us`.
    begun: Instant,
}

/// Makes this thread's clock virtual until the returned value is dropped. `now_us` returns microseconds since 1970.
#[must_use]
pub fn simulate(now_us: impl Fn() -> i64 + 'static) -> SimulatedClock {
    let simulated = Simulated { begun_us: now_us(), begun: now(), now_us: Box::new(now_us) };
    SIMULATED.set(Some(simulated));
    SimulatedClock(())
}

/// The virtual clock of a thread. Dropping it returns to the machine's clocks.
#[derive(Debug)]
pub struct SimulatedClock(());

impl Drop for SimulatedClock {
    fn drop(&mut self) {
        SIMULATED.set(None);
    }
}

/// Returns microseconds since 1970 by the system clock, for comparison with the server's timestamps.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn wall_us() -> i64 {
    let virtual_us = SIMULATED.with_borrow(|simulated| simulated.as_ref().map(|simulated| (simulated.now_us)()));
    virtual_us.unwrap_or_else(|| chrono::Utc::now().timestamp_micros())
}

/// Returns the monotonic time, for durations and plans.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is the loadtest's seam; it measures a server from outside")]
pub fn now() -> Instant {
    let virtual_now = SIMULATED.with_borrow(|simulated| {
        let Simulated { now_us, begun_us, begun } = simulated.as_ref()?;
        let passed = u64::try_from(now_us() - begun_us).unwrap_or(0);
        Some(*begun + Duration::from_micros(passed))
    });
    virtual_now.unwrap_or_else(Instant::now)
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
