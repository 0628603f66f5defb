//! The example game of the tests: players write notes, read all notes and cheer.
//!
//! The game is small but uses nearly every capability of a driver: content, timers, early ends of
//! phases, secret texts, random scores, repeatable replies, a coalesced action that is open to the
//! audience, late joining, bots and rejections.

mod playable;
mod rules;

use std::{collections::BTreeMap, num::NonZeroU32, ops::RangeInclusive};

use rand_chacha::{ChaCha8Rng, rand_core::Rng};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{json, value::RawValue};
use utoipa::ToSchema;
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    contract::ErrorCode,
    driver::{
        ActionError, AudienceActions, Ballot, BallotKind, Bots, Capabilities, Coalescing, GameDriver, Input, Lane,
        LateJoin, Move, Next, NotEnoughContent, Phase, Rejection, ReplayableReplies, SeatLimits, Secret, Standing,
        StepContext, Tally, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, Field, FieldType, PhaseKind, count, ms, switch},
    session::snapshot::Snapshot,
    time::Countdown,
};

/// The driver of the example game.
pub struct ExampleGame;

/// Name of the variable with a bug of the game. The tests of failing laws set it in another process.
pub const BUG: &str = "WPP_TEST_BUG";

#[expect(clippy::disallowed_methods, reason = "a switch of a test, in a process of its own")]
fn has_bug(name: &str) -> bool {
    std::env::var(BUG).is_ok_and(|bug| bug == name)
}

wpp_game::settings! {
    /// The settings of the example game.
    pub struct Config {
        /// Number of rounds.
        rounds: u32 = 2, count(1..=10).basic();
        /// Time to write a note.
        write_ms: u64 = 3_000, ms(100..=600_000);
        /// Time to read all notes.
        show_ms: u64 = 1_000, ms(0..=600_000);
        /// Let people join during a game.
        late_join: bool = false, switch();
        /// Most players who can join.
        max_players: u32 = 5, count(2..=5);
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Stage {
    Write,
    Show,
    Over,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct State {
    config: Config,
    deck: Vec<Question>,
    round: u32,
    stage: Stage,
    notes: BTreeMap<PlayerId, String>,
    hints: BTreeMap<PlayerId, u32>,
    scores: BTreeMap<PlayerId, i64>,
    shown: Vec<Shown>,
    cheers: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Shown {
    player_id: PlayerId,
    text: String,
    points: i64,
}

pub enum Action {
    Write(String),
    Hint,
    Cheer,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    #[serde(rename = "phase.write_started")]
    WriteStarted {
        round: u32,
        prompt: String,
        #[serde(flatten)]
        countdown: Countdown,
    },
    #[serde(rename = "progress")]
    Progress { answered: Vec<PlayerId> },
    #[serde(rename = "phase.shown")]
    Shown {
        truth: String,
        notes: Vec<Shown>,
        #[serde(flatten)]
        countdown: Countdown,
    },
    #[serde(rename = "cheer")]
    Cheer { count: u32 },
    #[serde(rename = "phase.game_over")]
    GameOver {},
}

#[derive(Debug, Serialize)]
pub struct Reply {
    hint: u32,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct View {
    rounds: u32,
    prompt: String,
    truth: Option<String>,
    notes: Vec<Shown>,
    /// Points of the shown notes, by player.
    points: BTreeMap<PlayerId, i64>,
    cheers: u32,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct You {
    note: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum RejectReason {
    #[error("not in this phase")]
    WrongPhase,
    #[error("your note is in")]
    AlreadySubmitted,
}

impl Rejection for RejectReason {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
        }
    }
}
