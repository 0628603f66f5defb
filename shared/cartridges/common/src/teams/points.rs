//! Points of a team.

use serde::{Deserialize, Serialize};

/// Parts of a point. An average of whole points seldom is one: three members with 1000 points between them have 333⅓ each,
/// and after three such questions 1000.
const PARTS: i64 = 1_000_000;

/// The points of a team, in parts of a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Points {
    /// Points of the game.
    #[serde(rename = "s")]
    score: i64,
    /// Points of the current question.
    #[serde(rename = "g", default)]
    gain: i64,
}

impl Points {
    /// Starts the next question.
    pub(super) fn start_question(&mut self) {
        self.gain = 0;
    }

    /// Adds the average of these points; nothing when there are none.
    pub(super) fn add_average(&mut self, gains: &[i64]) {
        let Some(count) = i64::try_from(gains.len()).ok().filter(|count| *count > 0) else { return };
        let sum = gains.iter().fold(0_i64, |sum, gain| sum.saturating_add(*gain));
        self.gain = sum.saturating_mul(PARTS) / count;
        self.score = self.score.saturating_add(self.gain);
    }

    /// Returns the points of the game, rounded.
    pub(super) fn score(self) -> i64 {
        rounded(self.score)
    }

    /// Returns what the current question added to [`score`](Self::score), so that the gains on the scoreboards add up.
    pub(super) fn gain(self) -> i64 {
        self.score() - rounded(self.score.saturating_sub(self.gain))
    }
}

fn rounded(parts: i64) -> i64 {
    parts.saturating_add(PARTS / 2).div_euclid(PARTS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thirds_add_up() {
        let mut points = Points::default();
        for (gain, score) in [(333, 333), (334, 667), (333, 1_000)] {
            points.start_question();
            points.add_average(&[1_000, 0, 0]);
            assert_eq!((points.gain(), points.score()), (gain, score));
        }
        points.start_question();
        points.add_average(&[]);
        assert_eq!((points.gain(), points.score()), (0, 1_000), "nobody plays");
    }
}
