//! Bots that play whole games over the public contract and verify every result.
//!
//! The load test shares no rule with the server. It checks the events of each socket ([`checks::continuity`]),
//! compares the sockets of a session ([`checks::consistency_checker`]), computes the scores
//! ([`checks::score_oracle`]) and measures the lateness of deadlines. The result is a [`Report`].
//!
//! Each socket is one task. A task parses only the head of most frames, because the load test shares the
//! machine with the server.

pub mod actions;
pub mod audience;
pub mod bot;
pub mod bot_policy;
pub mod checks;
pub mod clock;
pub mod history;
pub mod limits;
pub mod messages;
pub mod options;
pub mod plan;
pub mod report;
pub mod rest;
pub mod session;
pub mod shared_session;
pub mod wire;
mod words;

use std::{sync::Arc, time::Duration};

use futures_util::{StreamExt, stream};
use indicatif::ProgressBar;
use tokio::{sync::watch, task::JoinSet};

use self::{
    history::Recorder,
    report::tally::Tallies,
    rest::Rest,
    session::{LoadEnvironment, Played, Session},
    wire::Target,
};
pub use self::{options::Options, report::Report};

/// Why a load test cannot start.
#[derive(Debug, thiserror::Error)]
pub enum LoadTestError {
    /// An address cannot be used.
    #[error(transparent)]
    Target(#[from] wire::TargetError),
    /// The configuration cannot be used.
    #[error(transparent)]
    Plan(#[from] plan::PlanError),
    /// The file of the history cannot be created.
    #[error("the history cannot be written: {0}")]
    History(#[from] std::io::Error),
    /// The HTTP client cannot be built.
    #[error("no HTTP client: {0}")]
    Http(#[from] reqwest::Error),
}

/// Runs a load test.
///
/// # Errors
/// Returns [`LoadTestError`] when the test cannot start. The report contains all later failures.
pub async fn run(options: Options) -> Result<Report, LoadTestError> {
    run_watched(options, ProgressBar::hidden()).await
}

/// Runs a load test and counts finished games on a progress bar.
///
/// # Errors
/// Returns the same errors as [`run`].
pub async fn run_watched(options: Options, bar: ProgressBar) -> Result<Report, LoadTestError> {
    LoadTest::prepare(options).await?.run(bar).await
}

/// A load test that can be observed while it runs.
#[derive(Debug, Clone)]
pub struct LoadTest {
    environment: Arc<LoadEnvironment>,
    playing: Arc<watch::Sender<bool>>,
}

impl LoadTest {
    /// Prepares a load test.
    ///
    /// # Errors
    /// Returns the same errors as [`run`].
    pub async fn prepare(options: Options) -> Result<Self, LoadTestError> {
        let environment = Arc::new(environment(options).await?);
        Ok(Self { environment, playing: Arc::new(watch::Sender::new(false)) })
    }

    /// Returns the number of text frames received so far.
    #[must_use]
    pub fn messages(&self) -> u64 {
        self.environment.tallies.messages()
    }

    /// Waits until all players are connected and the first game starts.
    pub async fn wait_for_games(&self) {
        // Fails only without a sender, and `self` holds one.
        let _ = self.playing.subscribe().wait_for(|playing| *playing).await;
    }

    /// Runs the load test.
    ///
    /// # Errors
    /// Returns [`LoadTestError::History`] when the history cannot be written.
    pub async fn run(&self, bar: ProgressBar) -> Result<Report, LoadTestError> {
        let environment = &self.environment;
        let options = &environment.options;
        let mut report = Report::of_nothing(options.sessions, options.players, options.sockets());
        let begun = clock::now();
        let patience = Duration::from_secs(options.timeout);
        let mut games = Games { playing: JoinSet::new(), played: Vec::new() };

        let watching = tokio::spawn(show_progress(environment.clone(), bar.clone()));
        // The report counts games that have not finished in time.
        let in_time = tokio::time::timeout(patience, async {
            bar.set_message("setting up");
            let sessions = set_up(environment, &bar).await;
            report.set_up_s = begun.elapsed().as_secs_f64();
            bar.set_length(sessions.len() as u64);
            bar.set_position(0);
            if options.lobby {
                std::future::pending::<()>().await;
            }
            self.playing.send_replace(true);
            games.play(environment, sessions, &bar, &mut report).await;
        })
        .await;
        games.playing.shutdown().await;
        watching.abort();
        bar.finish_and_clear();

        report.finished = games.played.iter().filter(|game| game.finished).count();
        report.unfinished = report.sessions - report.finished;
        if options.same_instant {
            report.instant_spread_ms = spread(&games.played);
        }
        if let Some(history) = &environment.history {
            history.finish()?;
        }
        let mut report = report.take(environment.tallies.sum());
        if in_time.is_err() {
            report.notes.push(format!("gave up after {} s", options.timeout));
        }
        Ok(report)
    }
}

async fn environment(options: Options) -> Result<LoadEnvironment, LoadTestError> {
    // Phones call rarely, so a connection is not kept open and does not count as the cost of a socket.
    let idle = Duration::from_secs(1);
    let http = reqwest::Client::builder().timeout(Duration::from_secs(30)).pool_idle_timeout(idle).build()?;
    let urls = options.all_urls();
    let mut targets = Vec::with_capacity(urls.len());
    for url in &urls {
        targets.push(Target::resolve(url).await?);
    }
    let rest = urls.into_iter().map(|url| Rest::new(http.clone(), url)).collect();
    let (config, tallies) = (plan::config(&options)?, Tallies::new(options.threads));
    let history = options.history.as_deref().map(Recorder::create).transpose()?;
    Ok(LoadEnvironment { options, config, rest, targets, tallies, history })
}

/// Creates and joins all sessions. Failures are noted and left out.
async fn set_up(environment: &Arc<LoadEnvironment>, bar: &ProgressBar) -> Vec<(usize, Session)> {
    let options = &environment.options;
    let sessions = stream::iter(0..options.sessions).map(|index| {
        let config = plan::config_of(options, &environment.config, index);
        async move { (index, Session::set_up(environment, index, config).await) }
    });
    let mut ready = Vec::with_capacity(options.sessions);
    let mut sessions = sessions.buffer_unordered(options.concurrency.max(1));
    while let Some((index, session)) = sessions.next().await {
        bar.inc(1);
        match session {
            Ok(session) => ready.push((index, session)),
            Err(error) => environment.tallies.of(index).lock().note(error.to_string()),
        }
    }
    ready
}

struct Games {
    playing: JoinSet<Played>,
    played: Vec<Played>,
}

impl Games {
    /// Starts each game at its time and waits for all of them.
    async fn play(
        &mut self,
        environment: &Arc<LoadEnvironment>,
        sessions: Vec<(usize, Session)>,
        bar: &ProgressBar,
        report: &mut Report,
    ) {
        let (start, cpu, messages) = (clock::now(), clock::cpu_used(), environment.tallies.messages());
        for (index, session) in sessions {
            let environment = environment.clone();
            let turn = start + plan::delay_of(&environment.options, &environment.config, index);
            self.playing.spawn(async move {
                tokio::time::sleep_until(turn).await;
                session.play(&environment).await
            });
        }
        while let Some(played) = self.playing.join_next().await {
            self.played.extend(played);
            bar.inc(1);
            report.wall_s = start.elapsed().as_secs_f64();
            let received = environment.tallies.messages() - messages;
            let used = clock::cpu_used().saturating_sub(cpu).as_secs_f64() * 1_000_000.0;
            #[expect(clippy::cast_precision_loss, reason = "messages of a run are far below 2^52")]
            let each = used / received.max(1) as f64;
            report.own_cpu_us_per_message = each;
        }
    }
}

/// Updates the message of the progress bar.
async fn show_progress(environment: Arc<LoadEnvironment>, bar: ProgressBar) {
    if bar.is_hidden() {
        return;
    }
    loop {
        tokio::time::sleep(Duration::from_secs(1)).await;
        let tally = environment.tallies.sum();
        let late = tally.lateness();
        bar.set_message(format!("{} messages, late p50 {:.1} p99 {:.1} ms", tally.messages, late.p50, late.p99));
    }
}

/// Returns the milliseconds between the earliest and the latest first deadline.
fn spread(games: &[Played]) -> Option<f64> {
    let deadlines = || games.iter().filter_map(|game| game.first_deadline_us);
    let us = deadlines().max()? - deadlines().min()?;
    #[expect(clippy::cast_precision_loss, reason = "deadlines of a run are hours apart at most")]
    let ms = us as f64 / 1000.0;
    Some(ms)
}
