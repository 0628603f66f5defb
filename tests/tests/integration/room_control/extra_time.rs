use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{client::Seat, environment::TestEnvironment, test_socket::TestSocket};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn players_set_their_own_extra_time() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let config = json!({"rounds": 1, "questions_per_round": 1, "question_ms": 60_000, "extra_time_percent": 50});
    let session = api.create_from_packs("quiz", config, &["quiz-easy-en"]).await;
    let code = &session.code;
    let (ann, bob) = (api.join(code, "Ann").await, api.join(code, "Bob").await);
    let mut phone = TestSocket::player(&api, code, &ann).await;
    let mut other_phone = TestSocket::player(&api, code, &bob).await;
    let put = async |seat: &Seat, token: &str, percent: u32| {
        let path = format!("/players/{}/extra-time", seat.player_id);
        call(&api, code, Method::PUT, &path, token, json!({ "percent": percent })).await
    };

    let set = put(&ann, &ann.token, 100).await.expect(StatusCode::OK);
    assert_eq!(set["you"]["extra_time"], json!({"percent": 50, "most_percent": 50}), "the host's limit applies");
    // The next event of any kind informs the player's other devices, and nobody else.
    let _ =
        call(&api, code, Method::PUT, "/lock", &session.token, json!({"locked": true})).await.expect(StatusCode::OK);
    let locked = phone.next("session.lock_changed").await;
    assert_eq!(locked["you_patch"], json!({"extra_time": {"percent": 50, "most_percent": 50, "ms": null}}));
    let locked = other_phone.next("session.lock_changed").await;
    assert_eq!(locked["you_patch"], json!(null), "{locked}");
    for other in [&bob.token, &session.token] {
        let _ = put(&ann, other, 0).await.problem("not_allowed");
    }
    let _ = put(&bob, &bob.token, 101).await.problem("invalid_input");
    assert_eq!(api.snapshot(code, Some(&bob.token)).await["you"]["extra_time"]["percent"], 0);
}
