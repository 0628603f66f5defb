//! A team's place in the ranking.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::ids::PlayerId;

use crate::ranking::RankedEntry;

/// A team's place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RankedTeam {
    /// Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped.
    pub rank: usize,
    /// Number of the team, from 1.
    pub team: u32,
    /// Points of the game, rounded.
    pub score: i64,
    /// Points since the previous scoreboard: the difference of the rounded scores.
    pub delta: i64,
    /// The members, in the order in which they joined.
    pub members: Vec<PlayerId>,
}

impl RankedEntry for RankedTeam {
    fn score(&self) -> i64 {
        self.score
    }

    fn set_rank(&mut self, rank: usize) {
        self.rank = rank;
    }
}
