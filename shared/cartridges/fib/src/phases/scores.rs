//! `scores`, `scoreboard` and `game_over`: the points of the question, the ranking and the awards.

use wpp_cartridge_kit::{
    prelude::*,
    scoreboard::{GameOver, Scoreboard, ranking},
};

use crate::{
    Step,
    award::awards,
    contract::{Delta, Event, ScoresCalculated},
    state::Stage,
};

/// Shows the points of the question.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let delta = |seat: &Seat| {
        let record = step.state.players.get(&seat.player_id);
        let (delta, total) = record.map_or((0, 0), |record| (record.gain, record.score));
        Delta { player_id: seat.player_id.clone(), delta, total }
    };
    let deltas: Vec<Delta> = step.ctx.seats.iter().map(delta).collect();
    step.state.stage = Stage::Scores { ballot: step.state.take_ballot(), deltas: deltas.clone() };
    let (round, countdown) = (step.state.round, step.begin().countdown);
    let multiplier = step.state.config.multiplier(round);
    step.emit(Event::ScoresCalculated(ScoresCalculated { round, multiplier, deltas, countdown }));
}

/// Shows the ranking.
pub(super) fn enter_scoreboard(step: &mut Step<'_, '_>) {
    let ranking = ranking(step.ctx.seats, &step.state.players);
    let is_final = step.state.deck.is_empty();
    step.state.stage = Stage::Scoreboard { ballot: step.state.take_ballot(), ranking: ranking.clone() };
    let countdown = step.begin().countdown;
    step.emit(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Shows the final ranking and the awards.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    let ranking = ranking(step.ctx.seats, &step.state.players);
    let awards = awards(&step.state, step.ctx.seats);
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.begin();
    step.emit(Event::GameOver(GameOver { ranking, awards }));
}
