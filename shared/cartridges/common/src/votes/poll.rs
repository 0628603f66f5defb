//! The question that people vote on.

use wpp_game::ids::PlayerId;

use super::{VoteRejection, Votes};
use crate::answers::OptionIds;

/// A question that people vote on.
#[derive(Debug, Clone)]
pub struct Poll<'a> {
    /// The ids of the options.
    pub ids: OptionIds,
    /// The authors of the options, in the order that everybody sees.
    pub authors: Vec<&'a PlayerId>,
    /// The votes so far.
    pub votes: &'a Votes,
    /// Maximum number of votes of one person, each for a different option.
    pub votes_each: usize,
    /// Whether authors vote too, for the options of others.
    pub authors_vote: bool,
}

impl Poll<'_> {
    /// Returns how many votes `person` has, including those that the person has used.
    #[must_use]
    pub fn votes_of(&self, person: &PlayerId) -> usize {
        let own = self.authors.iter().filter(|author| **author == person).count();
        if own > 0 && !self.authors_vote { 0 } else { self.votes_each.min(self.authors.len() - own) }
    }

    /// Returns whether `person` has votes, and has used all of them.
    #[must_use]
    pub fn has_voted(&self, person: &PlayerId) -> bool {
        let votes = self.votes_of(person);
        votes > 0 && self.votes.by(person).count() == votes
    }

    /// Returns the index of the option that `person` wrote.
    #[must_use]
    pub fn own_option(&self, person: &PlayerId) -> Option<usize> {
        self.authors.iter().position(|author| *author == person)
    }

    /// Returns the index of the option with this id.
    ///
    /// # Errors
    /// [`VoteRejection::UnknownOption`].
    pub fn find(&self, option_id: &str) -> Result<usize, VoteRejection> {
        self.ids.find(option_id, self.authors.len()).ok_or(VoteRejection::UnknownOption)
    }

    /// Checks that `voter` may vote for an option.
    ///
    /// # Errors
    /// [`VoteRejection`] with the first reason that applies.
    pub fn check(&self, voter: &PlayerId, option: usize) -> Result<(), VoteRejection> {
        let votes = self.votes_of(voter);
        if votes == 0 {
            return Err(VoteRejection::AuthorCannotVote);
        }
        if self.authors.get(option).is_some_and(|author| *author == voter) {
            return Err(VoteRejection::OwnOption);
        }
        if self.votes.by(voter).count() >= votes || self.votes.by(voter).any(|voted| voted == option) {
            return Err(VoteRejection::AlreadyVoted);
        }
        Ok(())
    }
}
