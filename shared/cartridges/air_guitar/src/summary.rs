//! `summary`, `ready` and `game_over`: what a practice came to, and the evening.

use super::{
    event::{Event, Finale, Finalist, Line, Ready, Summary},
    state::{Part, Stage},
    turn::Turn,
};
use wpp_game::driver::Seat;

/// The steadiness from which on a second star is given, and a third.
const STEADY: u32 = 60;
const ROCK_STEADY: u32 = 85;

/// Nobody plays; anybody may start.
pub(super) fn ready(turn: &mut Turn<'_, '_>) {
    turn.state.stage = Stage::Ready;
    turn.waits();
    let (practice, practices) = (turn.state.practice, turn.state.config.practices);
    turn.tell(Event::Ready(Ready { practice, practices }));
}

/// Reckons up the practice that was counted.
pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let parts = turn.state.parts().to_vec();
    let seats = turn.ctx.seats;
    let seated = parts.iter().filter_map(|part| {
        let seat = seats.iter().find(|seat| seat.player_id == part.player_id)?;
        (!part.tally.is_empty()).then_some((part, seat))
    });
    let played: Vec<(&Part, &Seat)> = seated.collect();
    if played.is_empty() {
        return ready(turn);
    }
    let lines: Vec<Line> = played.iter().map(|(part, seat)| reckon(turn, part, seat)).collect();
    let reached = reached_together(&played);
    let state = &mut turn.state;
    state.streak = if reached { state.streak + 1 } else { 0 };
    state.best_streak = state.best_streak.max(state.streak);
    state.goals += u32::from(reached);
    state.stage = Stage::Summary { lines: lines.clone(), reached };
    let (practice, practices) = (state.practice, state.config.practices);
    let (streak, best_streak) = (state.streak, state.best_streak);
    let countdown = turn.ends_after(turn.state.config.summary_ms.into());
    turn.tell(Event::Summary(Summary { practice, practices, reached, streak, best_streak, lines, countdown }));
}

/// Whether everybody who is still here reached their goal; if nobody is, whether anybody had.
fn reached_together(played: &[(&Part, &Seat)]) -> bool {
    let still_here = || played.iter().filter(|(_, seat)| seat.present);
    match still_here().count() {
        0 => played.iter().any(|(part, _)| part.reached()),
        _ => still_here().all(|(part, _)| part.reached()),
    }
}

/// One guitarist's line, which is added to their evening.
fn reckon(turn: &mut Turn<'_, '_>, part: &Part, seat: &Seat) -> Line {
    let record = turn.state.players.entry(part.player_id.clone()).or_default();
    let (reached, steadiness) = (part.reached(), part.tally.steadiness());
    let steady = steadiness.unwrap_or_default();
    let stars = if reached { 1 + u32::from(steady >= STEADY) + u32::from(steady >= ROCK_STEADY) } else { 0 };
    record.stars += stars;
    record.streak = if reached { record.streak + 1 } else { 0 };
    record.best_streak = record.best_streak.max(record.streak);
    record.tally = record.tally.plus(part.tally);
    Line {
        player_id: part.player_id.clone(),
        nickname: seat.nickname.clone(),
        played_ms: part.tally.played_ms,
        goal_ms: part.goal_ms,
        chords: part.tally.chords,
        steadiness,
        reached,
        stars,
        score: i64::from(record.stars),
        streak: record.streak,
    }
}

/// Whether the practice summed up was the evening's last.
pub(super) fn was_last(turn: &Turn<'_, '_>) -> bool {
    turn.state.practice >= turn.state.config.practices
}

/// The summary was read.
pub(super) fn leave(turn: &mut Turn<'_, '_>) {
    if was_last(turn) {
        over(turn);
    } else {
        turn.state.practice += 1;
        ready(turn);
    }
}

fn over(turn: &mut Turn<'_, '_>) {
    let finalists = turn.ctx.seats.iter().filter_map(|seat| {
        let record = turn.state.players.get(&seat.player_id)?;
        Some(Finalist {
            rank: 1,
            player_id: seat.player_id.clone(),
            nickname: seat.nickname.clone(),
            score: i64::from(record.stars),
            chords: record.tally.chords,
            played_ms: record.tally.played_ms,
            steadiness: record.tally.steadiness(),
            best_streak: record.best_streak,
        })
    });
    let mut ranking: Vec<Finalist> = finalists.collect();
    ranking.sort_by_key(|one| std::cmp::Reverse((one.score, one.played_ms)));
    let scores: Vec<i64> = ranking.iter().map(|one| one.score).collect();
    for one in &mut ranking {
        one.rank = 1 + scores.iter().filter(|score| **score > one.score).count();
    }
    turn.state.stage = Stage::GameOver { ranking: ranking.clone() };
    let (goals, best_streak) = (turn.state.goals, turn.state.best_streak);
    turn.tell(Event::GameOver(Finale { ranking, goals, best_streak }));
    turn.ends_the_game();
}
