//! Leaving for good, and words that a session rejects.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::{Answer, Api, Seat},
    environment::TestEnvironment,
    test_game::{TestGame, lie_of, short_config},
    test_socket::End,
};

async fn leave(api: &Api, code: &str, who: &Seat, token: &str) -> Answer {
    let path = format!("/api/sessions/{code}/players/{}", who.player_id);
    api.send(api.request(Method::DELETE, &path).bearer_auth(token)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn leaving_voids_the_token() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    game.play(&api).await;
    let (code, seats) = (game.session.code.clone(), game.seats.clone());
    game.phones[2].next("phase.lie_started").await;
    for n in [0, 1] {
        game.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }

    let _ = leave(&api, &code, &seats[2], &seats[1].token).await.problem("not_allowed");
    assert_eq!(leave(&api, &code, &seats[2], &seats[2].token).await.status, StatusCode::NO_CONTENT);
    assert_eq!(game.screen.next("session.player_left").await["data"]["player_id"], seats[2].player_id.as_str());
    // The last missing player has left, so the phase ends.
    game.screen.next("phase.guess_started").await;
    game.screen.assert_matches_server(&api, &code).await;

    assert_eq!(game.phones[2].ended().await, End::Closed(4004));
    let late = json!({"text": "from beyond"});
    let _ = api.submit_action(&code, &seats[2], "x", "lie.submit", late).await.problem("not_allowed");
    // A client that lost the answer repeats the call.
    assert_eq!(leave(&api, &code, &seats[2], &seats[2].token).await.status, StatusCode::NO_CONTENT);
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_words_with_a_reason() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    let path = format!("/api/sessions/{code}/players");
    let refused = api.post(&path, None, &json!({"nickname": "F.u.c.k off"})).await;
    let problem = refused.problem("profanity");
    assert_eq!((problem["status"].as_u64(), problem["field"].as_str()), (Some(422), Some("nickname")));
    assert!(problem["detail"].as_str().is_some_and(|why| why.contains("too coarse for this room")), "{problem}");

    game.play(&api).await;
    game.phones[0].next("phase.lie_started").await;
    let refused = game.phones[0].ask("lie.submit", json!({"text": "a heap of $h1t"})).await;
    assert_eq!((refused["type"].as_str(), refused["data"]["code"].as_str()), (Some("error"), Some("profanity")));
    game.phones[0].accepted("lie.submit", json!({"text": "a heap of herring"})).await;
}
