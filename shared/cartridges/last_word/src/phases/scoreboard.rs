//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::{
    awards::{Award, AwardView, Awards, Moment},
    scoreboard::{self, GameOver, Ranked, Scoreboard},
};
use wpp_game::driver::Seat;

use crate::{
    Step,
    contract::event::Event,
    state::{Quote, Record, Stage, State},
};

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
    let moment =
        |quote: &Option<Quote>| Moment { quote: quote.as_ref().map(|quote| quote.text.clone()), ..Moment::default() };
    let best = |record: &Record| moment(&record.best);
    awards.give_for(award("most_votes", "Wit of the evening", "👏"), 1, |record| record.votes, best);
    awards.give_for(award("clean_sweeps", "Clean sweep", "🧹"), 1, |record| record.sweeps, best);
    let favourite = |record: &Record| moment(&record.favourite);
    awards.give_for(award("audience_favourite", "Audience favourite", "💐"), 1, |record| record.audience, favourite);
    awards.finish()
}
