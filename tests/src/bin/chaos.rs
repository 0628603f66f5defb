//! Breaks the infrastructure under games of bots and verifies every game. The exit status is 0 if everything held, 1 if
//! something did not, and 2 if the run cannot start.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]

use std::{path::PathBuf, process::ExitCode, time::Duration};

use clap::Parser;
use tokio::signal::unix::{SignalKind, signal};
use wpp_tests::{
    chaos::{
        self, Plan, faults,
        outcome::{Failure, Outcome},
        soak, table,
    },
    loadtest::clock,
};

/// The document with the table, relative to the root of the repository.
const DOCUMENT: &str = "docs/reliability.md";

/// Breaks the infrastructure under games of bots, and verifies that no acknowledged answer is lost.
#[derive(Debug, Parser)]
#[command(name = "bin/chaos")]
struct Command {
    /// Repeat all faults until this number of minutes has passed. Without it, each fault runs once.
    #[arg(default_value_t = 0)]
    minutes: u64,
    /// Run only the fault with this id; can be repeated.
    #[arg(long, value_name = "ID")]
    only: Vec<String>,
    /// Print the ids of all faults.
    #[arg(long)]
    list: bool,
    /// Seed of the order, the moments and the bots.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Platforms that run at a time.
    #[arg(long, default_value_t = 4)]
    parallel: usize,
    /// Write the table of docs/reliability.md.
    #[arg(long)]
    write: bool,
    /// Instead of faults, play games and attack the platform for this number of minutes, and measure the memory.
    #[arg(long, value_name = "MINUTES")]
    soak: Option<u64>,
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    let ids: Vec<&str> = faults::all(command.seed).iter().map(|fault| fault.profile().id).collect();
    if command.list {
        ids.iter().for_each(|id| println!("{id}"));
        return ExitCode::SUCCESS;
    }
    if let Some(unknown) = command.only.iter().find(|id| !ids.contains(&id.as_str())) {
        eprintln!("{unknown:?} is not the id of a fault. bin/chaos --list prints all ids.");
        return ExitCode::from(2);
    }
    let soak_time = command.soak.map(|minutes| Duration::from_secs(minutes * 60));
    let work = async {
        match soak_time {
            Some(lasts) => soak(lasts, command.seed).await,
            None => run(command).await,
        }
    };
    tokio::select! {
        status = work => status,
        // The end of the runtime drops all platforms, which ends their processes and unmounts their disks.
        () = stopped() => ExitCode::from(130),
    }
}

/// Waits for Ctrl-C or SIGTERM.
async fn stopped() {
    let (Ok(mut interrupt), Ok(mut terminate)) = (signal(SignalKind::interrupt()), signal(SignalKind::terminate()))
    else {
        // Without handlers, the signals end the program at once.
        return std::future::pending().await;
    };
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
}

async fn run(command: Command) -> ExitCode {
    let Command { minutes, only, seed, parallel, write, .. } = command;
    let begun = clock::now();
    let plan = Plan { seed, lasts: Duration::from_secs(minutes * 60), only, parallel };
    let outcomes = chaos::run(&plan, |outcome| print!("{outcome}")).await;
    let count = |wanted: fn(&Outcome) -> bool| outcomes.iter().filter(|outcome| wanted(outcome)).count();
    let failed = count(|outcome| !outcome.passed());
    let skipped = count(|outcome| matches!(outcome.result, Err(Failure::Skipped(_))));
    let elapsed = begun.elapsed().as_secs();
    println!("{} trials in {elapsed} s, {skipped} skipped, {failed} failed, seed {seed}", outcomes.len());
    if failed > 0 {
        return ExitCode::FAILURE;
    }
    if write && let Err(error) = table::write(&PathBuf::from(DOCUMENT), &outcomes) {
        eprintln!("{error}");
        return ExitCode::from(2);
    }
    ExitCode::SUCCESS
}

async fn soak(lasts: Duration, seed: u64) -> ExitCode {
    match soak::run(lasts, seed, |sample| println!("{sample}")).await {
        Ok(result) => {
            print!("{result}");
            if result.problems.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}
