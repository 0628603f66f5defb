//! A second game, for the tests alone: write a note, see everybody's, cheer.
//!
//! Small, yet with one of everything a driver can have: content and a deal, timers, early advance,
//! a secret text, a secret truth, scores by chance, a reply that must be repeatable, an action
//! that is coalesced and open to the audience, latecomers, bots, refusals, and a way to the end.

mod playable;
mod rules;

use std::{collections::BTreeMap, ops::RangeInclusive};
use wpp_game::contract::ErrorCode;

use rand_chacha::{ChaCha8Rng, rand_core::Rng};
use serde::{Deserialize, Serialize, de::IgnoredAny};
use serde_json::{json, value::RawValue};
use utoipa::ToSchema;
use wpp_game::{
    content::{Content, ContentNeed, Question, QuestionKind},
    driver::{
        ActionError, GameDriver, Input, Lane, Move, Next, NotEnoughContent, Phase, Rejection, SeatLimits, Secret,
        Standing, StepContext, Transition,
    },
    ids::PlayerId,
    manifest::{About, ActionKind, FieldType, PhaseKind, count, ms, switch},
    session::snapshot::Snapshot,
    time::Countdown,
};

/// The driver.
pub enum Notes {}

wpp_game::settings! {
    /// What can be set.
    pub struct Config {
        /// Notes a player writes.
        rounds: u32 = 2, count(1..=10).basic();
        /// Time to write one.
        write_ms: u64 = 3_000, ms(100..=600_000);
        /// Time to read them all.
        show_ms: u64 = 1_000, ms(0..=600_000);
        /// Whether people may sit down later.
        late_join: bool = false, switch();
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
    cheers: u32,
}

#[derive(Debug, Serialize, Deserialize, ToSchema)]
pub struct You {
    note: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("not in this phase")]
    WrongPhase,
    #[error("your note is in")]
    AlreadySubmitted,
}

impl Rejection for Refused {
    fn code(&self) -> ErrorCode {
        match self {
            Self::WrongPhase => ErrorCode::WrongPhase,
            Self::AlreadySubmitted => ErrorCode::AlreadySubmitted,
        }
    }
}
