//! Reads damaged files for some seconds, and reports panics, slow files and files that take much memory.
//!
//! `cargo run --release -p wpp-library --example fuzz_readers -- 600 [SEED]`
//!
//! The limits are those of the readers in a release build: 100 ms of processor time for each 100 KB, and ten times the size
//! of the file and of what it unpacks to. A file that exceeds one is written to the working folder. The exit status is 1
//! then.
#![expect(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for developers")]

#[path = "../tests/fuzz/mutator.rs"]
mod mutator;

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
    process::ExitCode,
    time::{Duration, Instant},
};

use peak_alloc::PeakAlloc;
use rustix::time::{ClockId, clock_gettime};
use wpp_library::packs::format::{self, Defaults, Format};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Memory that every file may take.
const SOME_MEMORY: usize = 1024 * 1024;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1).map(|argument| argument.parse::<u64>().unwrap());
    let (seconds, seed) = (arguments.next().unwrap_or(60), arguments.next().unwrap_or(1));
    let mut mutator = mutator::Mutator::new(seed);
    let (mut files, mut faults) = (0_u64, 0);
    let mut slowest = (Duration::ZERO, 0, None);
    let mut largest = (0.0_f64, 0, None);
    let began = now();
    while began.elapsed() < Duration::from_secs(seconds) {
        let file = mutator.next_file();
        let size = unpacked(&file).max(file.len());
        files += 1;
        for format in std::iter::once(None).chain(Format::names().into_iter().map(Format::parse)) {
            MEMORY.reset_peak_usage();
            let (before, started) = (MEMORY.current_usage(), processor_time());
            let read = catch_unwind(AssertUnwindSafe(|| {
                let _ = format::read(&file, format, &Defaults::default(), &mut |_| true);
            }));
            let (took, memory) = (processor_time() - started, MEMORY.peak_usage().saturating_sub(before));
            let limit = Duration::from_millis(100) * u32::try_from(size.div_ceil(100_000).max(1)).unwrap();
            #[expect(clippy::cast_precision_loss, reason = "a ratio for people")]
            let times = memory.saturating_sub(SOME_MEMORY) as f64 / size.max(1) as f64;
            if took > slowest.0 {
                slowest = (took, size, format);
            }
            if times > largest.0 {
                largest = (times, size, format);
            }
            if read.is_err() || took > limit || times > 10.0 {
                faults += 1;
                let name = format!("fault-{seed}-{files}");
                println!("{name}: {size} bytes as {format:?}: panic {}, {took:?}, {memory} bytes", read.is_err());
                std::fs::write(name, &file).unwrap();
            }
        }
    }
    println!("{files} files, {faults} faults");
    println!("slowest: {:?} for {} bytes as {:?}", slowest.0, slowest.1, slowest.2);
    println!("most memory: {:.1} × {} bytes as {:?}, beyond 1 MiB", largest.0, largest.1, largest.2);
    if faults > 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// Returns the size of the parts of a workbook.
fn unpacked(file: &[u8]) -> usize {
    let Ok(mut archive) = zip::ZipArchive::new(Cursor::new(file)) else { return 0 };
    let sizes = (0..archive.len()).filter_map(|at| usize::try_from(archive.by_index(at).ok()?.size()).ok());
    sizes.sum()
}

/// Returns the processor time of this thread, which other programs on the machine do not prolong.
fn processor_time() -> Duration {
    Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap()
}

#[expect(clippy::disallowed_methods, reason = "the tool measures its own time")]
fn now() -> Instant {
    Instant::now()
}
