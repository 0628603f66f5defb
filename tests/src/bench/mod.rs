//! Lateness, processor time and memory of the platform under the load client, and of a server without a store.
//!
//! Each load runs on one platform after the other, so that the noise of the machine meets all of them. The results are
//! named figures ([`Figures`]), which can be compared with those of an earlier run.
#![expect(clippy::expect_used, reason = "a benchmark without its processes ends, like a test")]

mod audience;
pub mod bare_server;
mod chat;
mod cost;
mod figures;
mod loads;
mod memory;
mod platform;

use std::time::Duration;

use indicatif::ProgressBar;

pub use self::figures::Figures;
use self::{
    loads::Load,
    platform::{Platform, PlatformKind},
};
use crate::loadtest::{LoadTest, LoadTestError, limits};

/// Idle sockets of the first measurement of memory.
const FEW_SOCKETS: usize = 5_000;

/// Idle sockets of the second one, which a quick run leaves out. Fewer where the limit of open files allows fewer.
const MANY_SOCKETS: usize = 50_000;

/// Sockets that are open at a time, at most.
pub const MOST_SOCKETS: usize = MANY_SOCKETS + memory::WARM_UP;

/// People in the largest audience.
const CROWD: usize = 10_000;

/// What to measure.
#[derive(Debug, Clone, Default)]
pub struct Plan {
    /// Leaves out the loads that take long.
    pub quick: bool,
    /// The loads to run, by part of their name; empty for all.
    pub only: Vec<String>,
}

/// Measures everything in the plan. Calls `observe` with the figures of each load.
///
/// # Errors
/// Returns [`LoadTestError`] when the load client cannot start.
pub async fn run(plan: &Plan, observe: impl Fn(&Figures)) -> Result<Figures, LoadTestError> {
    let mut all = Figures::default();
    let mut take = |figures: Figures| {
        observe(&figures);
        all.extend(figures);
    };
    for load in loads::all().iter().filter(|load| plan.includes(load.name, load.is_quick)) {
        for kind in load.platforms {
            take(measure(load, *kind).await?);
        }
    }
    let chat = "chat over REST, 50 messages a second";
    if plan.includes(chat, true) {
        take(chat::measure(chat, PlatformKind::Separate).await);
    }
    for people in [0, CROWD] {
        let name = format!("an audience of {people} votes");
        if plan.includes(&name, false) {
            take(audience::measure(&name, people).await);
        }
    }
    let many = MANY_SOCKETS.min(limits::room().saturating_sub(memory::WARM_UP)) / memory::PLAYERS * memory::PLAYERS;
    for sockets in [FEW_SOCKETS, many] {
        let name = format!("{sockets} idle sockets");
        if plan.includes(&name, sockets == FEW_SOCKETS) {
            take(memory::measure(&name, sockets).await?);
        }
    }
    Ok(all)
}

impl Plan {
    fn includes(&self, name: &str, is_quick: bool) -> bool {
        (is_quick || !self.quick) && (self.only.is_empty() || self.only.iter().any(|part| name.contains(part)))
    }
}

/// Plays a load on a new platform.
async fn measure(load: &Load, kind: PlatformKind) -> Result<Figures, LoadTestError> {
    let platform = Platform::start(kind).await;
    let test = LoadTest::prepare(load.options(platform.url())).await?;
    let played = test.clone();
    let games = tokio::spawn(async move { played.run(ProgressBar::hidden()).await });
    test.wait_for_games().await;
    let (from, to) = load.steady();
    tokio::time::sleep(from).await;
    let before = (cost::of(&platform), test.messages());
    tokio::time::sleep(to.saturating_sub(from)).await;
    let after = (cost::of(&platform), test.messages());
    let report = games.await.expect("the load client does not panic")?;

    let mut figures = Figures::of(load.name, kind.name());
    figures.add("lateness p50, ms", report.lateness_ms.p50);
    figures.add("lateness p99, ms", report.lateness_ms.p99);
    figures.add("lateness max, ms", report.lateness_ms.max);
    #[expect(clippy::cast_precision_loss, reason = "messages of a run are far below 2^52")]
    let messages = (after.1 - before.1) as f64;
    if !load.is_same_instant && messages > 0.0 {
        let spent = after.0.since(&before.0);
        for (part, micros) in &spent.0 {
            figures.add(&format!("{part}, µs a message"), micros / messages);
        }
        figures.add("all processes, µs a message", spent.0.iter().map(|(_, micros)| micros).sum::<f64>() / messages);
        figures.add("messages a second", messages / (to.saturating_sub(from)).as_secs_f64());
    }
    figures.failures = report.failures();
    Ok(figures)
}

/// Time for closed connections to be forgotten before memory is read.
const SETTLED: Duration = Duration::from_secs(4);
