//! What a preset may set, and within which bounds.

use std::ops::RangeInclusive;

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::ToSchema;

use crate::driver::{OutOfBounds, SeatLimits};

const MS: RangeInclusive<u32> = 200..=600_000;
const COUNT: RangeInclusive<u32> = 1..=10;
const POINTS: RangeInclusive<u32> = 0..=100_000;
const SEATS: RangeInclusive<u32> = 2..=200;
const MULTIPLIER: RangeInclusive<u32> = 1..=100;
const MULTIPLIERS: RangeInclusive<usize> = 1..=10;

/// Fib's configuration. Every field is optional in what a preset says; unknown fields are ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Config {
    /// Rounds of a game, 1–10.
    #[serde(deserialize_with = "figure")]
    pub rounds: u32,
    /// Questions of a round, 1–10.
    #[serde(deserialize_with = "figure")]
    pub questions_per_round: u32,
    /// Time to read a question, 200–600000 ms.
    #[serde(deserialize_with = "figure")]
    pub question_ms: u32,
    /// Time to write a lie, 200–600000 ms, before [`Timers`] stretches it.
    #[serde(deserialize_with = "figure")]
    pub lie_ms: u32,
    /// Time to guess, 200–600000 ms, before [`Timers`] stretches it.
    #[serde(deserialize_with = "figure")]
    pub guess_ms: u32,
    /// Time for each option revealed, 200–600000 ms.
    #[serde(deserialize_with = "figure")]
    pub reveal_step_ms: u32,
    /// Time for the points of a question, 200–600000 ms.
    #[serde(deserialize_with = "figure")]
    pub scores_ms: u32,
    /// Time for the standing after a question, 200–600000 ms.
    #[serde(deserialize_with = "figure")]
    pub scoreboard_ms: u32,
    /// Points for finding the truth, 0–100000, before the round's multiplier.
    #[serde(deserialize_with = "figure")]
    pub truth_points: u32,
    /// Points for each player fooled, 0–100000, before the round's multiplier.
    #[serde(deserialize_with = "figure")]
    pub fool_points: u32,
    /// What each round's points are multiplied by, 1–100 each; 1–10 of them, the last one holding
    /// for all rounds after it.
    #[serde(deserialize_with = "figures")]
    pub round_multipliers: Vec<u32>,
    /// Whether writing and guessing end as soon as everybody present has answered.
    #[serde(deserialize_with = "all_in_advances")]
    pub all_in_advances: bool,
    /// Whether time presses.
    #[serde(deserialize_with = "timers")]
    pub timers: Timers,
    /// Fewest players to start with, 2–200.
    #[serde(deserialize_with = "figure")]
    pub min_players: u32,
    /// Most players to let in, 2–200 and not below `min_players`.
    #[serde(deserialize_with = "figure")]
    pub max_players: u32,
    /// Whether people may sit down while a game is on, to play from the next question.
    #[serde(deserialize_with = "late_join")]
    pub late_join: bool,
    /// Only questions fit for children.
    #[serde(deserialize_with = "family_friendly")]
    pub family_friendly: bool,
}

/// Whether time presses while people write and guess. The other phases keep their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Timers {
    /// As configured.
    #[default]
    On,
    /// Twice as long.
    Extended,
    /// Not at all: the phase ends when everybody present has answered, whatever
    /// `all_in_advances` says.
    Off,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            rounds: 3,
            questions_per_round: 3,
            question_ms: 5_000,
            lie_ms: 60_000,
            guess_ms: 30_000,
            reveal_step_ms: 4_000,
            scores_ms: 4_000,
            scoreboard_ms: 8_000,
            truth_points: 1_000,
            fool_points: 500,
            round_multipliers: vec![1, 2, 3],
            all_in_advances: true,
            timers: Timers::On,
            min_players: 2,
            max_players: 12,
            late_join: false,
            family_friendly: false,
        }
    }
}

impl Config {
    pub(super) fn check(&self) -> Result<(), OutOfBounds> {
        within("rounds", self.rounds, COUNT)?;
        within("questions_per_round", self.questions_per_round, COUNT)?;
        within("question_ms", self.question_ms, MS)?;
        within("lie_ms", self.lie_ms, MS)?;
        within("guess_ms", self.guess_ms, MS)?;
        within("reveal_step_ms", self.reveal_step_ms, MS)?;
        within("scores_ms", self.scores_ms, MS)?;
        within("scoreboard_ms", self.scoreboard_ms, MS)?;
        within("truth_points", self.truth_points, POINTS)?;
        within("fool_points", self.fool_points, POINTS)?;
        let multipliers_fit = MULTIPLIERS.contains(&self.round_multipliers.len())
            && self.round_multipliers.iter().all(|m| MULTIPLIER.contains(m));
        if !multipliers_fit {
            return out("round_multipliers", "a list of 1 to 10 whole numbers from 1 to 100");
        }
        within("min_players", self.min_players, SEATS)?;
        within("max_players", self.max_players, self.min_players..=*SEATS.end())
    }

    pub(super) fn seats(&self) -> SeatLimits {
        let seats = |n| usize::try_from(n).unwrap_or(usize::MAX);
        SeatLimits { min: seats(self.min_players), max: seats(self.max_players) }
    }

    /// Questions of a whole game.
    pub(super) fn question_count(&self) -> usize {
        usize::try_from(self.rounds.saturating_mul(self.questions_per_round)).unwrap_or(usize::MAX)
    }

    /// Milliseconds to write a lie in; `None` when time does not press.
    pub(super) fn lie_limit(&self) -> Option<u64> {
        self.stretched(self.lie_ms)
    }

    /// Milliseconds to guess in; `None` when time does not press.
    pub(super) fn guess_limit(&self) -> Option<u64> {
        self.stretched(self.guess_ms)
    }

    fn stretched(&self, ms: u32) -> Option<u64> {
        match self.timers {
            Timers::On => Some(u64::from(ms)),
            Timers::Extended => Some(u64::from(ms) * 2),
            Timers::Off => None,
        }
    }

    /// Whether writing and guessing end once everybody present has answered. Without a deadline
    /// nothing else could end them.
    pub(super) fn ends_when_all_in(&self) -> bool {
        self.all_in_advances || self.timers == Timers::Off
    }

    /// What the points of `round` (from 1) are multiplied by.
    pub(super) fn multiplier(&self, round: u32) -> u32 {
        let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
        self.round_multipliers.get(at).or(self.round_multipliers.last()).copied().unwrap_or(1)
    }
}

fn within(field: &str, value: u32, bounds: RangeInclusive<u32>) -> Result<(), OutOfBounds> {
    if bounds.contains(&value) {
        return Ok(());
    }
    out(field, &format!("a whole number from {} to {}", bounds.start(), bounds.end()))
}

fn out(field: &str, bounds: &str) -> Result<(), OutOfBounds> {
    Err(OutOfBounds { field: field.to_owned(), bounds: bounds.to_owned() })
}

/// Reads a figure. What is none (a text, a fraction, below zero) reads as `u32::MAX`, which no
/// bound allows, so that the refusal names the field and its bounds instead of a type of ours.
fn figure<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    Ok(whole(&serde_json::Value::deserialize(deserializer)?))
}

/// Reads a list of figures; what is no list reads as an empty one, which no bound allows.
fn figures<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<u32>, D::Error> {
    let value = serde_json::Value::deserialize(deserializer)?;
    Ok(value.as_array().map(|list| list.iter().map(whole).collect()).unwrap_or_default())
}

fn whole(value: &serde_json::Value) -> u32 {
    value.as_u64().and_then(|n| u32::try_from(n).ok()).unwrap_or(u32::MAX)
}

fn timers<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timers, D::Error> {
    one_of(deserializer, "timers must be \"on\", \"extended\" or \"off\"")
}

fn all_in_advances<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    one_of(deserializer, "all_in_advances must be true or false")
}

fn late_join<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    one_of(deserializer, "late_join must be true or false")
}

fn family_friendly<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    one_of(deserializer, "family_friendly must be true or false")
}

/// Reads a value of a small set; the refusal names the field and the set, in the contract's words.
fn one_of<'de, T: serde::de::DeserializeOwned, D: Deserializer<'de>>(from: D, must: &str) -> Result<T, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    serde_json::from_value(value).map_err(|_other| Error::custom(must))
}
