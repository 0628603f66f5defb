//! Plays simulated games until a violation or the end of the time. The exit status is 1 after a violation.
#![expect(clippy::print_stdout, reason = "a command prints its results")]

use std::{process::ExitCode, time::Duration};

use clap::Parser;
use wpp_tests::{
    loadtest::clock,
    simulation::{self, Mutant, Outcome},
};

/// Games that try to find one mutant.
const GAMES_OF_MUTANT: u64 = 400;

/// Plays whole games on virtual time, under faults. See docs/simulation.md.
#[derive(Debug, Parser)]
#[command(name = "simulate")]
struct Command {
    /// Plays only the game of this seed, and prints its whole trace.
    #[arg(long, conflicts_with_all = ["minutes", "from"])]
    seed: Option<u64>,
    /// Breaks each rule in turn, and reports the first seed that finds it.
    #[arg(long, conflicts_with_all = ["seed", "minutes"])]
    mutants: bool,
    /// Plays for so many minutes.
    #[arg(long, default_value_t = 1.0)]
    minutes: f64,
    /// The first seed; the others follow it.
    #[arg(long, default_value_t = 1)]
    from: u64,
}

fn main() -> ExitCode {
    let command = Command::parse();
    if let Some(seed) = command.seed {
        return report(&simulation::play(seed, None, true));
    }
    if command.mutants {
        return find_mutants(command.from);
    }
    let begun = clock::now();
    let length = Duration::from_secs_f64((command.minutes * 60.0).max(0.0));
    let (mut games, mut steps, mut virtual_ms) = (0_u64, 0, 0);
    for seed in command.from.. {
        let outcome = simulation::play(seed, None, false);
        if !outcome.violations.is_empty() {
            return report(&outcome);
        }
        games += 1;
        steps += outcome.steps;
        virtual_ms += outcome.virtual_ms;
        if begun.elapsed() >= length {
            break;
        }
    }
    println!(
        "{games} games, {steps} steps, {} virtual minutes in {:.1} s: no violation",
        virtual_ms / 60_000,
        begun.elapsed().as_secs_f64()
    );
    ExitCode::SUCCESS
}

/// Plays games with each broken rule until one of them has a violation.
fn find_mutants(from: u64) -> ExitCode {
    let begun = clock::now();
    let mut survivors = 0;
    for mutant in Mutant::ALL {
        let found = (from..from + GAMES_OF_MUTANT).map(|seed| simulation::play(seed, Some(mutant), false));
        let found = found.enumerate().find(|(_, outcome)| !outcome.violations.is_empty());
        match found {
            Some((games, outcome)) => println!("{mutant:?}: game {}: {}", games + 1, outcome.violations[0]),
            None => {
                survivors += 1;
                println!("{mutant:?}: not found in {GAMES_OF_MUTANT} games");
            }
        }
    }
    println!("{survivors} of {} not found, {:.1} s", Mutant::ALL.len(), begun.elapsed().as_secs_f64());
    if survivors == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

/// Prints a game's trace and violations.
fn report(outcome: &Outcome) -> ExitCode {
    outcome.trace.iter().for_each(|line| println!("{line}"));
    for violation in &outcome.violations {
        println!("seed {}: {violation}", outcome.seed);
    }
    if outcome.violations.is_empty() {
        println!("seed {}: {} steps, digest {:016x}, no violation", outcome.seed, outcome.steps, outcome.digest);
        return ExitCode::SUCCESS;
    }
    println!("To replay this game: bin/simulate --seed {}", outcome.seed);
    ExitCode::FAILURE
}
