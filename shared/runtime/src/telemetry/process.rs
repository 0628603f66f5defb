//! The standard metrics of a process: processor time, memory, threads and open files.

use std::{fs, io};

use metrics::{counter, describe_counter, describe_gauge, gauge};
use rustix::{
    param::{clock_ticks_per_second, page_size},
    process::{Resource, getrlimit},
};

const CPU_SECONDS: &str = "process_cpu_seconds_total";
const START_TIME: &str = "process_start_time_seconds";
const THREADS: &str = "process_threads";
const VIRTUAL_MEMORY: &str = "process_virtual_memory_bytes";
const RESIDENT_MEMORY: &str = "process_resident_memory_bytes";
const OPEN_FILES: &str = "process_open_fds";
const MAX_FILES: &str = "process_max_fds";

/// Describes the metrics.
pub(super) fn describe() {
    describe_counter!(CPU_SECONDS, "processor time of the process, in seconds");
    describe_gauge!(START_TIME, "start of the process, in seconds since 1970");
    describe_gauge!(THREADS, "threads of the process");
    describe_gauge!(VIRTUAL_MEMORY, "virtual memory, in bytes");
    describe_gauge!(RESIDENT_MEMORY, "resident memory, in bytes");
    describe_gauge!(OPEN_FILES, "open files, sockets included");
    describe_gauge!(MAX_FILES, "limit of open files, 0 without one");
}

/// Sets the metrics to their current values. Systems without `/proc` have the limit of open files only.
#[expect(clippy::cast_precision_loss, reason = "gauges are floating-point numbers")]
pub(super) fn collect() {
    gauge!(MAX_FILES).set(getrlimit(Resource::Nofile).current.unwrap_or(0) as f64);
    if let Ok(files) = fs::read_dir("/proc/self/fd") {
        // One of them lists the folder.
        gauge!(OPEN_FILES).set(files.count().saturating_sub(1) as f64);
    }
    if let Ok(usage) = Usage::read() {
        counter!(CPU_SECONDS).absolute(usage.processor_ticks / clock_ticks_per_second());
        gauge!(THREADS).set(usage.threads as f64);
        gauge!(VIRTUAL_MEMORY).set(usage.virtual_bytes as f64);
        gauge!(RESIDENT_MEMORY).set((usage.resident_pages * page_size() as u64) as f64);
        if let Some(booted) = boot_seconds() {
            gauge!(START_TIME).set((booted + usage.started_ticks / clock_ticks_per_second()) as f64);
        }
    }
}

/// A part of `/proc/self/stat`.
#[derive(Debug, PartialEq, Eq)]
struct Usage {
    processor_ticks: u64,
    threads: u64,
    /// Start of the process after the start of the machine.
    started_ticks: u64,
    virtual_bytes: u64,
    resident_pages: u64,
}

impl Usage {
    fn read() -> io::Result<Self> {
        let stat = fs::read_to_string("/proc/self/stat")?;
        Self::parse(&stat).ok_or_else(|| io::ErrorKind::InvalidData.into())
    }

    /// Reads the fields after the name of the program, which is in parentheses and may contain any character.
    fn parse(stat: &str) -> Option<Self> {
        let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_ascii_whitespace().collect();
        // The manual page proc_pid_stat(5) counts from 1, and the state is field 3.
        let field = |number: usize| fields.get(number - 3)?.parse::<u64>().ok();
        Some(Self {
            processor_ticks: field(14)? + field(15)?,
            threads: field(20)?,
            started_ticks: field(22)?,
            virtual_bytes: field(23)?,
            resident_pages: field(24)?,
        })
    }
}

/// Returns the start of the machine in seconds since 1970.
fn boot_seconds() -> Option<u64> {
    let stat = fs::read_to_string("/proc/stat").ok()?;
    stat.lines().find_map(|line| line.strip_prefix("btime ")?.trim().parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_fields_of_stat() {
        let stat = "7 (a) b (c) S 1 7 7 0 -1 4194560 90 0 0 0 250 50 0 0 20 0 9 0 4242 123456789 321 184467 1 1 0";
        assert_eq!(
            Usage::parse(stat),
            Some(Usage {
                processor_ticks: 300,
                threads: 9,
                started_ticks: 4242,
                virtual_bytes: 123_456_789,
                resident_pages: 321
            })
        );
        assert_eq!(Usage::parse("7 (a) S 1"), None);
    }
}
