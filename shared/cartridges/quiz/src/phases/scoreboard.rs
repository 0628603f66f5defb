//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::{prelude::*, ranking::rank};

use crate::{
    Step, awards,
    contract::{Event, GameOver, Ranked, Scoreboard},
    state::{Stage, State},
};

/// Shows the ranking.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ranking = ranking(&step.state, step.ctx.seats);
    let teams = step.state.ranked_teams(step.ctx.seats);
    let is_final = step.state.deck.is_empty();
    step.state.stage = Stage::Scoreboard { ranking: ranking.clone(), teams: teams.clone() };
    let countdown = step.begin().countdown;
    step.emit(Event::Scoreboard(Scoreboard { ranking, teams, is_final, countdown }));
}

/// Shows the final ranking and the awards.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    let ranking = ranking(&step.state, step.ctx.seats);
    let awards = awards::awards(&step.state, step.ctx.seats);
    let teams = step.state.ranked_teams(step.ctx.seats);
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), teams: teams.clone(), awards: awards.clone() };
    step.begin();
    step.emit(Event::GameOver(GameOver { ranking, teams, awards }));
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
