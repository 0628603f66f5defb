//! The rounds, and the awards after the last one: for drawings that others recognise, for false titles that others pick, for
//! true titles found, and for [reactions](wpp_cartridge_kit::reactions).

use wpp_cartridge_kit::{
    awards::{Award, Awards, Moment},
    prelude::*,
    reactions::{self, ReceivedNames},
};

use crate::{
    Sketch,
    state::{Record, State},
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

impl Rounds for Sketch {
    fn is_final_round(state: &State) -> bool {
        state.round == state.config.rounds
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
}
