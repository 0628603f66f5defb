//! Processor time of processes.

use super::platform::Platform;

/// Processor time of the parts of a platform, in microseconds.
#[derive(Debug, Clone, Default)]
pub struct Spent(pub Vec<(&'static str, f64)>);

impl Spent {
    /// Returns the time since `earlier`.
    #[must_use]
    pub fn since(&self, earlier: &Self) -> Self {
        let parts = self.0.iter().zip(&earlier.0);
        Self(parts.map(|((part, now), (_, before))| (*part, now - before)).collect())
    }
}

/// Returns the processor time that the parts of a platform have used.
#[must_use]
pub fn of(platform: &Platform) -> Spent {
    Spent(platform.processes().iter().map(|(part, process)| (*part, of_process(*process))).collect())
}

/// Returns the time of all threads of a process, in microseconds. Linux counts it in nanoseconds; other systems do not
/// report it.
fn of_process(process: u32) -> f64 {
    let threads = std::fs::read_dir(format!("/proc/{process}/task")).into_iter().flatten().flatten();
    let nanos = threads.filter_map(|thread| {
        let schedule = std::fs::read_to_string(thread.path().join("schedstat")).ok()?;
        schedule.split_ascii_whitespace().next()?.parse::<u64>().ok()
    });
    #[expect(clippy::cast_precision_loss, reason = "processor time of a run is far below 2^52 ns")]
    let micros = nanos.sum::<u64>() as f64 / 1_000.0;
    micros
}
