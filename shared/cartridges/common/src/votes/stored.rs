//! The stored votes of a question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::ids::PlayerId;

/// The votes for the options of one question.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Votes {
    /// The players' votes, in the order of arrival.
    #[serde(rename = "votes")]
    pub players: Vec<Vote>,
    /// The audience's votes for each option, once somebody voted.
    pub audience: Vec<u32>,
}

/// A vote: an index into the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Vote {
    /// Id of the player.
    pub voter: PlayerId,
    /// Index of the option.
    pub option: usize,
}

impl Votes {
    /// Returns the option of each vote of `voter`.
    pub fn by<'a>(&'a self, voter: &'a PlayerId) -> impl Iterator<Item = usize> + 'a {
        self.players.iter().filter(move |vote| vote.voter == *voter).map(|vote| vote.option)
    }

    /// Returns the player of each vote for an option, in the order of the votes.
    #[must_use]
    pub fn voters(&self, option: usize) -> Vec<PlayerId> {
        self.players.iter().filter(|vote| vote.option == option).map(|vote| vote.voter.clone()).collect()
    }

    /// Returns the audience's votes for an option.
    #[must_use]
    pub fn audience_votes(&self, option: usize) -> u32 {
        self.audience.get(option).copied().unwrap_or(0)
    }

    /// Returns the voters of an option that has the votes of all players; nobody for any other option.
    #[must_use]
    pub fn unanimous(&self, option: usize) -> BTreeSet<&PlayerId> {
        let is_unanimous = self.players.iter().all(|vote| vote.option == option);
        self.players.iter().filter(|_| is_unanimous).map(|vote| &vote.voter).collect()
    }

    /// Returns an option's part of `pot`, rounded down; 0 before the first vote. The whole audience weighs as much as one vote of
    /// a player.
    #[must_use]
    pub fn share(&self, pot: i64, option: usize) -> i64 {
        let audience: i64 = self.audience.iter().copied().map(i64::from).sum();
        let weight = audience.max(1);
        let own = self.players.iter().filter(|vote| vote.option == option).count();
        let (Ok(players), Ok(own)) = (i64::try_from(self.players.len()), i64::try_from(own)) else { return 0 };
        let (all, own) = (players * weight + audience, own * weight + i64::from(self.audience_votes(option)));
        if all == 0 { 0 } else { pot.saturating_mul(own) / all }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn votes(players: &[usize], audience: &[u32]) -> Votes {
        let vote = |(n, option): (usize, &usize)| Vote { voter: PlayerId(format!("p{n}")), option: *option };
        Votes { players: players.iter().enumerate().map(vote).collect(), audience: audience.to_vec() }
    }

    #[test]
    fn the_audience_weighs_as_much_as_one_player() {
        assert_eq!(votes(&[0, 0, 1], &[]).share(900, 0), 600);
        assert_eq!(votes(&[0, 0, 1], &[0, 50]).share(900, 1), 450);
        assert_eq!(votes(&[0], &[1, 3]).share(1_000, 1), 375);
        assert_eq!(votes(&[], &[1, 3]).share(1_000, 1), 750);
        assert_eq!(votes(&[], &[]).share(1_000, 0), 0);
    }

    #[test]
    fn unanimous_votes_are_for_one_option() {
        assert_eq!(votes(&[1, 1], &[5, 0]).unanimous(1).len(), 2);
        assert_eq!(votes(&[1, 1], &[5, 0]).unanimous(0).len(), 0);
        assert_eq!(votes(&[1, 1, 0], &[]).unanimous(1).len(), 0);
        assert_eq!(votes(&[], &[3]).unanimous(0).len(), 0);
    }
}
