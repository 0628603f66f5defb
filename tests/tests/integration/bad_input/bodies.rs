//! Invalid bodies, paths and methods.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{client::Api, environment::TestEnvironment, test_game::short_config};

#[tokio::test(flavor = "multi_thread")]
async fn rejects_bodies_of_ten_megabytes() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ana").await;
    let huge = format!(r#"{{"nickname":"{}"}}"#, "x".repeat(10 * 1024 * 1024));
    for path in ["/api/sessions".to_owned(), format!("/api/sessions/{}/players", session.code)] {
        let refused = api.send(api.request(Method::POST, &path).body(huge.clone())).await;
        assert_eq!(refused.status, StatusCode::PAYLOAD_TOO_LARGE);
        let _ = refused.problem("too_large");
    }
    let path = format!("/api/sessions/{}/actions", session.code);
    let _ = api.send(api.request(Method::POST, &path).bearer_auth(&seat.token).body(huge)).await.problem("too_large");
    api.join(&session.code, "Ben").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_malformed_bodies() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ana").await;
    let deep = |n| format!(r#"{{"cartridge":"fib","config":{}1{}}}"#, "[".repeat(n), "]".repeat(n));
    let bodies: [Vec<u8>; 16] = [
        b"{".to_vec(),
        b"nonsense".to_vec(),
        b"[]".to_vec(),
        b"null".to_vec(),
        b"7".to_vec(),
        br#""text""#.to_vec(),
        b"{}{}".to_vec(),
        b"".to_vec(),
        b"{\"nickname\":\"\xff\xfe\"}".to_vec(),
        b"\x00\x01\x02".to_vec(),
        br#"{"nickname":null,"cartridge":null,"id":null}"#.to_vec(),
        br#"{"nickname":{"a":1},"cartridge":7,"id":[]}"#.to_vec(),
        br#"{"nickname":"\ud800","cartridge":"\ud800"}"#.to_vec(),
        br#"{"nickname":"a","nickname":"b","cartridge":"fib","cartridge":"fib"}"#.to_vec(),
        deep(10_000).into_bytes(),
        br#"{"cartridge":1e999}"#.to_vec(),
    ];
    for body in bodies {
        for path in ["/api/sessions".to_owned(), format!("/api/sessions/{}/players", session.code)] {
            let refused = api.send(api.request(Method::POST, &path).body(body.clone())).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{:?}", String::from_utf8_lossy(&body));
            let _ = refused.problem("invalid_input");
        }
        let path = format!("/api/sessions/{}/actions", session.code);
        let refused = api.send(api.request(Method::POST, &path).bearer_auth(&seat.token).body(body)).await;
        let _ = refused.problem("invalid_input");
    }
    api.join(&session.code, "Ben").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_invalid_nicknames() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(json!({"max_players": 4})).await;
    let path = format!("/api/sessions/{}/players", session.code);
    let crowd = "👩‍👩‍👧‍👦".repeat(5_000);
    let emoji = "😀".repeat(5_000);
    for nickname in ["", " ", "\u{0}", "a\u{7}b", "\u{202e}evil", "\u{200b}", &"x".repeat(21), &emoji] {
        let refused = api.post(&path, None, &json!({"nickname": nickname})).await.problem("invalid_input");
        assert_eq!(refused["field"], "nickname", "{refused}");
    }
    // 125 kB exceed the limit on bodies, which applies before the limit on graphemes.
    let _ = api.post(&path, None, &json!({"nickname": crowd})).await.problem("too_large");
    for avatar in ["../../etc/passwd", "A B", &"x".repeat(65), "<script>"] {
        let refused = api.post(&path, None, &json!({"nickname": "ok", "avatar": avatar})).await;
        assert_eq!(refused.problem("invalid_input")["field"], "avatar");
    }
    for nickname in ["Ana", "Zoë 👩‍👩‍👧‍👦", &"😀".repeat(20), "  spaced   out  "] {
        api.join(&session.code, nickname).await;
    }
    let _ = api.post(&path, None, &json!({"nickname": "fifth"})).await.problem("session_full");

    let session = api.create(short_config(1, 1)).await;
    let path = format!("/api/sessions/{}/players", session.code);
    api.join(&session.code, "Straße").await;
    api.join(&session.code, "Mark").await;
    for twin in ["Straße", "STRASSE", " straße ", "Mark\u{200e}", "M\u{430}rk", "\u{39c}\u{430}rk", "Host", "V\u{e6}rt"]
    {
        let _ = api.post(&path, None, &json!({"nickname": twin})).await.problem("nickname_taken");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_unknown_paths_and_methods() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    for path in
        ["/api", "/api/", "/api/nothing", "/api/sessions/BBBBBB/nothing", "/ws/nothing", "/api/sessions/a/b/c/d"]
    {
        let _ = api.get(path).await.problem("not_found");
    }
    for (method, path) in [
        (Method::DELETE, "/api/sessions"),
        (Method::PUT, "/api/sessions/BBBBBB"),
        (Method::GET, "/api/sessions/BBBBBB/play"),
        (Method::PATCH, "/api/sessions/BBBBBB/actions"),
        (Method::POST, "/healthz"),
    ] {
        let refused = api.send(api.request(method, path)).await;
        assert_eq!(refused.status, StatusCode::METHOD_NOT_ALLOWED);
        let _ = refused.problem("method_not_allowed");
    }
    // The address is right, but the request is not an upgrade.
    let refused = api.get("/ws/game/BBBBBB/?role=host").await;
    assert!(refused.status.is_client_error(), "{}", refused.status);
}
