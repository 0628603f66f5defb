//! Votes of the audience for the options of a question. The session counts them, and the game receives their sums.

use std::num::NonZeroU32;

use wpp_game::driver::{Ballot, BallotKind, Tally};

use super::OptionIds;

/// Returns the vote of a person for the option at `index`. `most` is the maximum number of votes of one person.
#[must_use]
pub fn audience_vote(ids: OptionIds, index: usize, most: usize) -> Ballot {
    let most = u32::try_from(most).ok().and_then(NonZeroU32::new);
    Ballot { kind: BallotKind::Vote, poll: ids.question_id(), choice: ids.id(index), most }
}

/// Returns the audience's votes for each of `count` options; `None` if the votes are for another question.
#[must_use]
pub fn audience_votes(ids: OptionIds, count: usize, tally: &Tally<'_>) -> Option<Vec<u32>> {
    let votes = |index| tally.sums.get(&ids.id(index)).copied().unwrap_or(0);
    (tally.poll == ids.question_id()).then(|| (0..count).map(votes).collect())
}
