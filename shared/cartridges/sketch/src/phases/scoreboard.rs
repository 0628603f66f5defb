//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::scoreboard::{self, GameOver, Ranked, Scoreboard};

use crate::{Step, awards::awards, contract::event::Event, state::Stage};

/// Shows the ranking.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let (ranking, is_final) = (ranking(step), step.state.is_final_round());
    let countdown = step.set_timer(Some(step.state.config.scoreboard_ms.into()));
    step.state.stage = Stage::Scoreboard { ranking: ranking.clone() };
    step.emit(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Shows the final ranking and the awards, and ends the game.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    let (ranking, awards) = (ranking(step), awards(&step.state, step.ctx.seats));
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.emit(Event::GameOver(GameOver { ranking, awards }));
    step.end_game();
}

/// Returns all players, best first.
fn ranking(step: &Step<'_, '_>) -> Vec<Ranked> {
    scoreboard::ranking(step.ctx.seats, &step.state.players, |record| (record.score, record.gain))
}
