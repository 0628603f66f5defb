//! The test of a law on random inputs, and the report of a failure.

use std::{
    cell::{Cell, RefCell},
    fmt::Debug,
    hash::{BuildHasher, Hasher, RandomState},
    panic::{self, AssertUnwindSafe},
    sync::{
        Once,
        atomic::{AtomicBool, Ordering},
    },
};

use proptest::{
    strategy::Strategy,
    test_runner::{Config, RngSeed, TestError, TestRunner, contextualize_config},
};

use super::{journal, lines};

/// Number of random inputs, few enough for every run of the tests. `PROPTEST_CASES` sets another number.
const CASES: u32 = 48;

/// Share of the inputs that must start a game, as a fraction. A law that returns early for the others is hardly tested.
const STARTED: (u32, u32) = (3, 4);

/// Number of attempts to find a shorter game that breaks the law.
const SHRINK_STEPS: u32 = 1_000;

/// Longest report of a law that failed, in lines, and longest line in characters.
const REPORT_LINES: usize = 100;
const LINE_LENGTH: usize = 160;

/// Longest reason in a report, in lines.
const REASON_LINES: usize = 16;

/// Whether a law has failed in this process. The first report has a transcript; others are short, so that an error that breaks
/// all laws of a game remains readable.
static HAS_FAILED: AtomicBool = AtomicBool::new(false);

thread_local! {
    static IS_QUIET: Cell<bool> = const { Cell::new(false) };
    static PANICKED_AT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// A law and the game on which it is tested.
#[derive(Debug, Clone, Copy)]
pub struct Law {
    game: &'static str,
    name: &'static str,
    cases: u32,
}

impl Law {
    /// Names a law, and a game by its line in the conformance suite.
    pub const fn new(game: &'static str, name: &'static str) -> Self {
        Self { game, name, cases: CASES }
    }

    /// Tests the law on one input for every `part` of the usual inputs.
    pub const fn on_few_cases(self, part: u32) -> Self {
        Self { cases: self.cases / part, ..self }
    }

    /// Calls `holds` with random inputs.
    ///
    /// # Panics
    /// If `holds` panics for an input, or if too few inputs started a game. Before that, prints a report.
    pub fn check<S: Strategy<Value: Clone>>(self, inputs: S, holds: impl Fn(S::Value)) {
        if let Err(report) = self.find_failure(inputs, holds) {
            #[expect(clippy::print_stdout, reason = "the report of a failed test")]
            {
                println!("{report}");
            }
            // Without the message of a panic, because the report has it.
            panic::resume_unwind(Box::new("a law does not hold"));
        }
    }

    /// Does the work of [`check`](Self::check). Returns the report of a failure.
    fn find_failure<S: Strategy<Value: Clone>>(self, inputs: S, holds: impl Fn(S::Value)) -> Result<(), String> {
        let config = contextualize_config(Config {
            cases: self.cases,
            failure_persistence: None,
            max_shrink_iters: SHRINK_STEPS,
            rng_seed: RngSeed::Fixed(random_seed()),
            ..Config::default()
        });
        let (seed, cases) = (config.rng_seed, config.cases);
        let last = RefCell::new(None);
        let skipped = Cell::new(0);
        let outcome = quietly(|| {
            TestRunner::new(config).run(&inputs, |input| {
                *last.borrow_mut() = Some(input.clone());
                let starts = journal::starts();
                holds(input);
                skipped.set(skipped.get() + u32::from(journal::starts() == starts));
                Ok(())
            })
        });
        let (input, reason) = match outcome {
            Ok(()) if (cases - skipped.get()) * STARTED.1 >= cases * STARTED.0 => return Ok(()),
            Ok(()) if skipped.get() == cases => {
                (last.take(), format!("No game started in {cases} random games, so the law was not tested."))
            }
            Ok(()) => {
                let skipped = skipped.get();
                (
                    last.take(),
                    format!("No game started in {skipped} of {cases} random games, so the law was hardly tested."),
                )
            }
            Err(TestError::Fail(reason, input)) => (Some(input), reason.to_string()),
            Err(TestError::Abort(reason)) => (None, reason.to_string()),
        };
        let is_first = !HAS_FAILED.swap(true, Ordering::Relaxed);
        Err(self.report(&reason, input.filter(|_| is_first).map(|input| transcript(input, &holds)), seed, cases))
    }

    fn report(self, reason: &str, transcript: Option<Vec<String>>, seed: RngSeed, cases: u32) -> String {
        let Self { game, name, .. } = self;
        let cut = |line: &str| lines::cut(line, LINE_LENGTH);
        let mut report = vec![format!("{game} breaks the law {name}:")];
        let reason_lines = if transcript.is_some() { REASON_LINES } else { 1 };
        let reason: Vec<_> = reason.lines().filter(|line| !line.trim().is_empty()).map(cut).collect();
        report.extend(lines::cut_middle(reason, reason_lines).into_iter().map(|line| format!("  {line}")));
        if let Some(transcript) = &transcript {
            report.push(String::new());
            report.push("The shortest such game that was found. Times are in milliseconds:".to_owned());
            let transcript = transcript.iter().map(|line| cut(line)).collect();
            report.extend(lines::cut_middle(transcript, REPORT_LINES - report.len() - 2));
            report.push(String::new());
        }
        // A seed gives the same first inputs, however many follow.
        let more = if cases > self.cases { format!("PROPTEST_CASES={cases} ") } else { String::new() };
        report.push(format!("Seed {seed}. Repeat: {more}bin/check --replay {game} {seed} {name}"));
        report.join("\n")
    }
}

/// Plays an input again and returns its transcript.
fn transcript<I>(input: I, holds: impl Fn(I)) -> Vec<String> {
    let (mut transcript, broken) =
        journal::record(|| quietly(|| panic::catch_unwind(AssertUnwindSafe(|| holds(input)))));
    match broken {
        Err(_) => transcript.push(format!("        the law is broken here ({})", PANICKED_AT.take())),
        Ok(()) => transcript.push("        the end; the law holds".to_owned()),
    }
    transcript
}

/// Runs `work` without messages of panics. Records the place of each panic instead.
fn quietly<T>(work: impl FnOnce() -> T) -> T {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let usual = panic::take_hook();
        panic::set_hook(Box::new(move |panicked| {
            if IS_QUIET.get() {
                PANICKED_AT.set(panicked.location().map(ToString::to_string).unwrap_or_default());
            } else {
                usual(panicked);
            }
        }));
    });
    IS_QUIET.set(true);
    let done = work();
    IS_QUIET.set(false);
    done
}

/// Returns a seed that is short enough to be typed.
fn random_seed() -> u64 {
    RandomState::new().build_hasher().finish() >> 32
}
