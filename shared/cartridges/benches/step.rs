//! What one step costs: from the stored text of a session to the next, for eight players of Fib.
//!
//! `cargo bench -p wpp-game`. A step is budgeted at well under 100 µs, JSON included; the round
//! trip to Redis around it takes longer than that.

#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has nothing to measure")]

use divan::{Bencher, black_box};
use serde_json::{json, value::RawValue};
use wpp_game::{
    content::{Content, Question, QuestionKind},
    ids::{Epoch, PlayerId, SessionCode},
    registry::Registry,
    session::{Command, NewSession, Session},
    time::Timestamp,
};

const PLAYERS: usize = 8;

fn main() {
    divan::main();
}

/// A lie comes in while six others are.
#[divan::bench]
fn lie(bencher: Bencher<'_, '_>) {
    let mut table = Table::new();
    table.reach("lie");
    (0..PLAYERS - 2).for_each(|n| table.submit(n));
    let command = lie_of(PLAYERS - 2);
    bencher.bench_local(|| table.step_from_text(black_box(&command)));
}

/// The lie phase passes its deadline: options are made and shuffled.
#[divan::bench]
fn deadline(bencher: Bencher<'_, '_>) {
    let mut table = Table::new();
    table.reach("lie");
    (0..PLAYERS - 1).for_each(|n| table.submit(n));
    table.now = table.session().wake_at().unwrap();
    bencher.bench_local(|| table.step_from_text(black_box(&Command::Wake)));
}

/// A player reads the table while it guesses.
#[divan::bench]
fn snapshot(bencher: Bencher<'_, '_>) {
    let mut table = Table::new();
    table.reach("lie");
    (0..PLAYERS).for_each(|n| table.submit(n));
    let viewer = player(3);
    bencher.bench_local(|| {
        let snapshot = table.session().snapshot(&table.registry, Some(black_box(&viewer)), table.now).unwrap();
        serde_json::to_string(&snapshot).unwrap()
    });
}

/// Nothing but reading and writing the stored text.
#[divan::bench]
fn text_alone(bencher: Bencher<'_, '_>) {
    let mut table = Table::new();
    table.reach("lie");
    (0..PLAYERS - 1).for_each(|n| table.submit(n));
    bencher.bench_local(|| serde_json::to_string(&table.session()).unwrap());
}

struct Table {
    registry: Registry,
    text: String,
    now: Timestamp,
}

impl Table {
    /// A game of nine questions in its first moment.
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
            explanation: Some("A sentence that tells a little more about it, as sentences do.".into()),
            source: Some("https://example.org/where/it/can/be/checked".into()),
        };
        let new = NewSession {
            code: SessionCode::parse("KWXTR").unwrap(),
            epoch: Epoch("0190e1".into()),
            seed: [7; 32],
            owner: None,
            cartridge: "fib",
            config: None,
            pack_ids: Vec::new(),
            content: Content::Questions((0..12).map(question).collect()),
        };
        let session = Session::create(&registry, new, now).unwrap();
        let mut table = Self { registry, text: serde_json::to_string(&session).unwrap(), now };
        for n in 0..PLAYERS {
            let nickname = format!("Player {n}");
            table.take(&Command::Join { player_id: player(n), nickname, avatar: Some("face:fox".into()) });
            table.take(&Command::Presence { player_id: player(n), connected: true });
        }
        table.take(&Command::Play { content: None });
        table
    }

    /// What the platform does around its I/O.
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
