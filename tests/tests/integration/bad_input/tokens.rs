//! Invalid session codes and tokens.

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wpp_tests::harness::{
    client::{Api, HostedSession},
    environment::TestEnvironment,
    forged_tokens,
    processes::Process,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

async fn one_api() -> (TestEnvironment, Process, Api) {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    (env, web, api)
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_invalid_codes_everywhere() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    let long = "B".repeat(5000);
    let codes =
        ["BBBBBB", "AEIOU", "x", "..%2f..%2fetc", "%00%00", "%FF%FE", "KWXTRN%0a", "🦊", "*", "{BBBBBB}:state", &long];
    for code in codes {
        let _ = api.get(&format!("/api/sessions/{code}")).await.problem("unknown_session");
        for call in ["play", "pause", "exit"] {
            let wrong = HostedSession { code: code.to_owned(), token: session.token.clone() };
            let _ = api.control(&wrong, call).await.problem("unknown_session");
        }
        let body = json!({"nickname": "Ana"});
        let _ = api.post(&format!("/api/sessions/{code}/players"), None, &body).await.problem("unknown_session");
        let ended = TestSocket::open(&api, code, "role=host").await.err();
        assert_eq!(ended, Some(End::Closed(4005)), "{code}");
    }
    assert_eq!(
        api.snapshot(&session.code.to_lowercase(), None).await["code"],
        session.code.as_str(),
        "case does not matter"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn token_is_bound_to_session_and_role() {
    let (_env, _web, api) = one_api().await;
    let (ours, theirs) = (api.create(short_config(1, 1)).await, api.create(short_config(1, 1)).await);
    // The first player is the VIP, who may pause.
    api.join(&ours.code, "Vip").await;
    let (seat, stranger) = (api.join(&ours.code, "Ana").await, api.join(&theirs.code, "Ana").await);
    let code = &ours.code;
    let steer = |token: Option<&str>| {
        let (api, path, token) = (api.clone(), format!("/api/sessions/{code}/pause"), token.map(str::to_owned));
        async move { api.post(&path, token.as_deref(), &json!({})).await }
    };
    for (token, expected) in [
        (Some(&*theirs.token), "not_allowed"),
        (Some(&*stranger.token), "not_allowed"),
        (Some(&*seat.token), "not_allowed"),
        (Some("garbage"), "not_authenticated"),
        (Some(&ours.token[1..]), "not_authenticated"),
        (None, "not_authenticated"),
    ] {
        let _ = steer(token).await.problem(expected);
    }
    let act = json!({"id": "1", "type": "lie.submit", "data": {"text": "x"}});
    for (token, expected) in [
        (Some(&*ours.token), "not_allowed"),
        (Some(&*stranger.token), "not_allowed"),
        (Some("a.b.c"), "not_authenticated"),
        (None, "not_authenticated"),
    ] {
        let _ = api.post(&format!("/api/sessions/{code}/actions"), token, &act).await.problem(expected);
    }
    for (token, status) in [(&stranger.token, StatusCode::FORBIDDEN), (&"x".to_owned(), StatusCode::UNAUTHORIZED)] {
        let scanned = api.send(api.request(Method::GET, &format!("/api/sessions/{code}")).bearer_auth(token)).await;
        assert_eq!(scanned.status, status);
    }
    for value in ["Basic QTpC", "Bearer", "Bearer ", "", "Bearer \t "] {
        let request = api.request(Method::POST, &format!("/api/sessions/{code}/pause"));
        let _ = api.send(request.header(header::AUTHORIZATION, value)).await.problem("not_authenticated");
    }

    for (query, expected) in [
        (format!("session_token={}", stranger.token), 4004),
        (format!("role=host&token={}", theirs.token), 4004),
        ("session_token=garbage".to_owned(), 4003),
        (format!("session_token={}", forged_tokens::expired(&seat)), 4003),
        (format!("session_token={}", forged_tokens::stranger(&seat)), 4002),
        (format!("session_token={}", &seat.token[..seat.token.len() - 4]), 4003),
        ("role=host&token=garbage".to_owned(), 4003),
        (String::new(), 4001),
        ("session_token=".to_owned(), 4001),
        ("role=player".to_owned(), 4001),
        ("%ff=%zz&&&=".to_owned(), 4001),
    ] {
        let ended = TestSocket::open(&api, code, &query).await.err();
        assert_eq!(ended, Some(End::Closed(expected)), "{query}");
    }
    for query in [format!("role=host&token={}", ours.token), format!("token={}", seat.token), "role=host".to_owned()] {
        TestSocket::open(&api, code, &query).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_token_of_removed_player() {
    let (_env, _web, api) = one_api().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    let (session, seat) = (game.session.clone(), game.seats[0].clone());
    assert_eq!(api.remove(&session, &seat.player_id).await.status, StatusCode::NO_CONTENT);
    assert_eq!(game.phones[0].ended().await, End::Closed(4004));
    assert_eq!(game.screen.next("session.player_kicked").await["data"]["player_id"], seat.player_id.as_str());

    assert_eq!(api.remove(&session, &seat.player_id).await.status, StatusCode::NO_CONTENT, "twice is as good");
    let _ =
        api.submit_action(&session.code, &seat, "1", "lie.submit", json!({"text": "x"})).await.problem("not_allowed");
    let path = format!("/api/sessions/{}", session.code);
    let _ = api.send(api.request(Method::GET, &path).bearer_auth(&seat.token)).await.problem("not_allowed");
    let again = TestSocket::open(&api, &session.code, &format!("session_token={}", seat.token)).await.err();
    assert_eq!(again, Some(End::Closed(4004)));

    let _ = api.remove(&session, "nobody").await.problem("not_found");
    assert_eq!(api.remove(&session, "%F0%9F").await.status, StatusCode::NOT_FOUND);
    let players = api.snapshot(&session.code, None).await["players"].clone();
    assert_eq!(players.as_array().unwrap().len(), 2);
    game.screen.assert_matches_server(&api, &session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rejects_token_of_ended_session() {
    let (_env, _web, api) = one_api().await;
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ana").await;
    let _ = api.control(&session, "exit").await.expect(StatusCode::OK);
    let _ = api.control(&session, "exit").await.problem("unknown_session");
    let _ = api.submit_action(&session.code, &seat, "1", "lie.submit", json!({})).await.problem("unknown_session");
    let ended = TestSocket::open(&api, &session.code, &format!("session_token={}", seat.token)).await.err();
    assert_eq!(ended, Some(End::Closed(4005)));
}
