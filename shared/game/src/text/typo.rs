//! How far apart two words are, in slips of the thumb.

/// The cost of turning `a` into `b` when it is at most `limit`: 1 for a letter too many, a letter
/// missing or two neighbours swapped; 2 for another letter in its place, since that is how real
/// words differ (Iceland and Ireland, horse and house).
///
/// Work is `O(length × limit)`: only the cells that a cost within the limit can reach are filled.
pub(super) fn slips(a: &str, b: &str, limit: usize) -> Option<usize> {
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
        // Costs only grow from row to row; a swap reaches back one row further.
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
    fn a_slip_costs_one_and_another_letter_two() {
        assert_eq!(slips("grand", "grand", 2), Some(0));
        assert_eq!(slips("gran", "grand", 2), Some(1));
        assert_eq!(slips("pharoah", "pharaoh", 2), Some(1));
        assert_eq!(slips("iceland", "ireland", 2), Some(2));
        assert_eq!(slips("iceland", "ireland", 1), None);
        assert_eq!(slips("", "ab", 2), Some(2));
    }

    /// The same distance, written for the eye alone.
    fn plain(a: &[char], b: &[char]) -> usize {
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
        fn the_narrow_band_finds_what_the_whole_table_finds(a in "[abc]{0,8}", b in "[abc]{0,8}", limit in 0usize..4) {
            let (x, y): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
            let whole = plain(&x, &y);
            prop_assert_eq!(slips(&a, &b, limit), (whole <= limit).then_some(whole));
        }
    }
}
