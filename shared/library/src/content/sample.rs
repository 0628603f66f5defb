//! Places on shelves, numbered through, and a fair draw among them.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use wpp_entity::shelf;

/// The places of some shelves, numbered from 0 through all of them.
#[derive(Debug)]
pub(super) struct Places {
    shelves: Vec<shelf::Model>,
    /// The number of each shelf's first place.
    first: Vec<u64>,
    count: u64,
}

impl Places {
    pub fn new(shelves: Vec<shelf::Model>) -> Self {
        let mut count = 0;
        let mut first = Vec::with_capacity(shelves.len());
        for shelf in &shelves {
            first.push(count);
            count += u64::try_from(shelf.size).unwrap_or(0);
        }
        Self { shelves, first, count }
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    pub fn shelf(&self, at: usize) -> Option<&shelf::Model> {
        self.shelves.get(at)
    }

    /// The shelf (by its index) and the place on it that have this number.
    pub fn at(&self, number: u64) -> Option<(usize, i32)> {
        let shelf = self.first.partition_point(|first| *first <= number).checked_sub(1)?;
        let place = number - self.first.get(shelf)?;
        Some((shelf, i32::try_from(place).ok()?))
    }

    /// The number of a place; `None` when it is on none of these shelves.
    pub fn number(&self, pack: i32, kind: &str, family_friendly: bool, place: i32) -> Option<u64> {
        let same = |shelf: &shelf::Model| {
            (shelf.pack_id, shelf.kind.as_str(), shelf.family_friendly) == (pack, kind, family_friendly)
        };
        let at = self.shelves.iter().position(same)?;
        Some(self.first.get(at)? + u64::try_from(place).ok()?)
    }

    /// `count` different numbers (there must be as many), each set of them equally likely, in random
    /// order; of `met`, the numbers to leave out, only as many from its end as are needed.
    pub fn sample<R: Rng + ?Sized>(&self, count: usize, met: &[u64], rng: &mut R) -> Vec<u64> {
        let spare = self.count().saturating_sub(count);
        let mut out: Vec<u64> = met.iter().copied().take(spare).collect();
        out.sort_unstable();
        out.dedup();
        let left = self.count - out.len() as u64;
        // The first steps of a shuffle of 0..left, of which only what was moved is written down.
        let mut moved = BTreeMap::<u64, u64>::new();
        let mut drawn = Vec::with_capacity(count);
        for step in 0..(count as u64).min(left) {
            let picked = rng.random_range(step..left);
            let value = moved.get(&picked).copied().unwrap_or(picked);
            let here = moved.get(&step).copied().unwrap_or(step);
            moved.insert(picked, here);
            drawn.push(beside(value, &out));
        }
        drawn
    }
}

/// The number that is `nth` (from 0) among those that are not in `out`, which is sorted.
fn beside(nth: u64, out: &[u64]) -> u64 {
    // Each one left out below it moves it up by one.
    out.iter().fold(nth, |number, gone| number + u64::from(*gone <= number))
}

#[cfg(test)]
mod tests {
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn places(sizes: &[i32]) -> Places {
        let shelf = |(size, pack_id): (&i32, i32)| shelf::Model {
            id: pack_id,
            pack_id,
            kind: "blank".to_owned(),
            family_friendly: true,
            size: *size,
        };
        Places::new(sizes.iter().zip(1..).map(shelf).collect())
    }

    #[test]
    fn every_place_has_its_number_and_back() {
        let places = places(&[2, 0, 3]);
        let all: Vec<_> = (0..5).map(|number| places.at(number).unwrap()).collect();
        assert_eq!(all, [(0, 0), (0, 1), (2, 0), (2, 1), (2, 2)]);
        for (number, (shelf, place)) in all.into_iter().enumerate() {
            let pack = places.shelf(shelf).unwrap().pack_id;
            assert_eq!(places.number(pack, "blank", true, place), Some(number as u64));
        }
        assert_eq!(places.number(9, "blank", true, 0), None);
    }

    #[test]
    fn every_pair_is_drawn_equally_often_in_either_order() {
        let (places, mut rng) = (places(&[2, 3]), ChaCha8Rng::seed_from_u64(1));
        let mut times = BTreeMap::<Vec<u64>, u32>::new();
        for _ in 0..20_000 {
            *times.entry(places.sample(2, &[], &mut rng)).or_default() += 1;
        }
        // 20 ordered pairs, 1000 expected of each, standard deviation 31.
        assert_eq!(times.len(), 20);
        assert!(times.values().all(|n| (850..1150).contains(n)), "{times:?}");
    }

    #[test]
    fn what_is_left_out_is_not_drawn_and_the_rest_is_as_likely_as_before() {
        let (places, mut rng) = (places(&[10]), ChaCha8Rng::seed_from_u64(2));
        let mut times = BTreeMap::<u64, u32>::new();
        for _ in 0..7000 {
            for number in places.sample(1, &[0, 4, 9], &mut rng) {
                *times.entry(number).or_default() += 1;
            }
        }
        assert_eq!(times.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 5, 6, 7, 8]);
        assert!(times.values().all(|n| (850..1150).contains(n)), "{times:?}");
    }

    #[test]
    fn when_too_few_are_left_the_one_met_longest_ago_comes_back() {
        let (places, mut rng) = (places(&[4]), ChaCha8Rng::seed_from_u64(3));
        let mut drawn = places.sample(2, &[3, 2, 1, 0], &mut rng);
        drawn.sort_unstable();
        assert_eq!(drawn, [0, 1]);
        assert_eq!(places.sample(4, &[3, 2, 1, 0], &mut rng).len(), 4);
    }
}
