//! Slots of several question pools, numbered consecutively, and a uniform draw among them.

use std::collections::BTreeMap;

use rand::{Rng, RngExt};
use wpp_entity::question_pool;

/// The slots of several pools, numbered from 0 across all pools.
#[derive(Debug)]
pub(super) struct Slots {
    pools: Vec<question_pool::Model>,
    /// Number of each pool's first slot.
    first: Vec<u64>,
    count: u64,
}

impl Slots {
    pub fn new(pools: Vec<question_pool::Model>) -> Self {
        let mut count = 0;
        let mut first = Vec::with_capacity(pools.len());
        for pool in &pools {
            first.push(count);
            count += u64::try_from(pool.size).unwrap_or(0);
        }
        Self { pools, first, count }
    }

    /// Returns the number of slots.
    pub fn count(&self) -> usize {
        usize::try_from(self.count).unwrap_or(usize::MAX)
    }

    pub fn pool(&self, at: usize) -> Option<&question_pool::Model> {
        self.pools.get(at)
    }

    /// Returns the index of the pool and the slot in it for this number.
    pub fn at(&self, number: u64) -> Option<(usize, i32)> {
        let pool = self.first.partition_point(|first| *first <= number).checked_sub(1)?;
        let slot = number - self.first.get(pool)?;
        Some((pool, i32::try_from(slot).ok()?))
    }

    /// Returns the kind of the question with this number.
    fn kind(&self, number: u64) -> &str {
        self.at(number).and_then(|(pool, _)| self.pool(pool)).map_or("", |pool| &pool.kind)
    }

    /// Returns the number of a slot, or `None` if its pool is not included.
    pub fn number(&self, pack: i32, kind: &str, family_friendly: bool, slot: i32) -> Option<u64> {
        let same = |pool: &question_pool::Model| {
            (pool.pack_id, pool.kind.as_str(), pool.family_friendly) == (pack, kind, family_friendly)
        };
        let at = self.pools.iter().position(same)?;
        Some(self.first.get(at)? + u64::try_from(slot).ok()?)
    }

    /// Draws `count` different numbers in random order, each set equally likely.
    ///
    /// `excluded` numbers are left out. If too few others remain, numbers from its end return first.
    /// The result is shorter than `count` only if there are fewer slots.
    pub fn sample<R: Rng + ?Sized>(&self, count: usize, excluded: &[u64], rng: &mut R) -> Vec<u64> {
        self.sample_varied(count, count, excluded, rng)
    }

    /// Draws like [`sample`](Self::sample), but at most `limit` numbers of one kind while the other kinds have enough that are
    /// not excluded.
    pub fn sample_varied<R: Rng + ?Sized>(
        &self,
        count: usize,
        limit: usize,
        excluded: &[u64],
        rng: &mut R,
    ) -> Vec<u64> {
        let spare = self.count().saturating_sub(count);
        let mut out: Vec<u64> = excluded.iter().copied().take(spare).collect();
        out.sort_unstable();
        out.dedup();
        let left = self.count - out.len() as u64;
        // The first steps of a Fisher-Yates shuffle of 0..left; only moved entries are stored.
        let mut moved = BTreeMap::<u64, u64>::new();
        let (mut drawn, mut surplus) = (Vec::with_capacity(count), Vec::new());
        let mut of_kind = BTreeMap::<&str, usize>::new();
        for step in 0..left {
            if drawn.len() == count {
                break;
            }
            let picked = rng.random_range(step..left);
            let value = moved.get(&picked).copied().unwrap_or(picked);
            let here = moved.get(&step).copied().unwrap_or(step);
            moved.insert(picked, here);
            let number = nth_remaining(value, &out);
            let times = of_kind.entry(self.kind(number)).or_default();
            if *times < limit {
                *times += 1;
                drawn.push(number);
            } else {
                surplus.push(number);
            }
        }
        surplus.truncate(count - drawn.len());
        drawn.append(&mut surplus);
        drawn
    }
}

/// Returns the `nth` number (from 0) that is not in `out`. `out` is sorted.
fn nth_remaining(nth: u64, out: &[u64]) -> u64 {
    // Each excluded number at or below the result moves it up by one.
    out.iter().fold(nth, |number, gone| number + u64::from(*gone <= number))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    use super::*;

    fn slots(sizes: &[i32]) -> Slots {
        let of_blank: Vec<_> = sizes.iter().map(|size| ("blank", *size)).collect();
        slots_of(&of_blank)
    }

    fn slots_of(kinds: &[(&str, i32)]) -> Slots {
        let pool = |(&(kind, size), pack_id): (&(&str, i32), i32)| question_pool::Model {
            id: pack_id,
            pack_id,
            kind: kind.to_owned(),
            family_friendly: true,
            size,
        };
        Slots::new(kinds.iter().zip(1..).map(pool).collect())
    }

    fn rng(seed: u64) -> ChaCha8Rng {
        ChaCha8Rng::seed_from_u64(seed)
    }

    #[test]
    fn numbers_and_slots_are_inverse() {
        let slots = slots(&[2, 0, 3]);
        let all: Vec<_> = (0..5).map(|number| slots.at(number).unwrap()).collect();
        assert_eq!(all, [(0, 0), (0, 1), (2, 0), (2, 1), (2, 2)]);
        for (number, (pool, slot)) in all.into_iter().enumerate() {
            let pack = slots.pool(pool).unwrap().pack_id;
            assert_eq!(slots.number(pack, "blank", true, slot), Some(number as u64));
        }
        assert_eq!(slots.number(9, "blank", true, 0), None);
    }

    #[test]
    fn pairs_and_orders_are_equally_likely() {
        let (slots, mut rng) = (slots(&[2, 3]), rng(1));
        let mut times = BTreeMap::<Vec<u64>, u32>::new();
        for _ in 0..20_000 {
            *times.entry(slots.sample(2, &[], &mut rng)).or_default() += 1;
        }
        // 20 ordered pairs, 1000 expected of each, standard deviation 31.
        assert_eq!(times.len(), 20);
        assert!(times.values().all(|n| (850..1150).contains(n)), "{times:?}");
    }

    #[test]
    fn draws_the_rest_with_equal_probability() {
        let (slots, mut rng) = (slots(&[10]), rng(2));
        let mut times = BTreeMap::<u64, u32>::new();
        for _ in 0..7000 {
            for number in slots.sample(1, &[0, 4, 9], &mut rng) {
                *times.entry(number).or_default() += 1;
            }
        }
        assert_eq!(times.keys().copied().collect::<Vec<_>>(), [1, 2, 3, 5, 6, 7, 8]);
        assert!(times.values().all(|n| (850..1150).contains(n)), "{times:?}");
    }

    #[test]
    fn no_kind_exceeds_the_limit_while_others_have_enough() {
        let (slots, mut rng) = (slots_of(&[("choice", 60), ("order", 3), ("choice", 30), ("typed", 5)]), rng(4));
        let choices = |drawn: &[u64]| drawn.iter().filter(|number| slots.kind(**number) == "choice").count();
        for _ in 0..200 {
            let drawn = slots.sample_varied(12, 6, &[], &mut rng);
            assert_eq!(drawn.iter().collect::<BTreeSet<_>>().len(), 12, "{drawn:?}");
            assert!((4..=6).contains(&choices(&drawn)), "{drawn:?}");
            // Of the other kinds, four are left. A known question is no better than another choice.
            let excluded = [60, 93, 94, 95];
            let drawn = slots.sample_varied(12, 6, &excluded, &mut rng);
            assert_eq!((drawn.len(), choices(&drawn)), (12, 8), "{drawn:?}");
            assert!(excluded.iter().all(|number| !drawn.contains(number)), "{drawn:?}");
        }
    }

    #[test]
    fn oldest_excluded_number_returns_first() {
        let (slots, mut rng) = (slots(&[4]), rng(3));
        let mut drawn = slots.sample(2, &[3, 2, 1, 0], &mut rng);
        drawn.sort_unstable();
        assert_eq!(drawn, [0, 1]);
        assert_eq!(slots.sample(4, &[3, 2, 1, 0], &mut rng).len(), 4);
    }
}
