//! The awards of a game.
//!
//! Three awards depend on answers. [Reactions](wpp_cartridge_kit::reactions) bring more: those during the solution are
//! for the players in the [spotlight](super::spotlight).

use wpp_cartridge_kit::{
    awards::{Award, Awards, Moment},
    prelude::*,
    reactions::{self, ReceivedNames},
};

use crate::state::{Record, State};

/// The awards for reactions to answers.
const RECEIVED: ReceivedNames = [
    ("funniest_answers", "Funniest answers"),
    ("wildest_answers", "Wildest guesses"),
    ("favourite_answers", "Crowd favourite"),
    ("hottest_answers", "Hottest answers"),
    ("boldest_answers", "Most daring"),
    ("coolest_answers", "Ice-cold answers"),
];

/// Returns the awards of a finished game.
pub(super) fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut awards = Awards::new(seats, &state.players);
    let award = |key, title, emoji| Award { key, title, emoji };
    let question = |number: u32| state.prompt(number).map(str::to_owned);
    let at = |number: Option<u32>| Moment { quote: None, question: number.and_then(question) };
    let rarest = |record: &Record| Moment::of(record.rarest.as_ref(), question);
    awards.give_for(award("most_right", "Know-it-all", "🧠"), 1, |record| record.right, rarest);
    awards.give_for(
        award("longest_streak", "On a roll", "🔥"),
        2,
        |record| record.longest,
        |record| at(record.longest_at),
    );
    awards.give_for(award("fastest", "Fastest fingers", "⚡"), 1, |record| record.first, |record| at(record.first_at));
    reactions::give_awards(&mut awards, RECEIVED, question);
    awards.finish()
}
