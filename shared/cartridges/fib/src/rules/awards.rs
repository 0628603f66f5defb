//! The awards of a game.
//!
//! Three awards depend on lies and guesses. [Reactions](wpp_cartridge_kit::reactions) bring more: those during reveals are
//! for the authors of the lies.

use wpp_cartridge_kit::{
    awards::{Award, Awards, Moment},
    highlight::Highlight,
    prelude::*,
    reactions::{self, ReceivedNames},
};

use crate::state::{Record, State};

/// The awards for reactions to lies.
const RECEIVED: ReceivedNames = [
    ("funniest_lies", "Funniest liar"),
    ("wildest_lies", "Wildest imagination"),
    ("crowd_favourite", "Crowd favourite"),
    ("hottest_lies", "Hottest lies"),
    ("most_shameless", "Most shameless"),
    ("coldest_lies", "Ice-cold liar"),
];

/// Returns the awards of a finished game.
pub(super) fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut awards = Awards::new(seats, &state.players);
    let award = |key, title, emoji| Award { key, title, emoji };
    let moment = |of: &Option<Highlight>| Moment::of(of.as_ref(), |_| None);
    let lie = |record: &Record| moment(&record.highlights.lie);
    awards.give_for(award("fooled_most", "Master of lies", "🎭"), 1, |record| record.fooled, lie);
    let truth = |record: &Record| moment(&record.highlights.truth);
    awards.give_for(award("most_truths", "Truth seeker", "🔎"), 1, |record| record.truths, truth);
    let believed = |record: &Record| moment(&record.highlights.believed);
    awards.give_for(award("most_gullible", "Most gullible", "🎣"), 1, |record| record.fell, believed);
    reactions::give_awards(&mut awards, RECEIVED, |_| None);
    awards.finish()
}
