//! Memory of idle sockets.

use indicatif::ProgressBar;

use super::{
    SETTLED,
    figures::Figures,
    platform::{Platform, PlatformKind},
};
use crate::{
    harness::{processes::resident_kib, wait_until},
    loadtest::{LoadTest, LoadTestError, Options},
};

/// Players in each lobby. Each join is announced to all, so larger rooms take longer to fill.
pub const PLAYERS: usize = 8;

/// Sockets that are open before the measurement. The first rooms load code, open all connections to the database and fill
/// their caches, which costs several MiB once.
pub const WARM_UP: usize = 1_000;

/// Measures how much the resident memory of the API grows for each of `sockets` idle sockets, a multiple of [`PLAYERS`], in
/// lobbies. Memory of the kernel does not count.
pub async fn measure(name: &str, sockets: usize) -> Result<Figures, LoadTestError> {
    let platform = Platform::start(PlatformKind::Separate).await;
    let first = lobby(&platform, WARM_UP / PLAYERS).await?;
    let before = resident(&platform, WARM_UP).await;
    let others = lobby(&platform, sockets / PLAYERS).await?;
    let after = resident(&platform, WARM_UP + sockets).await;
    first.abort();
    others.abort();
    let mut figures = Figures::of(name, PlatformKind::Separate.name());
    #[expect(clippy::cast_precision_loss, reason = "memory in KiB is far below 2^52")]
    figures.add("memory of a socket, KiB", after.saturating_sub(before) as f64 / sockets as f64);
    Ok(figures)
}

async fn lobby(platform: &Platform, sessions: usize) -> Result<tokio::task::JoinHandle<()>, LoadTestError> {
    let options = Options { idle: true, lobby: true, ..Options::small(platform.url(), sessions, PLAYERS) };
    let test = LoadTest::prepare(options).await?;
    Ok(tokio::spawn(async move {
        // Ends with the task.
        let _ = test.run(ProgressBar::hidden()).await;
    }))
}

/// Waits until the API has this many sockets and has closed the connections of their calls, then returns its resident memory
/// in KiB.
async fn resident(platform: &Platform, sockets: usize) -> u64 {
    let wanted = format!("wpp_sockets {sockets}");
    wait_until("all sockets are open", async || platform.metrics().await.lines().any(|line| line == wanted)).await;
    tokio::time::sleep(SETTLED).await;
    let (_, web) = platform.processes().first().copied().unwrap_or_default();
    resident_kib(web)
}
