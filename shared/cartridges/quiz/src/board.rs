//! `scoreboard` and `game_over`: who leads, who won, and what people will remember.

use std::cmp::Reverse;

use super::{
    event::{AwardView, Event, GameOver, Ranked, Scoreboard},
    state::{Record, Stage, State},
    turn::Turn,
};
use wpp_game::driver::Seat;

/// Shows the standing.
pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let ranking = ranking(&turn.state, turn.ctx.seats);
    let is_final = turn.state.deck.is_empty();
    let limit = turn.state.config.scoreboard_ms.into();
    let countdown = turn.enter(Stage::Scoreboard { ranking: ranking.clone() }, Some(limit));
    turn.tell(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// The final standing, and the awards.
pub(super) fn finish(turn: &mut Turn<'_, '_>) {
    let ranking = ranking(&turn.state, turn.ctx.seats);
    let awards = awards(&turn.state, turn.ctx.seats);
    turn.enter(Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() }, None);
    turn.tell(Event::GameOver(GameOver { ranking, awards }));
    turn.ends_the_game();
}

/// Everybody at the table, best first; those with the same score in the order of the table, on
/// the same rank (1, 1, 3).
fn ranking(state: &State, seats: &[Seat]) -> Vec<Ranked> {
    let place = |seat: &Seat| {
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

/// What an award is for: its key, its title, its picture, how it is measured, and from how many on.
type Merit = (&'static str, &'static str, &'static str, fn(&Record) -> u32, u32);

const MERITS: [Merit; 3] = [
    ("most_right", "Know-it-all", "🧠", |record| record.right, 1),
    ("longest_streak", "On a roll", "🔥", |record| record.longest, 2),
    ("fastest", "Fastest fingers", "⚡", |record| record.first, 1),
];

/// One award a merit, to who did it most. When several did, it goes to who has fewest awards yet,
/// then to who has fewest points (the winner has a win already), then to who joined first.
fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut given: Vec<AwardView> = Vec::new();
    for (award, title, emoji, measure, least) in MERITS {
        let contenders = seats.iter().filter_map(|seat| {
            let record = state.players.get(&seat.player_id)?;
            Some((seat, record, measure(record))).filter(|(.., value)| *value >= least)
        });
        let has = |seat: &Seat| given.iter().filter(|award| award.player_id == seat.player_id).count();
        // `min_by_key` keeps the first of equals: who joined first.
        let best = contenders.min_by_key(|(seat, record, value)| (Reverse(*value), has(seat), record.score));
        if let Some((seat, _, value)) = best {
            let (award, title, emoji) = (award.to_owned(), title.to_owned(), emoji.to_owned());
            given.push(AwardView { award, title, player_id: seat.player_id.clone(), emoji, value });
        }
    }
    given
}
