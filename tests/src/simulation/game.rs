//! One whole game under faults: from the creation of its session to the proof that nothing of it remains.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use serde_json::{Map, Value, json};
use tokio::task::JoinSet;
use wpp_api::wire::close::Close;
use wpp_game::{ids::PlayerId, session::Command};

use super::{
    host,
    model::Data,
    mutants::Mutant,
    nemesis,
    phone::{Phone, Room},
    processes::{ApiProcess, WorkerProcess},
    time::DAWN_US,
    world::World,
};
use crate::loadtest::{
    Options,
    bot_policy::BotPolicy,
    clock,
    history::{self, Record, SessionRecord},
};

/// Longest game, in virtual time.
const LIMIT: Duration = Duration::from_secs(20 * 60);

/// Longest time until nothing remains of an ended session, in virtual seconds.
const SETTLED_S: u64 = 120;

/// Findings of the history checker that a failover may cause. Until a client with an uncertain number returns, the store
/// assigns lost numbers again in the same epoch (`docs/decisions/0010`). What must hold then: [`two_histories`].
const OF_LOST_HISTORY: [&str; 5] = [
    "sockets received different events",
    "before it was sent",
    "was acknowledged as",
    "fired twice",
    "has two accepted answers",
];

/// Longest time that an event is on its way to a socket, in microseconds.
const UNDERWAY_US: i64 = 1_000_000;

/// Share of games that the host ends before their end.
const EARLY_EXITS: f64 = 0.15;

/// The result of one game.
#[derive(Debug)]
pub struct Outcome {
    /// The seed.
    pub seed: u64,
    /// Violations; empty for a correct game.
    pub violations: Vec<String>,
    /// The trace: all of it, or the last lines before the first violation.
    pub trace: Vec<String>,
    /// Number of operations that the store executed.
    pub steps: u64,
    /// A digest of all steps.
    pub digest: u64,
    /// Length of the game in virtual milliseconds.
    pub virtual_ms: i64,
}

/// Plays the game of `seed`, with one broken rule or none. `keeps_trace` keeps all lines of the trace.
///
/// # Panics
/// When the system refuses a runtime.
#[must_use]
pub fn play(seed: u64, mutant: Option<Mutant>, keeps_trace: bool) -> Outcome {
    play_in(&World::new(seed, mutant, keeps_trace), seed)
}

/// Plays the game of `seed` in a world with other faults.
///
/// # Panics
/// When the system refuses a runtime.
#[must_use]
pub fn play_in(world: &Arc<World>, seed: u64) -> Outcome {
    let time = world.time.clone();
    let _virtual_clock = clock::simulate(move || time.now_us());
    #[expect(clippy::expect_used, reason = "a machine without threads plays nothing")]
    let runtime = world.time.runtime().expect("a runtime");
    runtime.block_on(async {
        let ended = tokio::select! {
            biased;
            () = whole_game(world, seed) => true,
            () = world.time.sleep(LIMIT) => false,
        };
        if !ended {
            violation(world, "the game did not end");
        }
    });
    drop(runtime);
    let virtual_ms = (world.time.now_us() - DAWN_US) / 1000;
    let mut state = world.lock();
    let monitor = &mut state.monitor;
    let (violations, recent) = (std::mem::take(&mut monitor.violations), std::mem::take(&mut monitor.recent));
    Outcome { seed, violations, trace: recent.into(), steps: monitor.steps, digest: monitor.digest, virtual_ms }
}

async fn whole_game(world: &Arc<World>, seed: u64) {
    let apis = (0..2).map(|n| ApiProcess::start(world, format!("web-{n}"))).collect();
    let workers = (0..2).map(|n| WorkerProcess::start(world, format!("worker-{n}"))).collect();
    let code = world.secure_rng().session_code();
    let room = Arc::new(Room { world: world.clone(), code, apis: Mutex::new(apis), history: Mutex::default() });
    let players: Vec<PlayerId> = (0..2 + world.pick(3)).map(|n| PlayerId(format!("p_{n}"))).collect();
    let config = config();
    let codes = players.iter().map(|player| player.0.clone()).collect();
    let session = SessionRecord { session: room.code.to_string(), config: config.clone(), players: codes };
    room.history.lock().unwrap_or_else(PoisonError::into_inner).push(Record::Session(session));
    host::create(&room, &config).await;
    for player in &players {
        host::join(&room, player).await;
    }

    let mut phones = JoinSet::new();
    let options = bot_options(world, seed);
    for (number, player) in players.iter().enumerate() {
        let policy = BotPolicy::new(&options, seed, number as u64, player.0.clone());
        phones.spawn(Phone::new(room.clone(), number, Some(player.clone()), Some(policy)).live());
    }
    let screen = tokio::spawn(Phone::new(room.clone(), players.len(), None, None).live());
    world.pause(Duration::from_millis(500)).await;
    host::submit(&room, Command::Play { content: None }).await;
    let faults = tokio::spawn(nemesis::disturb(room.clone(), workers));
    // A failover can restore a session that has just ended; the host ends it again at the end of the game.
    if world.climate.failovers == 0 && world.chance(EARLY_EXITS) {
        world.pause(Duration::from_secs(20)).await;
        host::exit(&room).await;
    }
    let mut is_whole = true;
    while let Some(ended) = phones.join_next().await {
        match ended {
            Ok(Some(Close::SessionOver)) if !session_exists(world) => is_whole = false,
            Ok(Some(reason)) => violation(world, &format!("a player's socket was closed for good: {reason:?}")),
            _ => {}
        }
    }
    faults.abort();
    host::exit(&room).await;
    tokio::select! {
        biased;
        closed = screen => if !matches!(closed, Ok(Some(Close::SessionOver))) {
            violation(world, &format!("the screen's socket ended with {closed:?} instead of the session"));
        },
        () = world.time.sleep(Duration::from_secs(30)) => violation(world, "the screen was not closed"),
    }
    settle(world).await;
    check_history(&room, is_whole);
}

fn session_exists(world: &World) -> bool {
    !world.lock().store.data.sessions.is_empty()
}

/// Waits until nothing of the session remains.
async fn settle(world: &World) {
    for second in 1..=SETTLED_S {
        world.time.sleep(Duration::from_secs(1)).await;
        let (sessions, scheduled, jobs) = {
            let Data { sessions, jobs, .. } = &world.lock().store.data;
            (sessions.len(), jobs.scheduled.len(), jobs.unfinished())
        };
        if sessions + jobs == 0 {
            return;
        }
        // Wake-ups that could not be cancelled run in vain. Without faults, all are cancelled at once.
        if second == SETTLED_S || world.climate.is_calm() && scheduled > 0 {
            let ids: Vec<String> = world.lock().store.data.jobs.payloads.keys().cloned().collect();
            return violation(world, &format!("{sessions} sessions and {jobs} jobs remain after the end: {ids:?}"));
        }
    }
}

/// Checks what the phones sent and received.
fn check_history(room: &Room, is_whole: bool) {
    let records = std::mem::take(&mut *room.history.lock().unwrap_or_else(PoisonError::into_inner));
    if room.world.climate.failovers == 0 {
        repeats_are_accepted(&room.world, &records);
    }
    let saw_lobby = records.iter().any(|record| matches!(record, Record::Snapshot(first) if first.question.is_none()));
    if let Some(found) = two_histories(&records) {
        violation(&room.world, &found);
    }
    let verdict = history::check_records(records);
    let is_expected = |found: &&String| {
        room.world.climate.failovers > 0 && OF_LOST_HISTORY.iter().any(|expected| found.contains(expected))
    };
    // Under faults, or before the first socket is connected, a snapshot can take the place of events that no socket receives
    // then.
    let unverified = verdict.unverified.iter().filter(|_| is_whole && saw_lobby && room.world.climate.is_calm());
    for found in verdict.violations.iter().filter(|found| !is_expected(found)).chain(unverified) {
        violation(&room.world, found);
    }
}

/// A socket that received an event which the store lost receives no event of the later history in that epoch, unless it
/// followed another epoch in between.
fn two_histories(records: &[Record]) -> Option<String> {
    let events = || {
        records.iter().filter_map(|record| match record {
            Record::Event(event) => Some(event),
            _ => None,
        })
    };
    // Of several events with one number, the store kept the one that was first received last.
    let mut first_received: BTreeMap<(&str, u64), Vec<(&Value, i64)>> = BTreeMap::new();
    for event in events() {
        let known = first_received.entry((&event.epoch, event.seq)).or_default();
        if known.iter().all(|(data, _)| **data != event.data) {
            known.push((&event.data, event.at_us));
        }
    }
    let (mut lost, mut epochs) = (BTreeMap::new(), BTreeMap::new());
    for record in records {
        let (socket, epoch, event) = match record {
            Record::Event(event) => (event.socket, &event.epoch, Some(event)),
            Record::Snapshot(snapshot) => (snapshot.socket, &snapshot.epoch, None),
            _ => continue,
        };
        if epochs.insert(socket, epoch) != Some(epoch) {
            lost.remove(&socket);
        }
        let Some(event) = event else { continue };
        if let Some((seq, replaced_us)) = lost.get(&socket)
            && event.seq > *seq
            && event.at_us > replaced_us + UNDERWAY_US
        {
            return Some(format!("socket {} received event {} after the lost event {seq}", event.socket, event.seq));
        }
        let kept = first_received.get(&(event.epoch.as_str(), event.seq)).and_then(|known| known.last());
        if let Some((_, replaced_us)) = kept.filter(|(data, _)| **data != event.data) {
            lost.entry(socket).or_insert((event.seq, *replaced_us));
        }
    }
    None
}

/// An action that was acknowledged is never refused afterwards, unless the store lost it.
fn repeats_are_accepted(world: &World, records: &[Record]) {
    let mut acknowledged = BTreeSet::new();
    for record in records {
        if let Record::Action(action) = record {
            let key = (&action.player, &action.id);
            if action.seq.is_some() {
                acknowledged.insert(key);
            } else if acknowledged.contains(&key) {
                violation(world, &format!("action {} of {} was acknowledged, then refused", action.id, action.player));
            }
        }
    }
}

/// Records a violation.
pub fn violation(world: &World, what: &str) {
    let now_us = world.time.now_us();
    world.lock().monitor.violation(now_us, what);
}

/// Returns the settings of a short game.
fn config() -> Map<String, Value> {
    let config = json!({
        "rounds": 1, "questions_per_round": 2, "question_ms": 800, "lie_ms": 5_000, "guess_ms": 4_000,
        "reveal_step_ms": 400, "scores_ms": 400, "scoreboard_ms": 400,
    });
    config.as_object().cloned().unwrap_or_default()
}

fn bot_options(world: &World, seed: u64) -> Options {
    Options {
        seed,
        think_ms: 2_000,
        reactions: Some(0.3),
        sleepers: Some(if world.climate.is_calm() { 0.0 } else { 0.4 }),
        reconnectors: Some(if world.climate.is_calm() { 0.0 } else { 0.4 }),
        ..Options::small("", 1, 4)
    }
}
