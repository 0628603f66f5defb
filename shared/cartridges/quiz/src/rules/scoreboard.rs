//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::{prelude::*, ranking::rank};

use super::awards::awards;
use crate::{
    Step,
    contract::{Event, GameOver, Ranked, Scoreboard},
    state::{Stage, State},
};

/// Shows the ranking.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let (ranking, teams) = (ranking(&step.state, step.ctx.seats), step.state.ranked_teams(step.ctx.seats));
    let is_final = step.state.deck.is_empty();
    let stage = Stage::Scoreboard { ranking: ranking.clone(), teams: teams.clone() };
    step.enter(stage, |_, Started { countdown, .. }| {
        Event::Scoreboard(Scoreboard { ranking, teams, is_final, countdown })
    });
}

/// Shows the final ranking and the awards.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    let (ranking, teams) = (ranking(&step.state, step.ctx.seats), step.state.ranked_teams(step.ctx.seats));
    let awards = awards(&step.state, step.ctx.seats);
    let over = GameOver { ranking, teams, awards };
    step.enter(Stage::GameOver(over.clone()), |_, _| Event::GameOver(over));
}

/// Returns all players, best first. Players with equal scores share a rank.
fn ranking(state: &State, seats: &[Seat]) -> Vec<Ranked> {
    let entry = |seat: &Seat| {
        let record = state.players.get(&seat.player_id).cloned().unwrap_or_default();
        Ranked {
            rank: 1,
            player_id: seat.player_id.clone(),
            nickname: seat.nickname.clone(),
            score: record.score,
            delta: record.gain,
            streak: record.streak,
        }
    };
    rank(seats.iter().map(entry).collect())
}
