//! The ranking between questions and at the end of a game.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{driver::Seat, ids::PlayerId, time::Countdown};

use crate::{
    awards::AwardView,
    ranking::{RankedEntry, Scored, rank},
};

/// Data of `phase.scoreboard`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Scoreboard {
    /// The players, best first.
    pub ranking: Vec<Ranked>,
    /// Whether the game ends after this scoreboard.
    #[serde(rename = "final")]
    pub is_final: bool,
    /// Remaining time of the phase.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Data of `phase.game_over`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GameOver {
    /// The final ranking.
    pub ranking: Vec<Ranked>,
    /// The awards of the game.
    pub awards: Vec<AwardView>,
}

/// One player's place in the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Ranked {
    /// Rank from 1. Equal scores share a rank, and the ranks they occupy are skipped.
    pub rank: usize,
    /// Id of the player.
    pub player_id: PlayerId,
    /// Nickname of the player.
    pub nickname: String,
    /// Points of the game.
    pub score: i64,
    /// Points since the previous scoreboard.
    pub delta: i64,
}

impl RankedEntry for Ranked {
    fn score(&self) -> i64 {
        self.score
    }

    fn set_rank(&mut self, rank: usize) {
        self.rank = rank;
    }
}

/// Returns all players, best first. Players with equal scores share a rank. A player without a record has no points.
#[must_use]
pub fn ranking<R: Scored>(seats: &[Seat], records: &BTreeMap<PlayerId, R>) -> Vec<Ranked> {
    let entry = |seat: &Seat| {
        let (score, delta) = records.get(&seat.player_id).map_or((0, 0), |record| (record.score(), record.gain()));
        Ranked { rank: 1, player_id: seat.player_id.clone(), nickname: seat.nickname.clone(), score, delta }
    };
    rank(seats.iter().map(entry).collect())
}
