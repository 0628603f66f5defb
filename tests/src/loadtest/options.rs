//! What to do to a server.

use clap::Args;

/// How to reach a server, how many come, and how they behave.
#[derive(Debug, Clone, Args)]
pub struct Options {
    /// Where the API listens.
    #[arg(long, default_value = "http://127.0.0.1:8080")]
    pub url: String,
    /// Further APIs of the same platform; the players of each session are spread over all of them.
    #[arg(long, value_delimiter = ',')]
    pub urls: Vec<String>,
    /// Sessions to play.
    #[arg(long, default_value_t = 10)]
    pub sessions: usize,
    /// Players of each session.
    #[arg(long, default_value_t = 4)]
    pub players: usize,
    /// Fib's configuration, as JSON. `max_players` is raised to `--players` unless it says otherwise.
    #[arg(long, default_value = "{}")]
    pub config: String,
    /// Nobody answers: every phase ends at its deadline.
    #[arg(long)]
    pub idle: bool,
    /// Only sit down and connect, and stay in the lobby until stopped: for measuring what waits.
    #[arg(long)]
    pub lobby: bool,
    /// One more socket a session: the public screen.
    #[arg(long)]
    pub screens: bool,
    /// Share of players who put the phone away in mid-phase and come back; 0.1 unless idle.
    #[arg(long)]
    pub sleepers: Option<f64>,
    /// Share of players whose connection breaks now and then; 0.1 unless idle.
    #[arg(long)]
    pub reconnectors: Option<f64>,
    /// Reactions a player sends per second while guessing and revealing; 0.3 unless idle.
    #[arg(long)]
    pub reactions: Option<f64>,
    /// Longest time a bot thinks before it answers, in milliseconds.
    #[arg(long, default_value_t = 1_000)]
    pub think_ms: u64,
    /// Milliseconds over which the games' starts are spread evenly; by default one question's time.
    #[arg(long)]
    pub stagger_ms: Option<u64>,
    /// Games to start a second; takes the place of `--stagger-ms`.
    #[arg(long)]
    pub start_rate: Option<f64>,
    /// Let all sessions' deadlines fall in one instant. Plays one question, unless `--config` says
    /// otherwise; then the instants drift apart from the second question on.
    #[arg(long)]
    pub same_instant: bool,
    /// End each session as its host once it is over, and check that it is gone.
    #[arg(long)]
    pub exit: bool,
    /// Give up after so many seconds; what has not finished then is reported as unfinished.
    #[arg(long, default_value_t = 1_800)]
    pub timeout: u64,
    /// Seed of all the bots' choices.
    #[arg(long, default_value_t = 1)]
    pub seed: u64,
    /// Sessions set up at a time.
    #[arg(long, default_value_t = 16)]
    pub concurrency: usize,
    /// Threads the bots run on.
    #[arg(long, default_value_t = 1)]
    pub threads: usize,
}

impl Options {
    /// A small loadtest against `url`, with all other options at their defaults.
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
            timeout: 1_800,
            seed: 1,
            concurrency: 16,
            threads: 1,
        }
    }

    /// All APIs, without a slash at the end.
    #[must_use]
    pub fn all_urls(&self) -> Vec<String> {
        std::iter::once(&self.url).chain(&self.urls).map(|url| url.trim_end_matches('/').to_owned()).collect()
    }

    /// Share of players who put the phone away.
    #[must_use]
    pub fn sleeper_share(&self) -> f64 {
        self.sleepers.unwrap_or(if self.idle { 0.0 } else { 0.1 }).clamp(0.0, 1.0)
    }

    /// Share of players whose connection breaks.
    #[must_use]
    pub fn reconnector_share(&self) -> f64 {
        self.reconnectors.unwrap_or(if self.idle { 0.0 } else { 0.1 }).clamp(0.0, 1.0)
    }

    /// Reactions a player sends per second.
    #[must_use]
    pub fn reaction_rate(&self) -> f64 {
        self.reactions.unwrap_or(if self.idle { 0.0 } else { 0.3 }).max(0.0)
    }

    /// Sockets the loadtest will hold at once.
    #[must_use]
    pub fn sockets(&self) -> usize {
        self.sessions * (self.players + usize::from(self.screens))
    }
}
