//! Faults of the infrastructure under games of the load client.
//!
//! A trial starts a separate platform, plays whole games, injects one [`Fault`] and heals it. The history of the games
//! then proves that no acknowledged answer is lost, and shows how long phones waited.
#![expect(clippy::expect_used, clippy::panic, reason = "a trial ends with its reason, like a test")]

pub mod fault;
pub mod faults;
mod games;
pub mod outcome;
mod platform;
mod small_disk;
pub mod soak;
pub mod table;
mod trial;
mod waits;

use std::time::Duration;

use futures_util::{StreamExt, stream};
use rand::{SeedableRng, seq::SliceRandom};
use rand_chacha::ChaCha8Rng;

use self::{fault::Fault, outcome::Outcome};
use crate::loadtest::clock;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// Seed of the order, the moments and the bots.
    pub seed: u64,
    /// Rounds of all faults repeat until this time has passed.
    pub lasts: Duration,
    /// Ids of the faults to run; empty for all.
    pub only: Vec<String>,
    /// Platforms that run at a time.
    pub parallel: usize,
}

/// Runs the faults of a plan. Calls `observe` after each trial.
pub async fn run(plan: &Plan, observe: impl Fn(&Outcome)) -> Vec<Outcome> {
    let begun = clock::now();
    let mut outcomes = Vec::new();
    let mut round = 0;
    loop {
        let seed = plan.seed.wrapping_add(round);
        let trials = stream::iter(order(plan, seed)).map(|fault| trial::run_isolated(fault, seed));
        let mut trials = trials.buffer_unordered(plan.parallel.max(1));
        while let Some(outcome) = trials.next().await {
            observe(&outcome);
            outcomes.push(outcome);
        }
        round += 1;
        if begun.elapsed() >= plan.lasts {
            return outcomes;
        }
    }
}

/// Returns the wanted faults in the order of this seed.
fn order(plan: &Plan, seed: u64) -> Vec<Box<dyn Fault>> {
    let mut faults = faults::all(seed);
    faults.retain(|fault| plan.only.is_empty() || plan.only.iter().any(|id| id == fault.profile().id));
    faults.shuffle(&mut ChaCha8Rng::seed_from_u64(seed));
    faults
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(seed: u64, only: &[&str]) -> Vec<&'static str> {
        let only = only.iter().map(|id| (*id).to_owned()).collect();
        let plan = Plan { seed, lasts: Duration::ZERO, only, parallel: 1 };
        order(&plan, seed).iter().map(|fault| fault.profile().id).collect()
    }

    #[test]
    fn a_seed_gives_one_order() {
        assert_eq!(ids(7, &[]), ids(7, &[]));
        assert_ne!(ids(7, &[]), ids(8, &[]));
    }

    #[test]
    fn each_fault_has_a_separate_id() {
        let (all, mut unique) = (ids(1, &[]), ids(1, &[]));
        unique.sort_unstable();
        unique.dedup();
        assert_eq!(unique.len(), all.len());
    }

    #[test]
    fn a_plan_selects_faults() {
        assert_eq!(ids(1, &["redis-killed"]), ["redis-killed"]);
    }
}
