//! `scores` and `scoreboard`: the points of the question, and the ranking.

use wpp_cartridge_kit::{
    bluff::Ballot,
    scoreboard::{self, Ranked, Scoreboard},
};
use wpp_game::driver::Seat;

use crate::{
    Step,
    contract::{
        event::Event,
        phase_data::{Delta, ScoresCalculated},
    },
    state::{Stage, State},
};

/// Shows the points of the question.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let countdown = step.set_timer(Some(step.state.config.scores_ms.into()));
    let ballot = take_ballot(&mut step.state);
    let state = &step.state;
    let delta = |seat: &Seat| {
        let record = state.players.get(&seat.player_id);
        let (delta, total) = record.map_or((0, 0), |record| (record.gain, record.score));
        Delta { player_id: seat.player_id.clone(), delta, total }
    };
    let deltas: Vec<Delta> = step.ctx.seats.iter().map(delta).collect();
    let (round, multiplier) = (state.round, state.multiplier());
    step.state.stage = Stage::Scores { ballot, deltas: deltas.clone() };
    step.emit(Event::ScoresCalculated(ScoresCalculated { round, multiplier, deltas, countdown }));
}

/// Shows the ranking.
pub(super) fn enter_scoreboard(step: &mut Step<'_, '_>) {
    let countdown = step.set_timer(Some(step.state.config.scoreboard_ms.into()));
    let ballot = take_ballot(&mut step.state);
    let ranking = ranking(&step.state, step.ctx.seats);
    let is_final = step.state.deck.is_empty();
    step.state.stage = Stage::Scoreboard { ballot, ranking: ranking.clone() };
    step.emit(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Returns all players, best first.
pub(super) fn ranking(state: &State, seats: &[Seat]) -> Vec<Ranked> {
    scoreboard::ranking(seats, &state.players, |record| (record.score, record.gain))
}

fn take_ballot(state: &mut State) -> Ballot {
    match &mut state.stage {
        Stage::Reveal { ballot, .. } | Stage::Scores { ballot, .. } => std::mem::take(ballot),
        _ => Ballot::default(),
    }
}
