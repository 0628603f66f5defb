//! The awards that reactions bring.
//!
//! Each emoji brings at most one award: to the player who received it most often, or, if nobody received it, to the
//! player who sent it most often.

use super::{EMOJI, ReactionRecord};
use crate::{
    awards::{Award, Awards, Moment},
    ranking::Scored,
};

/// Key and English title of the award for receiving each of [`EMOJI`], in the same order.
pub type ReceivedNames = [(&'static str, &'static str); EMOJI.len()];

/// Key and English title of the award for sending each of [`EMOJI`], in the same order.
const SENT: [(&str, &str); EMOJI.len()] = [
    ("loudest_laugh", "Loudest laugh"),
    ("easily_amazed", "Most easily amazed"),
    ("best_audience", "Best audience"),
    ("fire_starter", "Fire starter"),
    ("could_not_look", "Could not look"),
    ("coolest_head", "Coolest head"),
];

/// Gives the awards for reactions. `question` returns the text of the question with this number.
pub fn give_awards<R: Scored + AsRef<ReactionRecord>>(
    awards: &mut Awards<'_, R>,
    received: ReceivedNames,
    question: impl Fn(u32) -> Option<String>,
) {
    for (which, ((emoji, received), sent)) in EMOJI.iter().zip(received).zip(SENT).enumerate() {
        let award = |(key, title)| Award { key, title, emoji };
        let count = |record: &R| record.as_ref().received(which);
        if !awards.give_for(award(received), 1, count, |record| Moment::of(record.as_ref().applauded(), &question)) {
            let count = |record: &R| record.as_ref().sent(which);
            awards.give_for(award(sent), 1, count, |record| Moment::of(record.as_ref().busiest(), &question));
        }
    }
}
