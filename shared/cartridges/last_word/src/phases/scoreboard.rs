//! `scoreboard` and `game_over`: the ranking and the awards.

use wpp_cartridge_kit::{
    awards::{Award, Awards, Moment},
    prelude::*,
    scoreboard::{GameOver, Scoreboard, ranking},
};

use super::write;
use crate::{
    Step,
    contract::Event,
    state::{Quote, Record, Stage, State},
};

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
        return write::enter(step);
    }
    let (ranking, awards) = (ranking(step.ctx.seats, &step.state.players), awards(&step.state, step.ctx.seats));
    step.state.stage = Stage::GameOver { ranking: ranking.clone(), awards: awards.clone() };
    step.begin();
    step.emit(Event::GameOver(GameOver { ranking, awards }));
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
