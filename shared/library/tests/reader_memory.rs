//! Readers take memory in proportion to the file, also for files with a row in every few bytes.

use peak_alloc::PeakAlloc;
use wpp_library::packs::format::{self, Defaults, Format};

#[global_allocator]
static MEMORY: PeakAlloc = PeakAlloc;

/// Size of a file.
const BYTES: usize = 50_000;

/// Size of a file whose words count, not its rows.
const MANY_WORDS: usize = 300_000;

/// The format from the content, and every format of lines.
const FORMATS: [Option<Format>; 7] = [
    None,
    Some(Format::Quizlet),
    Some(Format::Anki),
    Some(Format::Gift),
    Some(Format::Aiken),
    Some(Format::WordLists),
    Some(Format::Pairs),
];

/// Memory beyond ten times the file.
const SOME_MEMORY: usize = 1024 * 1024;

#[test]
fn short_rows_take_little_memory() {
    let shapes = [
        ("", "\t\n"),
        ("", "a\tb\n"),
        ("", "a\t\n"),
        ("#separator:tab\n", "a\tb\n"),
        ("#separator:tab\n", "{{c1::a}}\n"),
        ("prompt,answer,decoys\n", "a,b\n"),
        ("prompt,answer,decoys\n", ",\n"),
        ("prompt,answer,decoys\n", ",,,,"),
        ("[", "{},"),
        ("{\"questions\":[", "[],"),
        ("", "{}\n\n"),
        ("", "a{=b}\n\n"),
        ("", "A) x\n"),
        ("", "q\nA) x\nANSWER: A\n"),
        ("", "t\n\n"),
        ("", "w\n"),
        ("title,words\n", "a,w|w\n"),
    ];
    let rows = shapes.map(|(start, piece)| format!("{start}{}", piece.repeat(BYTES / piece.len())));
    let words = ["a ", "\"a "].map(|piece| format!("#separator:tab\n{}", piece.repeat(MANY_WORDS / piece.len())));
    for file in rows.into_iter().chain(words) {
        for format in FORMATS {
            MEMORY.reset_peak_usage();
            let before = MEMORY.current_usage();
            let _ = format::read(file.as_bytes(), format, &Defaults::default(), &mut |_| true);
            let taken = MEMORY.peak_usage() - before;
            let start: String = file.chars().take(40).collect();
            assert!(taken <= 10 * file.len() + SOME_MEMORY, "{start:?} as {format:?}: {taken} bytes");
        }
    }
}
