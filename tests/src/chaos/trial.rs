//! One trial: a platform, games, and a fault.

use std::{any::Any, panic::AssertUnwindSafe, time::Duration};

use futures_util::FutureExt;
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use tempfile::TempDir;

use super::{
    fault::Fault,
    games::{Games, SESSIONS},
    outcome::{Failure, Measured, Outcome},
    platform::Platform,
};
use crate::loadtest::clock;

/// Upper bound of the time between the start of the games and the fault, which is drawn for each trial.
const LATEST_MS: u64 = 2_000;

/// Log entries of a failed trial that are part of its result.
const WARNINGS: usize = 20;

/// Runs a trial. A panic of the harness is a failed trial.
pub async fn run_isolated(fault: Box<dyn Fault>, seed: u64) -> Outcome {
    let profile = fault.profile();
    // A trial that panics drops its platform and leaves the others unchanged.
    let trial = AssertUnwindSafe(run(fault, seed)).catch_unwind().await;
    let result = trial.unwrap_or_else(|panic| Err(Failure::Failed(message(&*panic))));
    Outcome { profile, result }
}

/// Returns the message of a panic.
fn message(panic: &(dyn Any + Send)) -> String {
    let text = panic.downcast_ref::<String>().map(String::as_str);
    text.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("a panic without a message").to_owned()
}

async fn run(mut fault: Box<dyn Fault>, seed: u64) -> Result<Measured, Failure> {
    let profile = fault.profile();
    let mut platform = Platform::start(&profile.layout).await.map_err(Failure::Skipped)?;
    let folder = TempDir::new().map_err(|error| Failure::Failed(format!("no temporary folder: {error}")))?;
    let games = Games::start(platform.url(), folder.path(), profile.questions, seed);
    platform.wait_for_games(SESSIONS).await;
    let moment = ChaCha8Rng::seed_from_u64(seed).random_range(0..LATEST_MS);
    tokio::time::sleep(Duration::from_millis(moment)).await;

    let injected_us = clock::wall_us();
    fault.inject(&mut platform).await;
    tokio::time::sleep(profile.lasts).await;
    fault.heal(&mut platform).await;
    let healed_us = clock::wall_us();
    let played = games.end(injected_us, healed_us).await;
    let problems = fault.verify(&mut platform).await;

    let mut measured = Measured::of(&profile, &played, problems);
    if !measured.problems.is_empty() {
        let history = folder.keep().join("history");
        measured.problems.push(format!("history: {}", history.display()));
        measured.problems.extend(platform.warnings().into_iter().take(WARNINGS));
    }
    Ok(measured)
}
