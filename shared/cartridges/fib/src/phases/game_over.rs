//! `game_over`: the final ranking and the awards.

use super::scores::ranking;
use crate::{Step, award, contract::event::Event, state::Stage};
use wpp_cartridge_kit::scoreboard::GameOver;

pub(super) fn enter(step: &mut Step<'_, '_>) {
    let seats = step.ctx.seats;
    let ranking = ranking(&step.state, seats);
    let awards = award::awards(&step.state, seats);
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.emit(Event::GameOver(GameOver { ranking, awards }));
    step.end_game();
}
