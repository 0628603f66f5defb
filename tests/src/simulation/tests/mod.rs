//! A bounded run of the simulation, and the proof that its model and its checks are sound.

mod conformance;

use super::{Mutant, play, play_in, world::World};

/// Seeds that the suite plays. `bin/simulate` plays any number of others.
const SEEDS: std::ops::Range<u64> = 0..24;

/// Seeds of games that found faults: phones that resume at once after a loss, and a player who is away over a failover.
const SEEDS_OF_FAULTS: [u64; 4] = [3_579, 4_119, 7_329, 7_476];

/// Games within which a mutant must be found. Nudges matter only if a worker dies in the last 0.3 s before a deadline.
fn games_of(mutant: Mutant) -> std::ops::Range<u64> {
    if mutant == Mutant::NudgeForgotten { 1..301 } else { 1..61 }
}

#[test]
fn games_survive_all_faults() {
    for seed in SEEDS.chain(SEEDS_OF_FAULTS) {
        let outcome = play(seed, None, false);
        let trace = outcome.trace.join("\n");
        assert!(outcome.violations.is_empty(), "{trace}\nseed {seed}: {:#?}", outcome.violations);
    }
}

#[test]
fn seed_determines_every_step() {
    for seed in [3, 4, 6] {
        let (first, second) = (play(seed, None, true), play(seed, None, true));
        assert_eq!(first.trace, second.trace);
        assert_eq!(first.digest, second.digest);
    }
}

/// A mutant proves nothing where an unchanged platform fails too.
#[test]
fn no_mutant_is_found_without_a_change() {
    let mut climates = Vec::new();
    for climate in Mutant::ALL.into_iter().filter_map(Mutant::climate) {
        if !climates.contains(&climate) {
            climates.push(climate);
        }
    }
    for (climate, seed) in climates.into_iter().flat_map(|climate| (1_000..1_008).map(move |seed| (climate, seed))) {
        let outcome = play_in(&World::with_climate(seed, climate, None, false), seed);
        let trace = outcome.trace.join("\n");
        assert!(outcome.violations.is_empty(), "{trace}\nseed {seed}, {climate:?}: {:#?}", outcome.violations);
    }
}

#[test]
fn every_mutant_is_found() {
    let survives = |mutant: &Mutant| {
        games_of(*mutant).into_iter().all(|seed| play(seed, Some(*mutant), false).violations.is_empty())
    };
    let survivors: Vec<Mutant> = Mutant::ALL.into_iter().filter(survives).collect();
    assert!(survivors.is_empty(), "not found: {survivors:?}");
}
