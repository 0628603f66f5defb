use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use wpp_game::{session::HOST_LINK_MS, time::Timestamp};
use wpp_tests::harness::{client::text, environment::TestEnvironment, test_game::short_config};

use super::call;

#[tokio::test(flavor = "multi_thread")]
async fn link_opens_the_controls_once() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let create = async || {
        let made = call(&api, code, Method::POST, "/host-links", &session.token, Value::Null).await;
        made.expect(StatusCode::CREATED)
    };
    let redeem = async |code: &str, link: &str| {
        api.post(&format!("/api/sessions/{code}/host-links/redeem"), None, &json!({"link": link})).await
    };
    let link = create().await;
    let (page, secret) = text(&link["url"]).split_once("#link=").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert!(page.ends_with(&format!("/host/{code}")), "{page}");
    let expires_at: Timestamp = serde_json::from_value(link["expires_at"].clone()).unwrap();
    let created_at: Timestamp = serde_json::from_value(api.snapshot(code, None).await["server_time"].clone()).unwrap();
    assert!((1..=HOST_LINK_MS).contains(&expires_at.ms_since(created_at)));

    let other_case = secret.to_uppercase();
    for wrong in ["", "x", &secret[1..], other_case.as_str()] {
        let _ = redeem(code, wrong).await.problem("not_allowed");
    }
    let other = api.create(short_config(1, 1)).await;
    let _ = redeem(&other.code, &secret).await.problem("not_allowed");
    let _ = redeem("BBBBBB", &secret).await.problem("unknown_session");
    let _ =
        api.post(&format!("/api/sessions/{code}/host-links/redeem"), None, &json!({})).await.problem("invalid_input");

    let redeemed = redeem(code, &secret).await.expect(StatusCode::OK);
    let token = text(&redeemed["host_token"]);
    assert_eq!(redeemed["snapshot"]["code"], code.as_str());
    let _ = redeem(code, &secret).await.problem("not_allowed");
    let locked = call(&api, code, Method::PUT, "/lock", &token, json!({"locked": true})).await;
    assert_eq!(locked.expect(StatusCode::OK)["locked"], true);
    let unlocked = call(&api, code, Method::PUT, "/lock", &session.token, json!({"locked": false})).await;
    assert_eq!(unlocked.status, StatusCode::OK, "the first device keeps its controls");
    assert!(!api.snapshot(code, Some(&token)).await.to_string().contains(&secret));
}
