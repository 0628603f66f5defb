//! The ranking between questions and at the end of a game.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{driver::Seat, ids::PlayerId, time::Countdown};

use crate::{
    Step,
    awards::AwardView,
    phases::{Enter, PhasedGame, Started},
    players::Players,
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

/// The data of a phase that shows the ranking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ShownRanking {
    /// The players, best first.
    pub ranking: Vec<Ranked>,
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

/// A game in rounds. The ranking follows after each round, and the awards after the last one.
pub trait Rounds: PhasedGame {
    /// Returns whether the game ends after this round.
    fn is_final_round(state: &Self::State) -> bool;

    /// Returns the awards of a finished game.
    fn awards(state: &Self::State, seats: &[Seat]) -> Vec<AwardView>;
}

impl<D: Rounds<State: Players, Event: From<Scoreboard> + From<GameOver>>> Step<'_, '_, D> {
    /// Ends the round: shows the ranking. `stage` returns the data of the phase.
    pub fn end_round(&mut self, stage: impl FnOnce(ShownRanking) -> D::Stage) {
        self.show_ranking(D::is_final_round(&self.state), stage);
    }

    /// Starts the next round with `start`, or shows the final ranking and the awards after the last one. `stage` returns the data
    /// of the last phase.
    pub fn next_round(&mut self, start: Enter<D>, stage: impl FnOnce(GameOver) -> D::Stage) {
        if D::is_final_round(&self.state) {
            self.show_final_ranking(D::awards, stage);
        } else {
            start(self);
        }
    }
}

impl<D: PhasedGame<State: Players>> Step<'_, '_, D> {
    /// Shows the ranking. `is_final` is whether the game ends after it, and `stage` returns the data of the phase.
    pub fn show_ranking(&mut self, is_final: bool, stage: impl FnOnce(ShownRanking) -> D::Stage)
    where
        D::Event: From<Scoreboard>,
    {
        let ranking = ranking(self.ctx.seats, self.state.players());
        let stage = stage(ShownRanking { ranking: ranking.clone() });
        self.enter(stage, |_, Started { countdown, .. }| Scoreboard { ranking, is_final, countdown }.into());
    }

    /// Shows the final ranking and the awards, which `awards` returns. `stage` returns the data of the last phase.
    pub fn show_final_ranking(
        &mut self,
        awards: impl FnOnce(&D::State, &[Seat]) -> Vec<AwardView>,
        stage: impl FnOnce(GameOver) -> D::Stage,
    ) where
        D::Event: From<GameOver>,
    {
        let (ranking, awards) = (ranking(self.ctx.seats, self.state.players()), awards(&self.state, self.ctx.seats));
        let over = GameOver { ranking, awards };
        let stage = stage(over.clone());
        self.enter(stage, |_, _| over.into());
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
