//! Benchmarks one step, from stored text to stored text, for eight players of Fib.
//!
//! Run with `cargo bench -p wpp-cartridges`. The budget of a step is 100 µs including JSON, which is
//! less than a round trip to Redis. `docs/benchmarks.md` describes how to count instructions instead.

#![expect(clippy::unwrap_used, reason = "a benchmark whose set-up fails must stop")]

use divan::{Bencher, black_box};
use serde_json::{json, value::RawValue};
use wpp_game::{
    content::{Content, Question, QuestionKind},
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, NewSession, Origin, Session},
    time::Timestamp,
};

const PLAYERS: usize = 8;

fn main() {
    divan::main();
}

/// A player submits the seventh lie.
#[divan::bench]
fn lie(bencher: Bencher<'_, '_>) {
    let mut game = Game::new();
    game.reach("lie");
    (0..PLAYERS - 2).for_each(|n| game.submit(n));
    let command = lie_of(PLAYERS - 2);
    bencher.bench_local(|| measured(|| game.step_from_text(black_box(&command))));
}

/// The lie phase ends at its deadline: the game builds and shuffles the options.
#[divan::bench]
fn deadline(bencher: Bencher<'_, '_>) {
    let mut game = Game::new();
    game.reach("lie");
    (0..PLAYERS - 1).for_each(|n| game.submit(n));
    game.now = game.session().wake_at().unwrap();
    bencher.bench_local(|| measured(|| game.step_from_text(black_box(&Command::Wake))));
}

/// A player requests a snapshot during `guess`.
#[divan::bench]
fn snapshot(bencher: Bencher<'_, '_>) {
    let mut game = Game::new();
    game.reach("lie");
    (0..PLAYERS).for_each(|n| game.submit(n));
    let viewer = player(3);
    let snapshot = || game.session().snapshot(&game.registry, Some(black_box(&viewer)), game.now).unwrap();
    bencher.bench_local(|| measured(|| serde_json::to_string(&snapshot()).unwrap()));
}

/// Reads and writes the stored text without a step.
#[divan::bench]
fn text_only(bencher: Bencher<'_, '_>) {
    let mut game = Game::new();
    game.reach("lie");
    (0..PLAYERS - 1).for_each(|n| game.submit(n));
    bencher.bench_local(|| measured(|| serde_json::to_string(&game.session()).unwrap()));
}

/// Calls `run`. A separate function, so that callgrind counts nothing of the preparations.
#[inline(never)]
fn measured<T>(run: impl FnOnce() -> T) -> T {
    run()
}

struct Game {
    registry: Registry,
    text: String,
    now: Timestamp,
}

impl Game {
    /// Starts a game of nine questions.
    fn new() -> Self {
        let (registry, now) = (wpp_cartridges::registry(), Timestamp::from_millis(1_767_225_600_000));
        let question = |n: usize| Question {
            id: format!("question-{n}"),
            kind: QuestionKind::Blank,
            prompt: format!("In the year {n}, the town council of a small place banned ____ from its market."),
            answer: format!("answer number {n}"),
            aliases: vec![format!("the answer {n}"), format!("{n}, the answer")],
            decoys: (0..5).map(|d| format!("plausible decoy {d} of {n}")).collect(),
            category: "History".into(),
            explanation: Some("A sentence that explains a little more about it, as sentences do.".into()),
            source: Some("https://example.org/where/it/can/be/checked".into()),
            ..Question::default()
        };
        let new = NewSession {
            code: SessionCode::parse("KWXTRN").unwrap(),
            epoch: Epoch("0190e1".into()),
            seed: [7; 32],
            owner: None,
            cartridge: "fib",
            config: None,
            pack_ids: Vec::new(),
            vip: true,
            content: Content::Questions((0..12).map(question).collect()),
        };
        let session = Session::create(&registry, new, now).unwrap();
        let mut game = Self { registry, text: serde_json::to_string(&session).unwrap(), now };
        for n in 0..PLAYERS {
            let nickname = format!("Player {n}");
            game.take(&Command::Join {
                player_id: player(n),
                nickname,
                avatar: Some("face:fox".into()),
                origin: Origin::default(),
            });
            game.take(&Command::Presence { player_id: player(n), connected: true });
        }
        game.take(&Command::Play { content: None });
        game
    }

    /// Performs a step as the platform does, without I/O.
    fn step_from_text(&self, command: &Command) -> String {
        let step = self.session().step(&self.registry, std::slice::from_ref(command), self.now).unwrap();
        assert!(step.changed);
        serde_json::to_string(&step.session).unwrap()
    }

    fn session(&self) -> Session {
        serde_json::from_str(&self.text).unwrap()
    }

    fn take(&mut self, command: &Command) {
        self.text = self.step_from_text(command);
    }

    fn submit(&mut self, n: usize) {
        self.take(&lie_of(n));
    }

    fn reach(&mut self, phase: &str) {
        while self.session().phase_name() != Some(phase) {
            self.now = self.session().wake_at().unwrap();
            self.take(&Command::Wake);
        }
    }
}

fn player(n: usize) -> PlayerId {
    PlayerId(format!("p_0190e1a2b3c4d5e{n}"))
}

fn lie_of(n: usize) -> Command {
    let text = ["green cheese", "umbrellas", "a goat", "whistling", "left shoes", "soup", "red hats", "brass bands"][n];
    let data: Box<RawValue> = serde_json::value::to_raw_value(&json!({ "text": text })).unwrap();
    Command::Action { player_id: player(n), id: format!("lie-{n}"), kind: "lie.submit".into(), data }
}
