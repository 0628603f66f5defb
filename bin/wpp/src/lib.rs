//! `wpp`: the Weirsøe Party Protocol in one program.
//!
//! | command | module | runs |
//! |---|---|---|
//! | `wpp` | `party` | both roles in one process, with a dedicated store |
//! | `wpp web`, `wpp worker` | `roles` | one role, for servers of several processes |
//! | `wpp health` | `health` | a health check of a running server |
//! | `wpp migrate`, `wpp doctor`, … | `commands` | a task of the operator |
//! | `wpp contract` | `contract` | the generator of the contract's documents |
//!
//! A program with other games calls [`run`] with their registry. See
//! [Games in a program of your own](../../../docs/write-a-cartridge.md).

mod account;
mod admin_link;
mod backup;
mod commands;
mod contract;
mod doctor;
mod health;
mod import;
mod migrate;
mod party;
mod roles;
mod sqlite;

use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand, error::ErrorKind};
use wpp_game::registry::Registry;
use wpp_runtime::{
    config::{self, Env, Process},
    telemetry,
};

/// Runs a Weirsøe Party Protocol server, and manages its accounts and question packs.
///
/// Without a command, starts everything for one evening: server, store and database. Prints the address to open, and
/// keeps all data in `var/`.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    /// The database. Default: `DATABASE_URL`, then the content of the file `DATABASE_URL_FILE`, then a SQLite file in
    /// `var/`.
    #[arg(long, global = true)]
    database_url: Option<String>,
    /// Number of threads that end phases and play bots, without a command; default 1.
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=99))]
    workers: Option<u8>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves REST, sockets and the browser app.
    #[command(after_help = config::help(Process::Web))]
    Web,
    /// Ends phases at their deadlines, and plays bots.
    #[command(after_help = config::help(Process::Worker))]
    Worker,
    /// Asks the running server on this machine whether it is ready, for health checks of containers.
    ///
    /// Ends with an error if it is not.
    Health(health::Health),
    #[command(flatten)]
    Operator(commands::OperatorCommand),
    /// Writes the documents of the contract in a checkout of the source code.
    Contract(contract::Contract),
    /// Runs the store of a `wpp` without a command, and ends with it.
    #[command(hide = true)]
    RunStore(party::RunStore),
}

/// Runs the program with these games, as its command line asks.
#[must_use]
pub fn run(games: Registry) -> ExitCode {
    let Cli { database_url, workers, command } = Cli::parse();
    if workers.is_some() && command.is_some() {
        let text = "--workers cannot be used with a command; start several `wpp worker` instead";
        Cli::command().error(ErrorKind::ArgumentConflict, text).exit();
    }
    let (name, outcome) = match command {
        None => ("wpp", party::run(games, workers.unwrap_or(1), database_url)),
        Some(Command::Web) => ("web", roles::web(games, database_url)),
        Some(Command::Worker) => ("worker", roles::worker(games, database_url)),
        Some(Command::Health(health)) => ("health", health.run(&Env::of_process())),
        Some(Command::Operator(command)) => return commands::run(command, database_url),
        Some(Command::Contract(contract)) => ("contract", contract.run(&games)),
        Some(Command::RunStore(store)) => ("store", store.run()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            telemetry::report_failure(name, &*error);
            ExitCode::FAILURE
        }
    }
}
