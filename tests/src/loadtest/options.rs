//! Options of the load test.

use std::path::PathBuf;

use clap::Args;

/// Target, size and behaviour of a load test.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Address of the API.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub url: String,
    /// Further APIs of the same server; the players of each session are spread over all of them.
    #[arg(long, value_delimiter = ',')]
    pub urls: Vec<String>,
    /// Number of sessions.
    #[arg(long, default_value_t = 10)]
    pub sessions: usize,
    /// Players in each session.
    #[arg(long, default_value_t = 4)]
    pub players: usize,
    /// Fib's configuration as JSON. `max_players` rises to `--players` unless set.
    #[arg(long, default_value = "{}")]
    pub config: String,
    /// Nobody answers: every phase ends at its deadline.
    #[arg(long)]
    pub idle: bool,
    /// Connect and stay in the lobby until stopped, to measure idle sessions.
    #[arg(long)]
    pub lobby: bool,
    /// Add a public screen to each session.
    #[arg(long)]
    pub screens: bool,
    /// Share of players who close the socket during a phase and return; 0.1 unless idle.
    #[arg(long)]
    pub sleepers: Option<f64>,
    /// Share of players whose connection breaks at times; 0.1 unless idle.
    #[arg(long)]
    pub reconnectors: Option<f64>,
    /// Reactions a second of each player during guess and reveal; 0.3 unless idle.
    #[arg(long)]
    pub reactions: Option<f64>,
    /// Upper bound of the time before a bot answers, in milliseconds.
    #[arg(long, default_value_t = 1_000)]
    pub think_ms: u64,
    /// Milliseconds over which the starts are spread; by default the time of one question.
    #[arg(long)]
    pub stagger_ms: Option<u64>,
    /// Games to start in a second; replaces `--stagger-ms`.
    #[arg(long)]
    pub start_rate: Option<f64>,
    /// Let all deadlines fall together. Plays one question unless `--config` sets more; later questions drift
    /// apart.
    #[arg(long)]
    pub same_instant: bool,
    /// End each session as its host after the game, and check that it is deleted.
    #[arg(long)]
    pub exit: bool,
    /// File for the history of the test, which `check_history` verifies.
    #[arg(long)]
    pub history: Option<PathBuf>,
    /// Seconds until the test gives up; unfinished games count as failures.
    #[arg(long, default_value_t = 1_800)]
    pub timeout: u64,
    /// Seed of all random choices.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Sessions to set up at a time.
    #[arg(long, default_value_t = 16)]
    pub concurrency: usize,
    /// Threads of the bots.
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

impl Options {
    /// Returns the options of a small test against `url`, with defaults for all else.
    #[must_use]
    pub fn small(url: impl Into<String>, sessions: usize, players: usize) -> Self {
        Self {
            url: url.into(),
            urls: Vec::new(),
            sessions,
            players,
            config: "{}".to_owned(),
            idle: false,
            lobby: false,
            screens: false,
            sleepers: None,
            reconnectors: None,
            reactions: None,
            think_ms: 1_000,
            stagger_ms: None,
            start_rate: None,
            same_instant: false,
            exit: false,
            history: None,
            timeout: 1_800,
            seed: 1,
            concurrency: 16,
            threads: 1,
        }
    }

    /// Returns all addresses without a trailing slash.
    #[must_use]
    pub fn all_urls(&self) -> Vec<String> {
        std::iter::once(&self.url).chain(&self.urls).map(|url| url.trim_end_matches('/').to_owned()).collect()
    }

    /// Returns the share of players who close the socket during a phase.
    #[must_use]
    pub fn sleeper_share(&self) -> f64 {
        self.sleepers.unwrap_or(if self.idle { 0.0 } else { 0.1 }).clamp(0.0, 1.0)
    }

    /// Returns the share of players whose connection breaks.
    #[must_use]
    pub fn reconnector_share(&self) -> f64 {
        self.reconnectors.unwrap_or(if self.idle { 0.0 } else { 0.1 }).clamp(0.0, 1.0)
    }

    /// Returns the reactions a second of each player.
    #[must_use]
    pub fn reaction_rate(&self) -> f64 {
        self.reactions.unwrap_or(if self.idle { 0.0 } else { 0.3 }).max(0.0)
    }

    /// Returns the number of sockets that the test holds open.
    #[must_use]
    pub fn sockets(&self) -> usize {
        self.sessions * (self.players + usize::from(self.screens))
    }
}
