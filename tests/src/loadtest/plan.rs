//! Start time and configuration of each game.

use std::time::Duration;

use serde_json::{Map, Value};

use super::{checks::rules::Rules, options::Options};

/// Time between two starts when all deadlines fall together: the server has finished the previous start by
/// then.
const APART: Duration = Duration::from_millis(5);

/// Upper bound of `question_ms` in the contract.
const LONGEST_QUESTION_MS: u64 = 600_000;

/// Why a configuration cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum PlanError {
    /// `--config` is not a JSON object.
    #[error("--config is not a JSON object: {0}")]
    Config(#[from] serde_json::Error),
}

/// Returns the configuration that all sessions share.
///
/// # Errors
/// Returns [`PlanError`] when `--config` cannot be parsed.
pub fn config(options: &Options) -> Result<Map<String, Value>, PlanError> {
    let mut config: Map<String, Value> = serde_json::from_str(&options.config)?;
    if options.players > 12 {
        config.entry("max_players").or_insert(options.players.into());
    }
    if options.same_instant {
        config.entry("rounds").or_insert(1.into());
        config.entry("questions_per_round").or_insert(1.into());
    }
    Ok(config)
}

/// Returns the configuration of session `index`.
///
/// With `--same-instant` the games start one after the other, and each first phase is shorter than the one
/// before. Simultaneous starts would queue at the server.
#[must_use]
pub fn config_of(options: &Options, config: &Map<String, Value>, index: usize) -> Map<String, Value> {
    let mut config = config.clone();
    if options.same_instant {
        let ahead = delay_of(options, &config, options.sessions.saturating_sub(1))
            .saturating_sub(delay_of(options, &config, index));
        let ahead = u64::try_from(ahead.as_millis()).unwrap_or(u64::MAX);
        let question_ms = Rules::of(&config).question_ms.saturating_add(ahead).min(LONGEST_QUESTION_MS);
        config.insert("question_ms".to_owned(), question_ms.into());
    }
    config
}

/// Returns the time between the first start and the start of session `index`.
#[must_use]
pub fn delay_of(options: &Options, config: &Map<String, Value>, index: usize) -> Duration {
    let index = u32::try_from(index).unwrap_or(u32::MAX);
    if options.same_instant {
        return APART * index;
    }
    let share = f64::from(index) / f64::from(u32::try_from(options.sessions.max(1)).unwrap_or(u32::MAX));
    let window = match (options.start_rate, options.stagger_ms) {
        (Some(rate), _) if rate > 0.0 => return Duration::from_secs_f64((f64::from(index) / rate).min(86_400.0)),
        (_, Some(ms)) => Duration::from_millis(ms),
        (_, None) => Duration::from_millis(Rules::of(config).question_ms),
    };
    window.mul_f64(share)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn deadline(options: &Options, index: usize) -> u128 {
        let shared = config(options).unwrap();
        let own = config_of(options, &shared, index);
        delay_of(options, &shared, index).as_millis() + u128::from(Rules::of(&own).question_ms)
    }

    #[test]
    fn spreads_starts_over_a_question() {
        let options = Options { config: r#"{"question_ms":3000}"#.to_owned(), ..Options::small("", 3, 8) };
        assert_eq!([0, 1, 2].map(|index| deadline(&options, index)), [3_000, 4_000, 5_000]);
    }

    #[test]
    fn starts_follow_a_rate() {
        let options = Options { start_rate: Some(100.0), ..Options::small("", 3, 8) };
        assert_eq!(delay_of(&options, &Map::new(), 2), Duration::from_millis(20));
    }

    #[test]
    fn same_instant_aligns_first_deadlines() {
        let options = Options { same_instant: true, ..Options::small("", 200, 8) };
        assert_eq!([0, 77, 199].map(|index| deadline(&options, index)), [5_995; 3]);
    }
}
