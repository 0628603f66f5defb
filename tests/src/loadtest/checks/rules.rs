//! Fib's scoring rules, written from the contract. The load test shares no code with the server's rules.

use serde_json::{Map, Value};

/// The points and times of a configuration, with the contract's defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rules {
    truth_points: i64,
    fool_points: i64,
    multipliers: Vec<i64>,
    /// Time to read a question, in milliseconds.
    pub question_ms: u64,
}

impl Rules {
    /// Reads a configuration.
    #[must_use]
    pub fn of(config: &Map<String, Value>) -> Self {
        let figure = |name: &str, default| config.get(name).and_then(Value::as_i64).unwrap_or(default);
        let multipliers = config.get("round_multipliers").and_then(Value::as_array);
        Self {
            truth_points: figure("truth_points", 1_000),
            fool_points: figure("fool_points", 500),
            multipliers: multipliers.map_or(vec![1, 2, 3], |list| list.iter().filter_map(Value::as_i64).collect()),
            question_ms: config.get("question_ms").and_then(Value::as_u64).unwrap_or(5_000),
        }
    }

    /// Returns the multiplier of `round` (from 1). The last entry of the list applies to all later rounds.
    #[must_use]
    pub fn multiplier(&self, round: u32) -> i64 {
        let at = usize::try_from(round.saturating_sub(1)).unwrap_or(usize::MAX);
        self.multipliers.get(at).or(self.multipliers.last()).copied().unwrap_or(1)
    }

    /// Returns the points for finding the truth.
    #[must_use]
    pub fn truth(&self, round: u32) -> i64 {
        self.truth_points * self.multiplier(round)
    }

    /// Returns the points for fooling this many players. A suggested lie counts half.
    #[must_use]
    pub fn fooled(&self, round: u32, players: usize, suggested: bool) -> i64 {
        let each = self.fool_points * self.multiplier(round);
        let each = if suggested { each / 2 } else { each };
        each * i64::try_from(players).unwrap_or(i64::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computes_points_of_every_round() {
        let rules = Rules::of(&Map::new());
        assert_eq!([1, 2, 3, 4].map(|round| rules.truth(round)), [1_000, 2_000, 3_000, 3_000]);
        assert_eq!((rules.fooled(2, 3, false), rules.fooled(2, 3, true)), (3_000, 1_500));
    }
}
