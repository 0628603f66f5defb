//! The loadtest's own test: it finds what is wrong with a server that is wrong in one way each, finds
//! nothing wrong with one that is right, and nothing wrong with the platform.

mod fake;

use self::fake::{FakeServer, Flaw};
use wpp_tests::{
    harness::environment::TestEnvironment,
    loadtest::{self, Options, Report},
};

/// A loadtest of one session of two, who only watch.
fn watchers(url: String) -> Options {
    Options { idle: true, screens: true, timeout: 20, ..Options::small(url, 1, 2) }
}

async fn watch(flaw: Flaw) -> Report {
    let server = FakeServer::start(flaw).await;
    loadtest::run(watchers(server.url())).await.expect("the fake server is there")
}

#[tokio::test]
async fn nothing_is_wrong_with_a_right_server() {
    let report = watch(Flaw::None).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.finished, report.unreckoned, report.snapshots), (1, 0, 0), "{report}");
    // Three sockets, each with a first frame and the whole script.
    assert_eq!(report.messages, 3 * (1 + fake::EVENTS), "{report}");
}

#[tokio::test]
async fn a_lost_event_is_found() {
    let report = watch(Flaw::Lose).await;
    assert_eq!(report.failures(), ["1 events lost"], "{report}");
}

#[tokio::test]
async fn a_doubled_event_is_found() {
    assert_eq!(watch(Flaw::Double).await.failures(), ["1 events doubled"]);
}

#[tokio::test]
async fn two_events_in_the_wrong_order_are_found() {
    assert_eq!(watch(Flaw::Swap).await.failures(), ["1 events out of order"]);
}

#[tokio::test]
async fn a_wrong_total_is_found_wherever_it_is_stated() {
    // In the points of the question, on the scoreboard, and in the final ranking.
    assert_eq!(watch(Flaw::WrongTotal).await.failures(), ["3 scores wrong"]);
}

#[tokio::test]
async fn wrong_points_for_an_option_are_found() {
    assert_eq!(watch(Flaw::WrongPoints).await.failures(), ["1 scores wrong"]);
}

#[tokio::test]
async fn two_players_who_are_shown_different_scores_are_found() {
    let report = watch(Flaw::TwoFaces).await;
    // Whoever hears an event first sets the measure; it may be the wrong one.
    assert!((1..=2).contains(&report.contradictions), "{report}");
    assert_eq!((report.lost, report.doubled, report.out_of_order), (0, 0, 0), "{report}");
}

#[tokio::test]
async fn a_game_without_an_end_is_unfinished() {
    let server = FakeServer::start(Flaw::NoEnd).await;
    let report =
        loadtest::run(Options { timeout: 1, ..watchers(server.url()) }).await.expect("the fake server is there");
    assert_eq!(report.failures(), ["1 games unfinished"], "{report}");
}

#[tokio::test]
async fn a_frame_that_is_no_envelope_is_found() {
    assert_eq!(watch(Flaw::Garbage).await.failures(), ["1 frames unreadable"]);
}

#[tokio::test]
async fn lateness_is_measured_from_the_deadline() {
    let report = watch(Flaw::Late).await;
    let late = &report.lateness_ms_by_event["phase.scores_calculated"];
    assert!(late.count == 3 && late.p50 >= 500.0, "{report}");
    assert!(report.lateness_ms_by_event["phase.scoreboard"].p50 < 500.0, "{report}");
    assert!(!report.lateness_ms_by_event.contains_key("session.started"), "what an action caused is never late");
}

#[tokio::test]
async fn a_broken_connection_that_is_told_its_whole_tail_misses_nothing() {
    let report = watch(Flaw::Break(fake::Tail::Whole)).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.reconnects, report.resumed, report.snapshots), (1, 1, 0), "{report}");
    assert_eq!(report.closes.get("broken"), Some(&1), "{report}");
}

#[tokio::test]
async fn a_tail_with_a_hole_is_a_loss() {
    assert_eq!(watch(Flaw::Break(fake::Tail::Holed)).await.failures(), ["1 events lost"]);
}

#[tokio::test]
async fn a_snapshot_in_place_of_the_tail_is_a_recovery_and_no_loss() {
    let report = watch(Flaw::Break(fake::Tail::Snapshot)).await;
    assert_eq!(report.failures(), Vec::<String>::new(), "{report}");
    assert_eq!((report.reconnects, report.resumed, report.snapshots), (1, 0, 1), "{report}");
}

#[tokio::test]
async fn an_acknowledged_answer_that_never_shows_up_is_lost() {
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

/// Real processes, whole games, everything a phone does. Short phases; nobody waits for a timer
/// but the game.
#[tokio::test(flavor = "multi_thread")]
async fn the_platform_plays_whole_games_and_every_score_is_right() {
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
