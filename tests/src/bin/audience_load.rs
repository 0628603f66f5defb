//! Load test of an audience: one room of Last Word, in which everybody of the audience votes on each prompt.
//!
//! `cargo run --release -p wpp-tests --bin audience_load -- --url http://127.0.0.1:8080,http://127.0.0.1:8081`
//!
//! The exit status is 0 when every vote was acknowledged, and each result counts exactly the acknowledged votes. It is 1
//! otherwise. Compare the lateness of the players with a run of `--audience 0`.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a command prints its results")]

use std::process::ExitCode;

use clap::Parser;
use wpp_tests::loadtest::{
    audience::{self, AudienceOptions, AudienceReport},
    limits,
};

/// Fills a room with an audience that votes.
#[derive(Debug, Parser)]
struct Command {
    #[command(flatten)]
    options: AudienceOptions,
}

#[tokio::main]
async fn main() -> ExitCode {
    let Command { options } = Command::parse();
    if let Some(warning) = limits::make_room(options.audience) {
        eprintln!("{warning}");
    }
    let report = audience::run(&options).await;
    print(&report);
    if report.is_complete() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn print(report: &AudienceReport) {
    let AudienceReport { people, connecting, sent, acknowledged, rejected, counted, answers, players, audience } =
        report;
    println!("{people} people connected in {:.1} s", connecting.as_secs_f64());
    println!("votes: sent {sent}, acknowledged {acknowledged}, rejected {rejected}, counted {counted}");
    for (what, times) in
        [("vote to acknowledgement", answers), ("deadline to player", players), ("deadline to audience", audience)]
    {
        println!("{what}: p50 {:.1} ms, p99 {:.1} ms, max {:.1} ms", times.p50, times.p99, times.max);
    }
}
