//! `game_over`: the final standing, and the awards.

use super::{
    award,
    event::{Event, GameOver},
    score::ranking,
    state::Stage,
    turn::Turn,
};

pub(super) fn enter(turn: &mut Turn<'_, '_>) {
    let seats = turn.ctx.seats;
    let ranking = ranking(&turn.state, seats);
    let awards = award::give(&turn.state, seats);
    turn.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    turn.tell(Event::GameOver(GameOver { ranking, awards }));
    turn.ends_the_game();
}
