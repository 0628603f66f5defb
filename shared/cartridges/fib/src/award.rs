//! The awards of a game.
//!
//! Three awards depend on lies and guesses. Each emoji brings at most one more: to the player whose
//! lies received it most often during reveals, or, if no lie received it, to the player who sent it
//! most often.

use wpp_cartridge_kit::{
    awards::{Award, AwardView, Awards},
    bluff::Highlight,
};
use wpp_game::driver::Seat;

use crate::{
    contract::action::EMOJI,
    state::{Record, State},
};

/// Key and English title of an award.
struct Name {
    key: &'static str,
    title: &'static str,
}

/// The awards of one emoji.
struct ReactionAwards {
    received: Name,
    sent: Name,
}

const fn reaction(received: (&'static str, &'static str), sent: (&'static str, &'static str)) -> ReactionAwards {
    ReactionAwards { received: Name { key: received.0, title: received.1 }, sent: Name { key: sent.0, title: sent.1 } }
}

/// The awards of each of [`EMOJI`], in the same order.
const REACTIONS: [ReactionAwards; EMOJI.len()] = [
    reaction(("funniest_lies", "Funniest liar"), ("loudest_laugh", "Loudest laugh")),
    reaction(("wildest_lies", "Wildest imagination"), ("easily_amazed", "Most easily amazed")),
    reaction(("crowd_favourite", "Crowd favourite"), ("best_audience", "Best audience")),
    reaction(("hottest_lies", "Hottest lies"), ("fire_starter", "Fire starter")),
    reaction(("most_shameless", "Most shameless"), ("could_not_look", "Could not look")),
    reaction(("coldest_lies", "Ice-cold liar"), ("coolest_head", "Coolest head")),
];

/// Returns the awards of a finished game.
pub(super) fn awards(state: &State, seats: &[Seat]) -> Vec<AwardView> {
    let mut awards = Awards::new(seats, &state.players);
    let award = |key, title, emoji| Award { key, title, emoji };
    let quote = |highlight: &Option<Highlight>| highlight.as_ref().map(|highlight| highlight.text.clone());
    let lie = |record: &Record| quote(&record.highlights.lie);
    let applauded = |record: &Record| quote(&record.highlights.applauded);
    awards.give_for(award("fooled_most", "Master of lies", "🎭"), 1, |record| record.fooled, lie);
    let truth = |record: &Record| quote(&record.highlights.truth);
    awards.give_for(award("most_truths", "Truth seeker", "🔎"), 1, |record| record.truths, truth);
    let believed = |record: &Record| quote(&record.highlights.believed);
    awards.give_for(award("most_gullible", "Most gullible", "🎣"), 1, |record| record.fell, believed);
    for (which, (emoji, ReactionAwards { received, sent })) in EMOJI.iter().zip(REACTIONS).enumerate() {
        let count = |counts: &[u32; EMOJI.len()]| counts.get(which).copied().unwrap_or(0);
        let received = award(received.key, received.title, emoji);
        if !awards.give_for(received, 1, |record| count(&record.received), applauded) {
            awards.give(award(sent.key, sent.title, emoji), 1, |record| count(&record.sent));
        }
    }
    awards.finish()
}
