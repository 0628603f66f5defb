//! How a game divides the players into teams.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The teams of a game. Teams are numbered from 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TeamRules {
    /// Number of teams, from 2.
    pub count: u32,
    /// Who decides about the members.
    pub choice: TeamChoice,
    /// How a team plays.
    pub play: TeamPlay,
}

/// Who decides about the members of the teams. The host and the VIP can move everybody in any case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamChoice {
    /// Each player chooses. Players without a team get one when the game starts.
    Chosen,
    /// Chance.
    Drawn,
}

/// How a team plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TeamPlay {
    /// Every member answers, and the team gets the average of their points.
    Average,
    /// One member, the captain, answers for the team.
    OnePhone,
}
