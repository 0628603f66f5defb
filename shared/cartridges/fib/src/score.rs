//! `scores` and `scoreboard`: what the question brought, and who leads.

use std::cmp::Reverse;

use super::{
    event::{Delta, Event, Ranked, Scoreboard, ScoresCalculated},
    state::{Stage, State, Table},
    turn::Turn,
};
use wpp_game::driver::Seat;

/// Shows what the question brought everybody.
pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let countdown = turn.ends_after(Some(turn.state.config.scores_ms.into()));
    let table = take_table(&mut turn.state);
    let state = &turn.state;
    let delta = |seat: &Seat| {
        let record = state.players.get(&seat.player_id);
        let (delta, total) = record.map_or((0, 0), |record| (record.gain, record.score));
        Delta { player_id: seat.player_id.clone(), delta, total }
    };
    let deltas: Vec<Delta> = turn.ctx.seats.iter().map(delta).collect();
    let (round, multiplier) = (state.round, state.multiplier());
    turn.state.stage = Stage::Scores { table, deltas: deltas.clone() };
    turn.tell(Event::ScoresCalculated(ScoresCalculated { round, multiplier, deltas, countdown }));
}

/// Shows the standing.
pub(super) fn show_board(turn: &mut Turn<'_, '_>) {
    let countdown = turn.ends_after(Some(turn.state.config.scoreboard_ms.into()));
    let table = take_table(&mut turn.state);
    let ranking = ranking(&turn.state, turn.ctx.seats);
    let is_final = turn.state.deck.is_empty();
    turn.state.stage = Stage::Scoreboard { table, ranking: ranking.clone() };
    turn.tell(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Everybody at the table, best first; those with the same score in the order of the table, on
/// the same rank (1, 1, 3).
pub(super) fn ranking(state: &State, seats: &[Seat]) -> Vec<Ranked> {
    let place = |seat: &Seat| {
        let (score, delta) = state.players.get(&seat.player_id).map_or((0, 0), |record| (record.score, record.gain));
        Ranked { rank: 1, player_id: seat.player_id.clone(), nickname: seat.nickname.clone(), score, delta }
    };
    let mut ranking: Vec<Ranked> = seats.iter().map(place).collect();
    ranking.sort_by_key(|ranked| Reverse(ranked.score));
    let (mut rank, mut last) = (1, None);
    for (at, ranked) in ranking.iter_mut().enumerate() {
        if last.replace(ranked.score) != Some(ranked.score) {
            rank = at + 1;
        }
        ranked.rank = rank;
    }
    ranking
}

fn take_table(state: &mut State) -> Table {
    match &mut state.stage {
        Stage::Reveal { table, .. } | Stage::Scores { table, .. } => std::mem::take(table),
        _ => Table::default(),
    }
}
