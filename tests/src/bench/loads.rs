//! The loads: how many games, and how fast their phases follow each other. Nobody answers, so each phase is a deadline.

use std::time::Duration;

use serde_json::json;

use super::platform::PlatformKind::{self, Bare, Party, Separate};
use crate::loadtest::Options;

/// Players of each game.
const PLAYERS: usize = 8;

/// Phases of a question. A reveal of lies that nobody picked is one, and that of the truth is one.
const PHASES: u32 = 7;

/// A load.
#[derive(Debug, Clone, Copy)]
pub struct Load {
    /// The name.
    pub name: &'static str,
    /// Number of games.
    pub sessions: usize,
    /// Length of each phase in milliseconds.
    pub phase_ms: u32,
    /// Questions of each game.
    pub questions: u32,
    /// Whether all first deadlines fall together. Otherwise the starts are spread over a phase.
    pub is_same_instant: bool,
    /// Whether a quick run includes the load.
    pub is_quick: bool,
    /// Where it runs.
    pub platforms: &'static [PlatformKind],
}

/// Returns all loads.
#[must_use]
pub fn all() -> [Load; 6] {
    let load = |name, sessions, phase_ms, questions| Load {
        name,
        sessions,
        phase_ms,
        questions,
        is_same_instant: false,
        is_quick: false,
        platforms: &[Separate, Bare],
    };
    [
        Load { is_quick: true, ..load("200 × 8, phases of 3 s", 200, 3_000, 1) },
        Load {
            is_quick: true,
            platforms: &[Separate, Party, Bare, Party, Separate],
            ..load("400 × 8, phases of 3 s", 400, 3_000, 2)
        },
        load("1,600 × 8, phases of 3 s", 1_600, 3_000, 1),
        load("1,600 × 8, phases of 1 s", 1_600, 1_000, 2),
        load("1,600 × 8, phases of 0.5 s", 1_600, 500, 4),
        Load { is_same_instant: true, is_quick: true, ..load("200 × 8, due in the same instant", 200, 3_000, 1) },
    ]
}

impl Load {
    /// Returns the options of the load client.
    pub fn options(&self, url: &str) -> Options {
        let ms = self.phase_ms;
        let config = json!({
            "question_ms": ms, "lie_ms": ms, "guess_ms": ms, "reveal_step_ms": ms, "scores_ms": ms, "scoreboard_ms": ms,
            "rounds": 1, "questions_per_round": self.questions,
        });
        Options {
            idle: true,
            same_instant: self.is_same_instant,
            config: config.to_string(),
            ..Options::small(url, self.sessions, PLAYERS)
        }
    }

    /// Returns the times after the first start between which all games run.
    #[must_use]
    pub fn steady(&self) -> (Duration, Duration) {
        let phase = Duration::from_millis(self.phase_ms.into());
        // Starts are spread over the first phase.
        (phase.mul_f64(1.5), phase * (self.questions * PHASES) - phase / 2)
    }
}
