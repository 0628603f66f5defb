//! `scores`, `scoreboard` and `game_over`: the points of the question, the ranking and the awards.

use wpp_cartridge_kit::{bluff::Bluffs as _, prelude::*, scoreboard::ShownRanking};

use super::awards::awards;
use crate::{Step, contract::Delta, events, state::Stage};

/// Shows the points of the question.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let delta = |seat: &Seat| {
        let record = step.state.players.get(&seat.player_id);
        let (delta, total) = record.map_or((0, 0), |record| (record.gain, record.score));
        Delta { player_id: seat.player_id.clone(), delta, total }
    };
    let deltas: Vec<Delta> = step.ctx.seats.iter().map(delta).collect();
    let ballot = step.state.take_ballot();
    step.enter(Stage::Scores { ballot, deltas }, events::scores_calculated);
}

/// Shows the ranking.
pub(super) fn enter_scoreboard(step: &mut Step<'_, '_>) {
    let (ballot, is_final) = (step.state.take_ballot(), step.state.deck.is_empty());
    step.show_ranking(is_final, |ShownRanking { ranking }| Stage::Scoreboard { ballot, ranking });
}

/// Shows the final ranking and the awards.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    step.show_final_ranking(awards, Stage::GameOver);
}
