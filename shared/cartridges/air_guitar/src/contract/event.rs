//! The numbered events of Air guitar.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_cartridge_kit::ranking::RankedEntry;
use wpp_game::{ids::PlayerId, time::Countdown};

/// A numbered event of Air guitar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", content = "data")]
pub enum Event {
    /// Nobody is playing; any guitarist can start a practice.
    #[serde(rename = "phase.ready")]
    Ready(Ready),
    /// A guitarist started a practice.
    #[serde(rename = "phase.practice_started")]
    PracticeStarted(PracticeStarted),
    /// A guitarist picked up the guitar, for the first time in this practice or again.
    #[serde(rename = "practice.joined")]
    Joined(Joined),
    /// A guitarist put the guitar down, or the practice ended.
    #[serde(rename = "practice.left")]
    Left(Left),
    /// A guitarist's chords in this practice so far.
    #[serde(rename = "practice.progress")]
    Progressed(Progressed),
    /// The practice ended; the server waits for the last reports.
    #[serde(rename = "phase.counting")]
    Counting(Counting),
    /// The results of the practice.
    #[serde(rename = "phase.summary")]
    Summary(Summary),
    /// The results of the session.
    #[serde(rename = "phase.game_over")]
    GameOver(Finale),
}

/// Data of `phase.ready`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ready {
    /// Number of the next practice, from 1.
    pub practice: u32,
    /// Number of practices.
    pub practices: u32,
}

/// Data of `phase.practice_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PracticeStarted {
    /// Number of the practice, from 1.
    pub practice: u32,
    /// Number of practices.
    pub practices: u32,
    /// Length of the practice in milliseconds.
    pub time_limit_ms: u64,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `practice.joined`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Joined {
    /// Id of the guitarist.
    pub player_id: PlayerId,
    /// The goal: milliseconds to play in this practice.
    pub goal_ms: u64,
}

/// Data of `practice.left`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Left {
    /// Id of the guitarist.
    pub player_id: PlayerId,
}

/// Data of `practice.progress`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Progressed {
    /// Id of the guitarist.
    pub player_id: PlayerId,
    /// Number of chords so far.
    pub chords: u32,
    /// Milliseconds during which a chord was ringing.
    pub played_ms: u64,
}

/// Data of `phase.counting`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Counting {
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.summary`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Summary {
    /// Number of the practice, from 1.
    pub practice: u32,
    /// Number of practices.
    pub practices: u32,
    /// Whether everybody who played and is still present reached the goal.
    pub reached: bool,
    /// The session's streak: successful practices in a row, including this one.
    pub streak: u32,
    /// The session's longest streak.
    pub best_streak: u32,
    /// The guitarists' results, in the order in which they picked up their guitars.
    pub lines: Vec<Line>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// One guitarist's results of a practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Line {
    /// Id of the guitarist.
    pub player_id: PlayerId,
    /// Nickname of the guitarist.
    pub nickname: String,
    /// Milliseconds during which a chord was ringing.
    pub played_ms: u64,
    /// The goal in milliseconds.
    pub goal_ms: u64,
    /// Number of chords.
    pub chords: u32,
    /// Steadiness from 0 to 100; `null` with too few chords.
    pub steadiness: Option<u32>,
    /// Whether the guitarist reached the goal.
    pub reached: bool,
    /// Stars for this practice: one for the goal, a second and third for steadiness.
    pub stars: u32,
    /// All stars so far, which are the score.
    pub score: i64,
    /// The guitarist's streak: practices in a row with the goal reached, including this one.
    pub streak: u32,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finale {
    /// Everybody who played, most stars first.
    pub ranking: Vec<Finalist>,
    /// Number of successful practices.
    pub goals: u32,
    /// The session's longest streak.
    pub best_streak: u32,
}

/// One guitarist's results of the session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Finalist {
    /// Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped.
    pub rank: usize,
    /// Id of the guitarist.
    pub player_id: PlayerId,
    /// Nickname of the guitarist.
    pub nickname: String,
    /// Number of stars.
    pub score: i64,
    /// Number of chords.
    pub chords: u32,
    /// Milliseconds during which a chord was ringing.
    pub played_ms: u64,
    /// Steadiness over the whole session from 0 to 100; `null` with too few chords.
    pub steadiness: Option<u32>,
    /// The guitarist's longest streak.
    pub best_streak: u32,
}

/// One guitarist in the running practice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PartView {
    /// Id of the guitarist.
    pub player_id: PlayerId,
    /// Whether the guitarist is playing.
    pub playing: bool,
    /// The goal in milliseconds.
    pub goal_ms: u64,
    /// Number of reported chords.
    pub chords: u32,
    /// Reported milliseconds during which a chord was ringing.
    pub played_ms: u64,
}

impl RankedEntry for Finalist {
    fn score(&self) -> i64 {
        self.score
    }

    fn set_rank(&mut self, rank: usize) {
        self.rank = rank;
    }
}
