//! The stored votes of a question.

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
    /// Returns the options that `voter` voted for.
    pub fn by<'a>(&'a self, voter: &'a PlayerId) -> impl Iterator<Item = usize> + 'a {
        self.players.iter().filter(move |vote| vote.voter == *voter).map(|vote| vote.option)
    }

    /// Returns the players who voted for an option, in the order of their votes.
    #[must_use]
    pub fn voters(&self, option: usize) -> Vec<PlayerId> {
        self.players.iter().filter(|vote| vote.option == option).map(|vote| vote.voter.clone()).collect()
    }

    /// Returns the audience's votes for an option.
    #[must_use]
    pub fn audience_votes(&self, option: usize) -> u32 {
        self.audience.get(option).copied().unwrap_or(0)
    }

    /// Returns whether an option has every vote of at least `fewest` players.
    #[must_use]
    pub fn is_sweep(&self, option: usize, fewest: usize) -> bool {
        self.players.len() >= fewest && self.players.iter().all(|vote| vote.option == option)
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
    fn a_sweep_has_every_vote() {
        assert!(votes(&[1, 1], &[5, 0]).is_sweep(1, 2));
        assert!(!votes(&[1], &[]).is_sweep(1, 2));
        assert!(!votes(&[1, 1, 0], &[]).is_sweep(1, 2));
    }
}
