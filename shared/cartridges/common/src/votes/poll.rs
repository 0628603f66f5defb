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
    /// Number of votes of a player who can choose. A player may give an option several of them.
    pub votes_each: usize,
    /// Whether authors vote too, for the options of others.
    pub authors_vote: bool,
}

impl Poll<'_> {
    /// Returns how many votes `player` has, including those that the player has used.
    #[must_use]
    pub fn votes_of(&self, player: &PlayerId) -> usize {
        let own = self.authors.iter().filter(|author| **author == player).count();
        match self.authors.len() - own {
            _ if own > 0 && !self.authors_vote => 0,
            // Several votes for the only option of others are like one.
            others @ (0 | 1) => others,
            _ => self.votes_each,
        }
    }

    /// Returns how many votes a member of the audience has, each for a different option. A vote for every option would decide nothing,
    /// so there is one fewer than there are options.
    #[must_use]
    pub fn votes_of_spectator(&self) -> usize {
        self.votes_each.min(self.authors.len().saturating_sub(1)).max(1)
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
        if self.votes.by(voter).count() >= votes {
            return Err(VoteRejection::AlreadyVoted);
        }
        Ok(())
    }
}
