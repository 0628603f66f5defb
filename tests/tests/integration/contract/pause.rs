//! Pause and play.

use reqwest::StatusCode;
use serde_json::json;
use wpp_tests::harness::{
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
};

#[tokio::test(flavor = "multi_thread")]
async fn pause_keeps_remaining_time() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    let (session, code) = (game.session.clone(), game.session.code.clone());

    let paused = api.control(&session, "pause").await.expect(StatusCode::OK);
    let left = paused["phase"]["remaining_ms"].as_u64().unwrap();
    assert_eq!((&paused["status"], &paused["phase"]["deadline_at"]), (&json!("paused"), &json!(null)));
    assert!(left > 50_000 && left <= 60_000, "{left}");
    for _ in 0..2 {
        assert_eq!(api.snapshot(&code, None).await["phase"]["remaining_ms"], left);
        let again = api.control(&session, "pause").await.expect(StatusCode::OK);
        assert_eq!((&again["phase"], &again["seq"]), (&paused["phase"], &paused["seq"]), "a second pause is the first");
    }
    let event = game.screen.next("session.paused").await;
    assert_eq!(event["data"]["phase"], paused["phase"]);
    game.phones[0].refused("lie.submit", json!({"text": lie_of(0)}), "paused").await;
    game.screen.assert_matches_server(&api, &code).await;

    let resumed = api.control(&session, "play").await.expect(StatusCode::OK);
    assert_eq!(resumed["status"], "running");
    let event = game.screen.next("session.resumed_play").await;
    assert_eq!(event["data"]["phase"]["remaining_ms"], left, "not a millisecond is lost");
    assert_eq!(event["data"]["phase"]["deadline_at"], resumed["phase"]["deadline_at"]);
    let again = api.control(&session, "play").await.expect(StatusCode::OK);
    assert_eq!((&again["phase"]["deadline_at"], &again["seq"]), (&resumed["phase"]["deadline_at"], &resumed["seq"]));
    game.play_question().await;
    game.screen.next("phase.game_over").await;
    game.screen.assert_matches_server(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn resumed_phase_ends_on_time() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut config = short_config(1, 1);
    // Long enough for a busy machine to pause the game before the deadline.
    config["lie_ms"] = json!(5_000);
    let mut game = TestGame::create(&api, config, 2).await;
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    let _ = api.control(&game.session, "pause").await.expect(StatusCode::OK);
    let resumed = api.control(&game.session, "play").await.expect(StatusCode::OK);
    let guessing = game.screen.next("phase.guess_started").await;
    assert_eq!(guessing["due_at"], resumed["phase"]["deadline_at"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn lobby_needs_enough_players() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(short_config(1, 1)).await;
    let _ = api.control(&session, "pause").await.problem("wrong_phase");
    let _ = api.control(&session, "play").await.problem("not_enough_players");
    api.join(&session.code, "Ana").await;
    let _ = api.control(&session, "play").await.problem("not_enough_players");
    api.join(&session.code, "Ben").await;
    let _ = api.control(&session, "play").await.expect(StatusCode::OK);
    let late = json!({"nickname": "Cleo"});
    let _ = api.post(&format!("/api/sessions/{}/players", session.code), None, &late).await.problem("already_started");
}
