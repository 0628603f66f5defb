//! A short run of the fuzzer. `cargo run -p wpp-library --example fuzz_readers -- 600` runs it for ten minutes and
//! measures time and memory as well.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

mod mutator;

use wpp_library::packs::format::{self, Defaults, Format};

/// Files of the short run.
const FILES: usize = 150;

#[test]
fn damaged_files_do_not_panic() {
    let mut mutator = mutator::Mutator::new(1);
    for _ in 0..FILES {
        let file = mutator.next_file();
        let _ = format::read(&file, None, &Defaults::default(), &mut |_| true);
        for name in Format::names() {
            let _ = format::read(&file, Format::parse(name), &Defaults::default(), &mut |_| true);
        }
    }
}
