//! Points of players, and ranks with ties.

use std::cmp::Reverse;

/// A player's record during the game.
pub trait Scored {
    /// Returns the points of the game.
    fn score(&self) -> i64;

    /// Returns the points since the last scoreboard.
    fn gain(&self) -> i64;

    /// Returns the points of both.
    fn points_mut(&mut self) -> [&mut i64; 2];

    /// Adds points to both.
    fn earn(&mut self, points: i64) {
        for sum in self.points_mut() {
            *sum = sum.saturating_add(points);
        }
    }

    /// Starts to count the points until the next scoreboard.
    fn start_scoring(&mut self) {
        let [_, gain] = self.points_mut();
        *gain = 0;
    }
}

/// An entry of a ranking.
pub trait RankedEntry {
    /// Returns the score that determines the rank.
    fn score(&self) -> i64;

    /// Sets the rank, from 1.
    fn set_rank(&mut self, rank: usize);
}

/// Sorts entries by score, best first, and assigns ranks. Entries with equal scores keep their order.
#[must_use]
pub fn rank<T: RankedEntry>(mut entries: Vec<T>) -> Vec<T> {
    entries.sort_by_key(|entry| Reverse(entry.score()));
    assign_ranks(&mut entries);
    entries
}

/// Assigns ranks to entries sorted by score, best first. Equal scores share a rank, and the ranks they
/// occupy are skipped: 1, 1, 3.
pub fn assign_ranks<T: RankedEntry>(sorted: &mut [T]) {
    let (mut rank, mut last) = (1, None);
    for (at, entry) in sorted.iter_mut().enumerate() {
        if last.replace(entry.score()) != Some(entry.score()) {
            rank = at + 1;
        }
        entry.set_rank(rank);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Entry {
        name: char,
        score: i64,
        rank: usize,
    }

    impl RankedEntry for Entry {
        fn score(&self) -> i64 {
            self.score
        }

        fn set_rank(&mut self, rank: usize) {
            self.rank = rank;
        }
    }

    #[test]
    fn ties_share_a_rank_and_skip_the_next() {
        let entry = |(name, score)| Entry { name, score, rank: 0 };
        let ranked = rank([('a', 5), ('b', 9), ('c', 9), ('d', 1)].map(entry).into());
        let ranks: Vec<(char, usize)> = ranked.iter().map(|entry| (entry.name, entry.rank)).collect();
        assert_eq!(ranks, [('b', 1), ('c', 1), ('a', 3), ('d', 4)]);
    }
}
