//! Session codes cannot be found by trying.

use reqwest::{Method, StatusCode};
use serde_json::json;
use wpp_tests::harness::{
    client::{Answer, Api},
    environment::TestEnvironment,
    test_game::short_config,
    test_socket::{End, TestSocket},
};

const UNKNOWN: &str = "BBBBBB";

async fn get(api: &Api, address: &str, code: &str, token: Option<&str>) -> Answer {
    let request = api.request(Method::GET, &format!("/api/sessions/{code}")).header("x-forwarded-for", address);
    api.send(match token {
        Some(token) => request.bearer_auth(token),
        None => request,
    })
    .await
}

async fn join(api: &Api, address: &str, code: &str, nickname: &str) -> Answer {
    let request = api.request(Method::POST, &format!("/api/sessions/{code}/players"));
    api.send(request.header("x-forwarded-for", address).json(&json!({"nickname": nickname}))).await
}

#[tokio::test(flavor = "multi_thread")]
async fn unknown_codes_are_limited_by_address() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("TRUST_PROXY", "1")]).await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let code = &session.code;
    let seat = api.join(code, "Ana").await;

    let guesser = "203.0.113.1";
    for _ in 0..20 {
        let _ = get(&api, guesser, code, None).await.expect(StatusCode::OK);
    }
    let mut guesses = 0;
    loop {
        let answer = match guesses % 2 {
            0 => get(&api, guesser, UNKNOWN, None).await,
            _ => join(&api, guesser, UNKNOWN, "Guesser").await,
        };
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            assert!(answer.problem("too_many_requests")["retry_after"].as_u64() >= Some(1));
            break;
        }
        let _ = answer.problem("unknown_session");
        guesses += 1;
        assert!(guesses < 200, "guesses have no limit");
    }
    assert!(guesses >= 30, "only {guesses} mistyped codes are allowed");
    // A token proves that its bearer knows the code.
    let _ = get(&api, guesser, code, Some(&seat.token)).await.expect(StatusCode::OK);
    let _ = get(&api, guesser, code, Some(&session.token)).await.expect(StatusCode::OK);
    let _ = get(&api, "203.0.113.2", code, None).await.expect(StatusCode::OK);
    let _ = join(&api, "203.0.113.2", code, "Bo").await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn process_limits_sockets_and_calls() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let seat = api.join(&session.code, "Ana").await;
    let path = format!("/api/sessions/{UNKNOWN}");
    let guesses = async || {
        let answers = futures_util::future::join_all((0..50).map(|_| api.get(&path))).await;
        answers.iter().filter(|answer| answer.status == StatusCode::TOO_MANY_REQUESTS).count()
    };
    let mut rounds = 0;
    while guesses().await == 0 {
        rounds += 1;
        assert!(rounds < 5_000, "guesses have no limit");
    }
    // The limit grows by ten a second, as fast as a busy machine opens sockets. The guesses keep it used up.
    let mut is_refused = false;
    for _ in 0..200 {
        let (_, socket) = tokio::join!(guesses(), TestSocket::open(&api, UNKNOWN, "role=host"));
        match socket.err() {
            Some(End::Closed(4029)) => {
                is_refused = true;
                break;
            }
            ended => assert_eq!(ended, Some(End::Closed(4005))),
        }
    }
    assert!(is_refused, "sockets with guesses have no limit");
    TestSocket::player(&api, &session.code, &seat).await.leave().await;
}
