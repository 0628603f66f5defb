//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::{
    awards::{Award, AwardView, Awards, Moment},
    reactions::{self, ReceivedNames},
    scoreboard::{self, GameOver, Ranked, Scoreboard},
};
use wpp_game::driver::Seat;

use crate::{
    Step,
    contract::event::Event,
    state::{Record, Stage, State},
};

/// The awards for reactions to titles and drawings.
const RECEIVED: ReceivedNames = [
    ("funniest_sketches", "Funniest ideas"),
    ("wildest_sketches", "Wildest imagination"),
    ("favourite_sketches", "Crowd favourite"),
    ("hottest_sketches", "Hottest ideas"),
    ("boldest_sketches", "Most shameless"),
    ("coolest_sketches", "Ice-cold ideas"),
];

/// Shows the ranking.
pub(super) fn enter(step: &mut Step<'_, '_>) {
    let ranking = ranking(&step.state, step.ctx.seats);
    let is_final = step.state.is_final_round();
    let countdown = step.set_timer(Some(step.state.config.scoreboard_ms.into()));
    step.state.stage = Stage::Scoreboard { ranking: ranking.clone() };
    step.emit(Event::Scoreboard(Scoreboard { ranking, is_final, countdown }));
}

/// Shows the final ranking and the awards, and ends the game.
pub(super) fn enter_game_over(step: &mut Step<'_, '_>) {
    let ranking = ranking(&step.state, step.ctx.seats);
    let awards = awards(&step.state, step.ctx.seats);
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.emit(Event::GameOver(GameOver { ranking, awards }));
    step.end_game();
}

fn ranking(state: &State, seats: &[Seat]) -> Vec<Ranked> {
    scoreboard::ranking(seats, &state.players, |record| (record.score, record.gain))
}

fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut awards = Awards::new(seats, &state.players);
    let award = |key, title, emoji| Award { key, title, emoji };
    awards.give(award("clearest_hand", "Clearest hand", "🎨"), 1, |record| record.recognised);
    let title = |record: &Record| Moment::of(record.title.as_ref(), |_| None);
    awards.give_for(award("fooled_most", "Master of lies", "🎭"), 1, |record| record.fooled, title);
    awards.give(award("most_truths", "Truth seeker", "🔎"), 1, |record| record.truths);
    reactions::give_awards(&mut awards, RECEIVED, |_| None);
    awards.finish()
}
