//! Awards: what people will remember of the game.
//!
//! Three come from the play, and up to one from each emoji: to whose lies got it most often in
//! the reveals, or, when no lie did, to who sent it most often. What nobody did earns nothing.
//!
//! When several did it equally often, it goes to who has fewest awards yet, then to who has
//! fewest points (the winner has a win already), then to who joined first.

use super::{
    event::AwardView,
    reaction::EMOJI,
    state::{Record, State},
};
use wpp_game::{driver::Seat, ids::PlayerId};

/// A key for translations and a title in English.
type Name = (&'static str, &'static str);

/// For [`EMOJI`] in order: for getting it, and for sending it.
const REACTED: [(Name, Name); EMOJI.len()] = [
    (("funniest_lies", "Funniest liar"), ("loudest_laugh", "Loudest laugh")),
    (("wildest_lies", "Wildest imagination"), ("easily_amazed", "Most easily amazed")),
    (("crowd_favourite", "Crowd favourite"), ("best_audience", "Best audience")),
    (("hottest_lies", "Hottest lies"), ("fire_starter", "Fire starter")),
    (("most_shameless", "Most shameless"), ("could_not_look", "Could not look")),
    (("coldest_lies", "Ice-cold liar"), ("coolest_head", "Coolest head")),
];

/// Hands out the awards of a finished game.
pub(super) fn give(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut jury = Jury { state, seats, given: Vec::new() };
    jury.award(("fooled_most", "Master of lies"), "🎭", |record| record.fooled);
    jury.award(("most_truths", "Truth seeker"), "🔎", |record| record.truths);
    jury.award(("most_gullible", "Most gullible"), "🎣", |record| record.fell);
    for (which, (emoji, (got, sent))) in EMOJI.iter().zip(REACTED).enumerate() {
        let of = |counts: &[u32; EMOJI.len()]| counts.get(which).copied().unwrap_or(0);
        if !jury.award(got, emoji, |record| of(&record.received)) {
            jury.award(sent, emoji, |record| of(&record.sent));
        }
    }
    jury.given
}

struct Jury<'a> {
    state: &'a State,
    seats: &'a [Seat],
    given: Vec<AwardView>,
}

impl Jury<'_> {
    /// Gives the award to who did most of it; `false` when nobody did any.
    fn award(&mut self, (award, title): Name, emoji: &str, value: impl Fn(&Record) -> u32) -> bool {
        let contenders = self.seats.iter().filter_map(|seat| {
            let record = self.state.players.get(&seat.player_id)?;
            Some((seat, record, value(record))).filter(|(_, _, value)| *value > 0)
        });
        // `min_by_key` keeps the first of equals: who joined first.
        let best = contenders.min_by_key(|(seat, record, value)| {
            (std::cmp::Reverse(*value), self.awards_of(&seat.player_id), record.score)
        });
        let Some((seat, _, value)) = best else { return false };
        self.given.push(AwardView {
            award: award.to_owned(),
            title: title.to_owned(),
            player_id: seat.player_id.clone(),
            emoji: emoji.to_owned(),
            value,
        });
        true
    }

    fn awards_of(&self, player: &PlayerId) -> usize {
        self.given.iter().filter(|award| award.player_id == *player).count()
    }
}
