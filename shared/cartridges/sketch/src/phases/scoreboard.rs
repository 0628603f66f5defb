//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::scoreboard::{GameOver, Scoreboard, ranking};

use super::draw;
use crate::{Step, awards::awards, contract::Event, state::Stage};

/// Shows the ranking.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let (ranking, is_final) = (ranking(step.ctx.seats, &step.state.players), step.state.is_final_round());
    step.state.stage = Stage::Scoreboard { ranking: ranking.clone() };
    let countdown = step.begin().countdown;
    step.emit(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Starts the next round, or shows the final ranking and the awards after the last one.
pub(super) fn next(step: &mut Step<'_, '_>) {
    if !step.state.is_final_round() {
        return draw::enter(step);
    }
    let (ranking, awards) = (ranking(step.ctx.seats, &step.state.players), awards(&step.state, step.ctx.seats));
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.begin();
    step.emit(Event::GameOver(GameOver { ranking, awards }));
}
