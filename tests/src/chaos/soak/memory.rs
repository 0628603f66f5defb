//! Resident memory of processes over time.

use std::{fmt, time::Duration};

use crate::{chaos::platform::Platform, harness::processes::resident_kib};

/// Growth after the first third of a run that counts as flat, in KiB. Allocators keep some freed memory.
const ALLOWED_KIB: u64 = 16 * 1024;

/// Samples of the memory of all processes of a platform.
#[derive(Debug)]
pub struct Memory {
    processes: Vec<(&'static str, u32)>,
    /// KiB of each process, in the order of `processes`.
    samples: Vec<Vec<u64>>,
}

/// The memory of one process over a run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Growth {
    /// Name of the process.
    pub process: &'static str,
    /// KiB at the first sample.
    pub first: u64,
    /// Median of the second third of the samples, in KiB.
    pub middle: u64,
    /// Median of the last third, in KiB.
    pub last: u64,
    /// Maximum, in KiB.
    pub most: u64,
}

impl Memory {
    /// Prepares samples of this platform's processes.
    #[must_use]
    pub fn new(platform: &Platform) -> Self {
        let webs = platform.webs.iter().map(|web| ("web", web.id()));
        let workers = platform.workers.iter().map(|worker| ("worker", worker.id()));
        Self { processes: webs.chain(workers).collect(), samples: Vec::new() }
    }

    /// Takes a sample. Returns it as a line of text.
    pub fn sample(&mut self, elapsed: Duration) -> String {
        let sample: Vec<u64> = self.processes.iter().map(|(_, id)| resident_kib(*id)).collect();
        let figures = self.processes.iter().zip(&sample).map(|((name, _), kib)| format!("{name} {} MiB", kib / 1024));
        let line = format!("{:>5} s  {}", elapsed.as_secs(), figures.collect::<Vec<_>>().join("  "));
        self.samples.push(sample);
        line
    }

    /// Returns the memory of each process over the run.
    #[must_use]
    pub fn growth(&self) -> Vec<Growth> {
        let of = |at: usize| self.samples.iter().map(|sample| sample[at]).collect::<Vec<_>>();
        self.processes.iter().enumerate().map(|(at, (name, _))| Growth::of(name, &of(at))).collect()
    }
}

impl Growth {
    fn of(process: &'static str, samples: &[u64]) -> Self {
        let third = samples.len() / 3;
        let middle = median(&samples[third..samples.len() - third]);
        let last = median(&samples[samples.len() - third..]);
        let (first, most) = (samples.first().copied().unwrap_or(0), samples.iter().copied().max().unwrap_or(0));
        Self { process, first, middle, last: if third == 0 { middle } else { last }, most }
    }

    /// Returns a sentence if the memory is not flat.
    #[must_use]
    pub fn problem(&self) -> Option<String> {
        let grown = self.last.saturating_sub(self.middle);
        let sentence = || format!("{} grew by {} MiB in the last third of the run", self.process, grown / 1024);
        (grown > ALLOWED_KIB).then(sentence)
    }
}

impl fmt::Display for Growth {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { process, first, middle, last, most } = self;
        let mib = |kib: &u64| kib / 1024;
        write!(f, "{process}: {} MiB at first, ", mib(first))?;
        write!(f, "{} MiB in the second third, {} MiB in the last, {} MiB at most", mib(middle), mib(last), mib(most))
    }
}

fn median(samples: &[u64]) -> u64 {
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const MIB: u64 = 1024;

    #[test]
    fn flat_memory_is_no_problem() {
        let samples: Vec<u64> = [30, 60, 80, 90, 90, 91, 90, 92, 91].map(|mib| mib * MIB).to_vec();
        assert_eq!(Growth::of("web", &samples).problem(), None);
    }

    #[test]
    fn growing_memory_is_a_problem() {
        let samples: Vec<u64> = (0..9).map(|n| (30 + 10 * n) * MIB).collect();
        assert!(Growth::of("web", &samples).problem().is_some());
    }

    #[test]
    fn one_sample_is_flat() {
        assert_eq!(Growth::of("web", &[30 * MIB]).problem(), None);
    }
}
