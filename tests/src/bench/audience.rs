//! An audience of one room over two APIs, and the same game without it.

use super::{figures::Figures, platform::SETTINGS};
use crate::{
    harness::{environment::TestEnvironment, redis::Durability},
    loadtest::audience::{self, AudienceOptions},
};

/// Plays a game of eight players in front of so many people.
pub async fn measure(name: &str, people: usize) -> Figures {
    let environment = TestEnvironment::start_with(Durability::AppendOnly).await;
    let apis = [environment.start_api_with(&SETTINGS).await, environment.start_api_with(&SETTINGS).await];
    let _worker = environment.start_worker_with(&SETTINGS).await;
    let url = apis.iter().map(|api| format!("http://{}", api.address())).collect();
    let report = audience::run(&AudienceOptions::at(url, people)).await;

    let mut figures = Figures::of(name, "2 web + worker + Redis");
    figures.add("deadline to player p50, ms", report.players.p50);
    figures.add("deadline to player p99, ms", report.players.p99);
    if people > 0 {
        figures.add("deadline to audience p50, ms", report.audience.p50);
        figures.add("deadline to last of the audience, ms", report.audience.max);
        figures.add("vote to acknowledgement p50, ms", report.answers.p50);
        figures.add("vote to acknowledgement p99, ms", report.answers.p99);
        #[expect(clippy::cast_precision_loss, reason = "votes of a run are far below 2^52")]
        figures.add("votes counted", report.counted as f64);
    }
    if !report.is_complete() {
        figures.failures.push(format!(
            "{name}: {} votes sent, {} acknowledged, {} counted",
            report.sent, report.acknowledged, report.counted
        ));
    }
    figures
}
