//! Plays whole games as bots over the public contract and reports the results. The exit status is 1 when an
//! event, a game or a score is wrong or missing.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]

use std::process::ExitCode;

use clap::Parser;
use indicatif::{ProgressBar, ProgressStyle};
use wpp_tests::loadtest::{self, LoadTestError, Options, Report, limits};

/// Plays whole games as bots over the public contract.
#[derive(Debug, Parser)]
#[command(name = "loadtest")]
struct Command {
    #[command(flatten)]
    options: Options,
    /// Print the report as JSON.
    #[arg(long)]
    json: bool,
}

fn main() -> ExitCode {
    let Command { options, json } = Command::parse();
    if let Some(warning) = limits::make_room(options.sockets()) {
        eprintln!("{warning}");
    }
    let outcome = runtime(options.threads).map(|runtime| runtime.block_on(play(options)));
    match outcome {
        Ok(Ok(report)) => {
            match serde_json::to_string_pretty(&report) {
                Ok(text) if json => println!("{text}"),
                _ => print!("{report}"),
            }
            if report.failures().is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Ok(Err(error)) => fail(&error),
        Err(error) => fail(&error),
    }
}

async fn play(options: Options) -> Result<Report, LoadTestError> {
    // The bar draws on stderr, if that is a terminal.
    let bar = ProgressBar::new(options.sessions as u64);
    if let Ok(style) = ProgressStyle::with_template("{elapsed_precise} {bar:40} {pos}/{len} {msg}") {
        bar.set_style(style);
    }
    loadtest::run_watched(options, bar).await
}

/// One thread reads sockets with the least overhead; more threads help only on idle cores.
fn runtime(threads: usize) -> std::io::Result<tokio::runtime::Runtime> {
    let mut builder = match threads {
        0 | 1 => tokio::runtime::Builder::new_current_thread(),
        _ => tokio::runtime::Builder::new_multi_thread(),
    };
    builder.worker_threads(threads.max(1)).enable_all().build()
}

fn fail(error: &dyn std::error::Error) -> ExitCode {
    eprintln!("{error}");
    ExitCode::from(2)
}
