//! `summary`, `ready` and `game_over`: the results of a practice and of the session.

use wpp_cartridge_kit::ranking::assign_ranks;
use wpp_game::driver::Seat;

use crate::{
    Step,
    contract::event::{Event, Finale, Finalist, Line, Ready, Summary},
    state::{Part, Stage},
};

/// Lowest steadiness for a second star.
const STEADY: u32 = 60;
/// Lowest steadiness for a third star.
const ROCK_STEADY: u32 = 85;

/// Enters `ready`, in which any guitarist can start a practice.
pub(crate) fn ready(step: &mut Step<'_, '_>) {
    step.state.stage = Stage::Ready;
    step.set_timer(None);
    let (practice, practices) = (step.state.practice, step.state.config.practices);
    step.emit(Event::Ready(Ready { practice, practices }));
}

/// Enters `summary` with the results of the practice, or `ready` if nobody played a chord.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let parts = step.state.parts().to_vec();
    let seats = step.ctx.seats;
    let seated = parts.iter().filter_map(|part| {
        let seat = seats.iter().find(|seat| seat.player_id == part.player_id)?;
        (!part.tally.is_empty()).then_some((part, seat))
    });
    let played: Vec<(&Part, &Seat)> = seated.collect();
    if played.is_empty() {
        return ready(step);
    }
    let lines: Vec<Line> = played.iter().map(|(part, seat)| line(step, part, seat)).collect();
    let reached = reached_together(&played);
    let state = &mut step.state;
    state.streak = if reached { state.streak + 1 } else { 0 };
    state.best_streak = state.best_streak.max(state.streak);
    state.goals += u32::from(reached);
    state.stage = Stage::Summary { lines: lines.clone(), reached };
    let (practice, practices) = (state.practice, state.config.practices);
    let (streak, best_streak) = (state.streak, state.best_streak);
    let countdown = step.set_timer(Some(step.state.config.summary_ms.into()));
    step.emit(Event::Summary(Summary { practice, practices, reached, streak, best_streak, lines, countdown }));
}

/// Returns whether everybody who is present reached the goal; if nobody is present, whether anybody did.
fn reached_together(played: &[(&Part, &Seat)]) -> bool {
    let present = || played.iter().filter(|(_, seat)| seat.present);
    match present().count() {
        0 => played.iter().any(|(part, _)| part.reached()),
        _ => present().all(|(part, _)| part.reached()),
    }
}

/// Returns one guitarist's results, after adding them to the guitarist's record.
fn line(step: &mut Step<'_, '_>, part: &Part, seat: &Seat) -> Line {
    let record = step.state.players.entry(part.player_id.clone()).or_default();
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

/// Returns whether the current practice is the last one.
pub(super) fn was_last(step: &Step<'_, '_>) -> bool {
    step.state.practice >= step.state.config.practices
}

/// Leaves `summary` for `ready`, or for `game_over` after the last practice.
pub(super) fn leave(step: &mut Step<'_, '_>) {
    if was_last(step) {
        enter_game_over(step);
    } else {
        step.state.practice += 1;
        ready(step);
    }
}

fn enter_game_over(step: &mut Step<'_, '_>) {
    let finalists = step.ctx.seats.iter().filter_map(|seat| {
        let record = step.state.players.get(&seat.player_id)?;
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
    assign_ranks(&mut ranking);
    step.state.stage = Stage::GameOver { ranking: ranking.clone() };
    let (goals, best_streak) = (step.state.goals, step.state.best_streak);
    step.emit(Event::GameOver(Finale { ranking, goals, best_streak }));
    step.end_game();
}
