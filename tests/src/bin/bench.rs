//! Measures lateness, processor time and memory. Started by `bin/bench`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]

use std::{path::PathBuf, process::ExitCode};

use clap::Parser;
use tokio::net::TcpListener;
use wpp_tests::{
    bench::{self, Figures, Plan, bare_server},
    loadtest::limits,
};

/// Measures lateness, processor time and memory of the platform, and of a server without a store.
#[derive(Debug, Parser)]
#[command(name = "bin/bench")]
struct Command {
    /// Leave out the loads that take long.
    #[arg(long)]
    quick: bool,
    /// Run only the loads with this text in their name; can be repeated.
    #[arg(long, value_name = "TEXT")]
    only: Vec<String>,
    /// Print the figures as JSON.
    #[arg(long)]
    json: bool,
    /// The file with the recorded figures.
    #[arg(long, default_value = "docs/benchmarks.json", hide = true)]
    file: PathBuf,
    /// Replace the recorded figures by those of this run.
    #[arg(long, conflicts_with_all = ["quick", "only"])]
    record: bool,
    /// Serve as the server without a store.
    #[arg(long, hide = true)]
    bare_server: bool,
}

#[tokio::main]
async fn main() -> ExitCode {
    let command = Command::parse();
    let done = if command.bare_server { serve().await } else { measure(command).await };
    match done {
        Ok(status) => status,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::from(2)
        }
    }
}

async fn serve() -> Result<ExitCode, Box<dyn std::error::Error>> {
    let listener = TcpListener::bind(("127.0.0.1", 0)).await?;
    println!("http://{}", listener.local_addr()?);
    bare_server::serve(listener).await?;
    Ok(ExitCode::SUCCESS)
}

async fn measure(command: Command) -> Result<ExitCode, Box<dyn std::error::Error>> {
    let Command { quick, only, json, file, record, .. } = command;
    let recorded: Option<Figures> = match std::fs::read_to_string(&file) {
        Ok(text) => Some(serde_json::from_str(&text)?),
        Err(_) => None,
    };
    if let Some(warning) = limits::make_room(bench::MOST_SOCKETS) {
        eprintln!("{warning}");
    }
    let figures = bench::run(&Plan { quick, only }, |done| eprint!("{done}")).await?;
    let text = serde_json::to_string_pretty(&figures)?;
    if json {
        println!("{text}");
    } else {
        print!("{}", figures.compared_with(recorded.as_ref()));
    }
    if record {
        std::fs::write(&file, text + "\n")?;
    }
    Ok(if figures.failures.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
