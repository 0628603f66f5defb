//! The sums of the audience equal the votes of distinct people, in any interleaving of two processes, repetitions and crashes.

use std::collections::{BTreeMap, BTreeSet};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use wpp_game::{
    driver::{Ballot, BallotKind},
    ids::{PlayerId, SessionCode},
    session::{CrowdSums, Origin},
    time::Timestamp,
};
use wpp_runtime::{
    crowd::{Batch, Counted, CrowdMember, CrowdStore, Joined},
    store::{Lifetime, LiveStore},
};
use wpp_tests::harness::environment::TestEnvironment;

const MEMBERS: usize = 12;
const POLLS: usize = 3;
const STEPS: usize = 400;

/// What the store must contain: the votes of the latest poll that had one.
#[derive(Default)]
struct Model {
    poll: usize,
    /// The id and choice of each member's votes in `poll`.
    votes: BTreeMap<usize, Vec<(u32, u32)>>,
}

impl Model {
    /// Counts a vote in `poll`, of which each person has two.
    fn count(&mut self, poll: usize, member: usize, id: u32, choice: u32) -> Counted {
        let own = self.votes.entry(member).or_default();
        let is_known = |votes: &[(u32, u32)]| votes.iter().any(|(known, _)| *known == id);
        if is_known(own) {
            return Counted::Yes;
        }
        if self.poll != poll {
            *self = Self { poll, ..Self::default() };
        }
        let own = self.votes.entry(member).or_default();
        if own.len() >= 2 || own.iter().any(|(_, other)| *other == choice) {
            return Counted::UsedUp;
        }
        own.push((id, choice));
        Counted::Yes
    }

    fn sums(&self) -> BTreeMap<String, u32> {
        let mut sums = BTreeMap::new();
        for (_, choice) in self.votes.values().flatten() {
            *sums.entry(choice.to_string()).or_default() += 1;
        }
        sums
    }

    fn people(&self) -> usize {
        self.votes.values().filter(|votes| !votes.is_empty()).count()
    }
}

fn member(n: usize) -> PlayerId {
    PlayerId(format!("p_{n}"))
}

#[tokio::test(flavor = "multi_thread")]
async fn sums_equal_the_votes_of_distinct_people() {
    let env = TestEnvironment::start().await;
    let connections = [env.redis.connect().await, env.redis.connect().await];
    let (store, code) = (LiveStore::new(connections[0].clone()), SessionCode::parse("KWXTRN").unwrap());
    let lifetime = Lifetime { ms: 60_000, until: Timestamp::from_millis(60_000) };
    assert!(store.create(&code, "{}", lifetime).await.unwrap());
    let processes = connections.map(|connection| CrowdStore::new(connection, MEMBERS));
    let record = CrowdMember {
        nickname: "Fan".into(),
        avatar: None,
        origin: Origin::default(),
        joined_at: Timestamp::from_millis(0),
    };
    for n in 0..MEMBERS {
        assert_eq!(processes[n % 2].join(&code, &member(n), &record).await.unwrap(), Joined::Done);
    }
    assert_eq!(processes[0].join(&code, &member(99), &record).await.unwrap(), Joined::Full);
    assert_eq!(processes[0].join(&code, &member(0), &record).await.unwrap(), Joined::Done, "a repetition");

    let (mut rng, mut model, mut poll) = (ChaCha8Rng::from_seed([3; 32]), Model::default(), 0);
    for step in 0..STEPS {
        if step % (STEPS / POLLS) == STEPS / POLLS - 1 {
            poll += 1;
        }
        let batch: Vec<(PlayerId, String, Ballot, Counted)> = (0..rng.random_range(1..6))
            .map(|_| {
                // Few ids and members, so that repetitions over both processes are frequent.
                let (who, id, choice) = (
                    rng.random_range(0..MEMBERS + 1),
                    rng.random_range(0..4) + 10 * poll as u32,
                    rng.random_range(0..3),
                );
                let outcome = if who == MEMBERS { Counted::NotAMember } else { model.count(poll, who, id, choice) };
                let (kind, most) = (BallotKind::Vote, std::num::NonZeroU32::new(2));
                (
                    member(who),
                    id.to_string(),
                    Ballot { kind, poll: poll.to_string(), choice: choice.to_string(), most },
                    outcome,
                )
            })
            .collect();
        let casts: Vec<_> = batch.iter().map(|(who, id, ballot, _)| (who, id.as_str(), Some(ballot))).collect();
        let process = &processes[rng.random_range(0..2)];
        assert_eq!(process.count(&code, 7, &casts).await.unwrap(), Batch::Conflict, "the session has version 0");
        let expected = Batch::Counted(batch.iter().map(|(.., outcome)| *outcome).collect());
        assert_eq!(process.count(&code, 0, &casts).await.unwrap(), expected, "step {step}");
        if rng.random_bool(0.3) {
            // The process dies before it answers, and the phones repeat the batch at the other one.
            let accepted: BTreeSet<usize> = batch
                .iter()
                .enumerate()
                .filter(|(_, (.., outcome))| *outcome == Counted::Yes)
                .map(|(at, _)| at)
                .collect();
            let Batch::Counted(again) = processes[0].count(&code, 0, &casts).await.unwrap() else { panic!("counted") };
            assert!(accepted.iter().all(|at| again[*at] == Counted::Yes), "step {step}: {again:?}");
        }
        let stored = store.load(&code).await.unwrap().unwrap();
        let sums: CrowdSums = serde_json::from_str(&stored.crowd).unwrap();
        assert_eq!((sums.members, sums.votes.people), (12, u32::try_from(model.people()).unwrap()), "step {step}");
        assert_eq!(sums.votes.sums, model.sums(), "step {step}");
    }
    let people: Vec<PlayerId> = (0..MEMBERS).map(member).collect();
    processes[1].leave(&code, &people).await.unwrap();
    let stored = store.load(&code).await.unwrap().unwrap();
    let sums: CrowdSums = serde_json::from_str(&stored.crowd).unwrap();
    assert_eq!((sums.members, sums.votes.sums), (0, model.sums()), "the votes of those who left stay");
}
