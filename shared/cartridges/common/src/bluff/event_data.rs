//! Data of `phase.guess_started` and `reveal.step`.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{ids::PlayerId, time::Countdown};

use crate::answers::OptionView;

/// Data of `phase.guess_started`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GuessStarted {
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The options, in the order that everybody sees.
    pub options: Vec<OptionView>,
    /// Length of the phase in milliseconds; `null` when the phase has no clock.
    pub time_limit_ms: Option<u64>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `reveal.step`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RevealStep {
    /// The option and its outcome.
    #[serde(flatten)]
    pub revealed: Revealed,
    /// Number of the option among all reveals, from 1.
    pub step: usize,
    /// Number of options.
    pub steps: usize,
    /// Number of options revealed at the same moment so far, including this one. The lies that nobody picked
    /// are revealed at the same moment, in consecutive events; with many options, so are unpopular lies.
    pub together: usize,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// A revealed option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Revealed {
    /// Id of the option.
    pub option_id: String,
    /// Text of the option.
    pub text: String,
    /// Whether the option is a lie, a decoy or the truth.
    pub kind: Kind,
    /// Players who wrote the option: several if their lies were nearly equal, none if they left.
    pub authors: Vec<PlayerId>,
    /// Players who picked the option, in the order of their guesses.
    pub pickers: Vec<PlayerId>,
    /// Points awarded for the option.
    pub awarded: Vec<Awarded>,
    /// Explanation in one sentence; only with the truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub explanation: Option<String>,
    /// Source of the fact; only with the truth.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
}

/// The origin of an option.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// A player wrote the option.
    Lie,
    /// The option is one of the question's decoys.
    Decoy,
    /// The option is the answer.
    Truth,
}

/// Points awarded to one player for one option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Awarded {
    /// Id of the player.
    pub player_id: PlayerId,
    /// Number of points.
    pub points: i64,
    /// Reason for the points.
    pub reason: Reason,
}

/// The reason for points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Other players believed the player's lie.
    Fooled,
    /// The player found the truth.
    Truth,
}
