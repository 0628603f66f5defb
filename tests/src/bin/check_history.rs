//! Verifies a history that `loadtest --history` wrote. The exit status is 0 without violations, 1 with violations, and 2
//! when the history cannot be read.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]

use std::{fs::File, io::BufReader, path::PathBuf, process::ExitCode};

use clap::Parser;
use wpp_tests::loadtest::history::{self, HistoryError, Verdict};

/// Verifies the history of a load test.
#[derive(Debug, Parser)]
#[command(name = "check_history")]
struct Command {
    /// The file, one JSON object a line.
    file: PathBuf,
}

fn main() -> ExitCode {
    match check(&Command::parse()) {
        Ok(verdict) => {
            let Verdict { sessions, acknowledged, lost, violations, unverified } = verdict;
            for line in unverified.iter().map(|what| format!("not verified: {what}")).chain(violations.iter().cloned())
            {
                println!("{line}");
            }
            println!(
                "{sessions} sessions, {acknowledged} acknowledged answers, {lost} lost, {} violations",
                violations.len()
            );
            if violations.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

fn check(command: &Command) -> Result<Verdict, HistoryError> {
    history::check(BufReader::new(File::open(&command.file)?))
}
