//! Tests of the load test. It must find each flaw of a fake server, and no flaw in a correct server or in the
//! real one.

mod fake;

use self::fake::{FakeServer, Flaw};
use wpp_tests::{
    harness::environment::TestEnvironment,
    loadtest::{self, Options, Report},
};

/// Returns the options of one session with two players who only watch.
fn watchers(url: String) -> Options {
    Options { idle: true, screens: true, timeout: 20, ..Options::small(url, 1, 2) }
}

async fn watch(flaw: Flaw) -> Report {
    let server = FakeServer::start(flaw).await;
    loadtest::run(watchers(server.url())).await.expect("the fake server is there")
}

#[tokio::test]
async fn accepts_a_correct_server() {
    let report = watch(Flaw::None).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.finished, report.unreckoned, report.snapshots), (1, 0, 0), "{report}");
    // Three sockets receive a first frame and the whole script.
    assert_eq!(report.messages, 3 * (1 + fake::EVENTS), "{report}");
}

#[tokio::test]
async fn finds_a_lost_event() {
    let report = watch(Flaw::Lose).await;
    assert_eq!(report.failures(), ["1 events lost"], "{report}");
}

#[tokio::test]
async fn finds_a_doubled_event() {
    assert_eq!(watch(Flaw::Double).await.failures(), ["1 events doubled"]);
}

#[tokio::test]
async fn finds_events_out_of_order() {
    assert_eq!(watch(Flaw::Swap).await.failures(), ["1 events out of order"]);
}

#[tokio::test]
async fn finds_every_wrong_total() {
    // The total is wrong in the question's points, on the scoreboard and in the final ranking.
    assert_eq!(watch(Flaw::WrongTotal).await.failures(), ["3 scores wrong"]);
}

#[tokio::test]
async fn finds_wrong_points() {
    assert_eq!(watch(Flaw::WrongPoints).await.failures(), ["1 scores wrong"]);
}

#[tokio::test]
async fn finds_contradicting_scores() {
    let report = watch(Flaw::TwoFaces).await;
    // The first copy of an event is the reference, and that copy can be the wrong one.
    assert!((1..=2).contains(&report.contradictions), "{report}");
    assert_eq!((report.lost, report.doubled, report.out_of_order), (0, 0, 0), "{report}");
}

#[tokio::test]
async fn counts_an_unfinished_game() {
    let server = FakeServer::start(Flaw::NoEnd).await;
    let report =
        loadtest::run(Options { timeout: 1, ..watchers(server.url()) }).await.expect("the fake server is there");
    assert_eq!(report.failures(), ["1 games unfinished"], "{report}");
}

#[tokio::test]
async fn finds_an_invalid_frame() {
    assert_eq!(watch(Flaw::Garbage).await.failures(), ["1 frames unreadable"]);
}

#[tokio::test]
async fn measures_lateness_from_the_deadline() {
    let report = watch(Flaw::Late).await;
    let bound = fake::LATE_MS as f64;
    let late = &report.lateness_ms_by_event["phase.scores_calculated"];
    assert!(late.count == 3 && late.p50 >= bound, "{report}");
    assert!(report.lateness_ms_by_event["phase.scoreboard"].p50 < bound, "{report}");
    assert!(!report.lateness_ms_by_event.contains_key("session.started"), "what an action caused is never late");
}

#[tokio::test]
async fn resume_with_all_events_loses_none() {
    let report = watch(Flaw::Break(fake::Tail::Whole)).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.reconnects, report.resumed, report.snapshots), (1, 1, 0), "{report}");
    assert_eq!(report.closes.get("broken"), Some(&1), "{report}");
}

#[tokio::test]
async fn resume_with_a_gap_is_a_loss() {
    assert_eq!(watch(Flaw::Break(fake::Tail::Holed)).await.failures(), ["1 events lost"]);
}

#[tokio::test]
async fn snapshot_after_a_break_is_no_loss() {
    let report = watch(Flaw::Break(fake::Tail::Snapshot)).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.reconnects, report.resumed, report.snapshots), (1, 0, 1), "{report}");
}

#[tokio::test]
async fn finds_a_lost_answer() {
    let server = FakeServer::start(Flaw::Forget).await;
    let options = Options {
        think_ms: 5,
        sleepers: Some(0.0),
        reconnectors: Some(0.0),
        timeout: 20,
        ..Options::small(server.url(), 1, 2)
    };
    let report = loadtest::run(options).await.expect("the fake server is there");
    assert_eq!(report.failures(), ["2 acknowledged answers lost"], "{report}");
}

/// Whole games with every kind of behaviour on real processes. The phases are short, and only the game waits
/// for timers.
#[tokio::test(flavor = "multi_thread")]
async fn real_server_passes_the_load_test() {
    let (_env, web, _worker, _api) = TestEnvironment::with_api_and_worker().await;
    let config = r#"{"rounds":2,"questions_per_round":2,"question_ms":200,"lie_ms":2000,"guess_ms":2000,
                     "reveal_step_ms":200,"scores_ms":200,"scoreboard_ms":200}"#;
    let options = Options {
        config: config.to_owned(),
        screens: true,
        exit: true,
        sleepers: Some(0.3),
        reconnectors: Some(0.3),
        think_ms: 300,
        timeout: 120,
        ..Options::small(format!("http://{}", web.address()), 5, 4)
    };
    let report = loadtest::run(options).await.expect("the platform is there");
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.finished, report.unreckoned), (5, 0), "{report}");
}
