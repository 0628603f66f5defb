//! Rooms of all processes on the operator's page, and their end.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
};

use super::support::OperatorBrowser;

#[tokio::test(flavor = "multi_thread")]
async fn shows_and_closes_rooms_of_all_processes() {
    let env = TestEnvironment::start().await;
    let (mut one, other, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let (api, second) = (Api::of(&one), Api::of(&other));
    let mut game = TestGame::create(&second, short_config(1, 1), 3).await;
    let code = &game.session.code;
    let ana = OperatorBrowser::start(&env, &api, "ana").await;
    let mut stream = ana.watch().await;
    let room = |picture: &serde_json::Value| picture["rooms"].as_array().unwrap().first().cloned();
    let picture = stream.until("overview", |picture| room(picture).is_some_and(|room| room["connected"] == 3)).await;
    let lobby = room(&picture).unwrap();
    assert_eq!((&lobby["code"], &lobby["status"], &lobby["cartridge"]), (&json!(code), &json!("lobby"), &json!("fib")));
    assert_eq!((&picture["readiness"]["status"], &picture["rooms_total"]), (&json!("ready"), &json!(1)));
    game.play(&second).await;
    stream.until("overview", |picture| room(picture).is_some_and(|room| room["phase"].is_string())).await;

    let closed = ana.call(Method::DELETE, &format!("sessions/{code}")).await.expect(StatusCode::OK);
    assert_eq!(closed["deleted"]["redis_keys"], 3, "{closed}");
    game.screen.next("session.exited").await;
    stream.until("overview", |picture| room(picture).is_none()).await;
    let again = ana.at(&second).call(Method::DELETE, &format!("sessions/{code}")).await.expect(StatusCode::OK);
    assert_eq!(again["deleted"]["redis_keys"], 0, "{again}");
    let _ = ana.call(Method::DELETE, "sessions/no-code").await.problem("unknown_session");
    let is_closing = |line: &serde_json::Value| {
        line["message"].as_str()?.starts_with("room closed by an operator").then(|| line.to_string())
    };
    let line = one.log().wait_for("the action", is_closing).await;
    assert!(line.contains("account ana") && line.contains(code.as_str()), "{line}");

    one.terminate();
    assert!(one.ended().await.success());
    while stream.next().await.is_some() {}
    assert!(!one.log().text().contains("connections still open"), "the stream delays the end of the process");
}
