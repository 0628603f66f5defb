//! Games of the load client during a fault, with their history.

use std::{
    fs::File,
    io::BufReader,
    path::{Path, PathBuf},
};

use serde_json::json;
use tokio::task::JoinHandle;

use super::waits::{self, Waits};
use crate::loadtest::{
    self, LoadTestError, Options, Report,
    history::{self, Verdict},
};

/// Games of one trial.
pub const SESSIONS: usize = 3;

/// Players of each game.
const PLAYERS: usize = 4;

/// Running games.
#[derive(Debug)]
pub struct Games {
    playing: JoinHandle<Result<Report, LoadTestError>>,
    history: PathBuf,
}

/// The results of finished games.
#[derive(Debug)]
pub struct Played {
    /// The report of the load client.
    pub report: Report,
    /// The verdict of the history checker.
    pub verdict: Verdict,
    /// How long phones waited.
    pub waits: Waits,
}

impl Games {
    /// Starts games at the API at `url`. They write their history into `folder`.
    #[must_use]
    pub fn start(url: String, folder: &Path, questions: u32, seed: u64) -> Self {
        let history = folder.join("history");
        // Short phases, so that something is due several times a second. A player who cannot be reached makes the others
        // wait for the answer, so that no answer is missed.
        let config = json!({
            "rounds": 1, "questions_per_round": questions, "question_ms": 400, "lie_ms": 30_000, "guess_ms": 30_000,
            "reveal_step_ms": 320, "scores_ms": 320, "scoreboard_ms": 320,
        });
        let options = Options {
            config: config.to_string(),
            screens: true,
            // Only the fault breaks connections.
            sleepers: Some(0.0),
            reconnectors: Some(0.0),
            think_ms: 1_000,
            timeout: 90,
            seed,
            history: Some(history.clone()),
            ..Options::small(url, SESSIONS, PLAYERS)
        };
        Self { playing: tokio::spawn(loadtest::run(options)), history }
    }

    /// Waits for the end of all games and verifies their history.
    ///
    /// # Panics
    /// Panics if the load client cannot start or its history cannot be read.
    pub async fn end(self, injected_us: i64, healed_us: i64) -> Played {
        let report = self.playing.await.expect("the load client does not panic").expect("the load client starts");
        let open = || BufReader::new(File::open(&self.history).expect("the history exists"));
        let verdict = history::check(open()).expect("the history is whole");
        let waits = waits::measure(open(), injected_us, healed_us).expect("the history is whole");
        Played { report, verdict, waits }
    }
}
