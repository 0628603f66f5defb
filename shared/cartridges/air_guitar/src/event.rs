//! What everybody is told.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use wpp_game::{ids::PlayerId, time::Countdown};

/// One of the air guitar's numbered events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Nobody plays: any guitarist can start a practice.
    #[serde(rename = "phase.ready")]
    Ready(Ready),
    /// Somebody started a practice.
    #[serde(rename = "phase.practice_started")]
    PracticeStarted(PracticeStarted),
    /// Somebody picked up their guitar, for the first time in this practice or again.
    #[serde(rename = "practice.joined")]
    Joined(Joined),
    /// Somebody put it down, or the practice is over.
    #[serde(rename = "practice.left")]
    Left(Left),
    /// What somebody has played in this practice so far.
    #[serde(rename = "practice.progress")]
    Progressed(Progressed),
    /// The practice is over; the last tallies come in.
    #[serde(rename = "phase.counting")]
    Counting(Counting),
    /// What the practice came to.
    #[serde(rename = "phase.summary")]
    Summary(Summary),
    /// What the evening came to.
    #[serde(rename = "phase.game_over")]
    GameOver(Finale),
}

/// Data of `phase.ready`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ready {
    /// The practice to come, from 1.
    pub practice: u32,
    /// Practices of the evening.
    pub practices: u32,
}

/// Data of `phase.practice_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PracticeStarted {
    /// Which, from 1.
    pub practice: u32,
    /// Practices of the evening.
    pub practices: u32,
    /// How long it lasts.
    pub time_limit_ms: u64,
    /// How long it still has.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `practice.joined`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Joined {
    /// Who.
    pub player_id: PlayerId,
    /// Milliseconds they have to play in this practice.
    pub goal_ms: u64,
}

/// Data of `practice.left`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Left {
    /// Who.
    pub player_id: PlayerId,
}

/// Data of `practice.progress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progressed {
    /// Who.
    pub player_id: PlayerId,
    /// Chords so far.
    pub chords: u32,
    /// Milliseconds in which one of them rang.
    pub played_ms: u64,
}

/// Data of `phase.counting`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counting {
    /// How long it takes at most.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.summary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Summary {
    /// Which practice, from 1.
    pub practice: u32,
    /// Practices of the evening.
    pub practices: u32,
    /// Whether everybody who played and is still here reached their goal.
    pub reached: bool,
    /// The evening's streak: practices in a row that reached their goal, this one included.
    pub streak: u32,
    /// The longest it was.
    pub best_streak: u32,
    /// What each guitarist did, in the order in which they picked up their guitars.
    pub lines: Vec<Line>,
    /// How long it stands.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// What one guitarist did in a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Line {
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// Milliseconds played.
    pub played_ms: u64,
    /// Milliseconds they had to play.
    pub goal_ms: u64,
    /// Chords.
    pub chords: u32,
    /// From 0 to 100; `null` when there were too few chords to tell.
    pub steadiness: Option<u32>,
    /// Whether they reached their goal.
    pub reached: bool,
    /// Stars for this practice: one for the goal, a second and a third for a steady hand.
    pub stars: u32,
    /// Stars of the evening so far: their score.
    pub score: i64,
    /// Practices in a row in which they reached their goal, this one included.
    pub streak: u32,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finale {
    /// Everybody who played, most stars first.
    pub ranking: Vec<Finalist>,
    /// Practices that reached their goal.
    pub goals: u32,
    /// The evening's longest streak.
    pub best_streak: u32,
}

/// What one guitarist's evening came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finalist {
    /// From 1; who has as many stars has the same rank, and the ranks they fill are skipped.
    pub rank: usize,
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// Stars.
    pub score: i64,
    /// Chords.
    pub chords: u32,
    /// Milliseconds played.
    pub played_ms: u64,
    /// From 0 to 100, over the whole evening; `null` when there were too few chords to tell.
    pub steadiness: Option<u32>,
    /// Their longest row of goals.
    pub best_streak: u32,
}

/// One guitarist in the running practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartView {
    /// Who.
    pub player_id: PlayerId,
    /// Whether they hold their guitar.
    pub playing: bool,
    /// Milliseconds they have to play.
    pub goal_ms: u64,
    /// Chords, as far as they are counted.
    pub chords: u32,
    /// Milliseconds played, as far as they are counted.
    pub played_ms: u64,
}
