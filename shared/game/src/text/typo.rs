//! The distance of two words, in typos.

/// Returns the cost of turning `a` into `b`, if it is at most `limit`.
///
/// An extra letter, a missing letter or two swapped neighbours cost 1. Another letter in the same place
/// costs 2, because real words often differ that way (Iceland and Ireland, horse and house).
///
/// The time is `O(length × limit)`: only cells within the limit are computed.
pub(super) fn typo_cost(a: &str, b: &str, limit: usize) -> Option<usize> {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > limit {
        return None;
    }
    let beyond = limit + 1;
    let width = b.len() + 1;
    let mut before: Vec<usize> = vec![beyond; width];
    let mut above: Vec<usize> = (0..width).map(|j| j.min(beyond)).collect();
    for i in 1..=a.len() {
        let mut row = vec![beyond; width];
        let mut least = beyond;
        for j in i.saturating_sub(limit)..=(i + limit).min(b.len()) {
            row[j] = if j == 0 {
                i
            } else if a[i - 1] == b[j - 1] {
                above[j - 1]
            } else {
                let swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                let swap = if swapped { before[j - 2] + 1 } else { beyond };
                (above[j] + 1).min(row[j - 1] + 1).min(above[j - 1] + 2).min(swap)
            }
            .min(beyond);
            least = least.min(row[j]);
        }
        // Costs never decrease from row to row, and a swap depends on the row before the last.
        if least == beyond && above.iter().all(|cost| *cost >= limit) {
            return None;
        }
        before = above;
        above = row;
    }
    above.last().copied().filter(|cost| *cost <= limit)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn typo_costs_one_and_substitution_two() {
        assert_eq!(typo_cost("grand", "grand", 2), Some(0));
        assert_eq!(typo_cost("gran", "grand", 2), Some(1));
        assert_eq!(typo_cost("pharoah", "pharaoh", 2), Some(1));
        assert_eq!(typo_cost("iceland", "ireland", 2), Some(2));
        assert_eq!(typo_cost("iceland", "ireland", 1), None);
        assert_eq!(typo_cost("", "ab", 2), Some(2));
    }

    /// Computes the same distance without optimisation.
    fn reference(a: &[char], b: &[char]) -> usize {
        let mut d = vec![vec![0; b.len() + 1]; a.len() + 1];
        for i in 0..=a.len() {
            for j in 0..=b.len() {
                d[i][j] = match (i, j) {
                    (0, n) | (n, 0) => n,
                    _ => {
                        let same = if a[i - 1] == b[j - 1] { 0 } else { 2 };
                        let mut best = (d[i - 1][j] + 1).min(d[i][j - 1] + 1).min(d[i - 1][j - 1] + same);
                        if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                            best = best.min(d[i - 2][j - 2] + 1);
                        }
                        best
                    }
                }
            }
        }
        d[a.len()][b.len()]
    }

    proptest! {
        #[test]
        fn matches_the_reference(a in "[abc]{0,8}", b in "[abc]{0,8}", limit in 0usize..4) {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let whole = reference(&x, &y);
            prop_assert_eq!(typo_cost(&a, &b, limit), (whole <= limit).then_some(whole));
        }
    }
}
