//! Games and attacks for a long time: the memory of the processes stays flat.

mod attacks;
mod memory;

use std::{fmt, time::Duration};

use serde_json::json;
use tokio_util::sync::CancellationToken;

use self::memory::{Growth, Memory};
use super::platform::{Layout, Platform};
use crate::{
    harness::redis::Durability,
    loadtest::{self, Options, clock},
};

/// Games at a time.
const SESSIONS: usize = 4;

/// Players of each game.
const PLAYERS: usize = 4;

/// The result of a soak test.
#[derive(Debug)]
pub struct Soak {
    /// Games played to their end.
    pub games: usize,
    /// Attacks made.
    pub attacks: u64,
    /// Memory of each process over time.
    pub growth: Vec<Growth>,
    /// What did not hold.
    pub problems: Vec<String>,
}

/// Plays games and attacks the platform for this time. Calls `observe` with each sample of the memory.
///
/// # Errors
/// Returns a sentence if this machine lacks something.
pub async fn run(lasts: Duration, seed: u64, observe: impl Fn(&str)) -> Result<Soak, String> {
    let layout = Layout { webs: 1, workers: 1, durability: Durability::AppendOnly, ..Layout::default() };
    let platform = Platform::start(&layout).await?;
    let begun = clock::now();
    let stop = CancellationToken::new();
    let attacks = tokio::spawn(attacks::run(platform.api(), seed, stop.clone()));
    let mut memory = Memory::new(&platform);
    let (mut games, mut problems, mut round) = (0, Vec::new(), 0);
    while begun.elapsed() < lasts {
        let report = loadtest::run(options(platform.url(), seed.wrapping_add(round))).await;
        let report = report.map_err(|error| error.to_string())?;
        games += report.finished;
        problems.extend(report.failures());
        observe(&memory.sample(begun.elapsed()));
        round += 1;
    }
    stop.cancel();
    let attacks = attacks.await.map_err(|error| error.to_string())?;
    let growth = memory.growth();
    problems.extend(growth.iter().filter_map(Growth::problem));
    Ok(Soak { games, attacks, growth, problems })
}

/// Returns the options of short games that end with the deletion of their session.
fn options(url: String, seed: u64) -> Options {
    let config = json!({
        "rounds": 1, "questions_per_round": 2, "question_ms": 500, "lie_ms": 6_000, "guess_ms": 6_000,
        "reveal_step_ms": 400, "scores_ms": 400, "scoreboard_ms": 400,
    });
    Options {
        config: config.to_string(),
        screens: true,
        exit: true,
        timeout: 120,
        seed,
        ..Options::small(url, SESSIONS, PLAYERS)
    }
}

impl fmt::Display for Soak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "{} games, {} attacks", self.games, self.attacks)?;
        self.growth.iter().try_for_each(|growth| writeln!(f, "{growth}"))?;
        self.problems.iter().try_for_each(|problem| writeln!(f, "FAILED: {problem}"))
    }
}
