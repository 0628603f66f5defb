//! Limits on sockets, and the hosts and pages that may open them.

use reqwest::{Method, StatusCode, header};
use serde_json::json;
use wpp_tests::harness::{
    client::{Api, HostedSession},
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket},
};

use crate::support::member::{Member, PASSWORD, call};

#[tokio::test(flavor = "multi_thread")]
async fn participant_opens_six_sockets() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let (ana, bo) = (api.join(&session.code, "Ana").await, api.join(&session.code, "Bo").await);
    let query = format!("session_token={}", ana.token);
    let mut open = Vec::new();
    for _ in 0..6 {
        open.push(TestSocket::open(&api, &session.code, &query).await.unwrap());
    }
    assert_eq!(TestSocket::open(&api, &session.code, &query).await.err(), Some(End::Closed(4029)));
    TestSocket::player(&api, &session.code, &bo).await.leave().await;
    open.pop().unwrap().leave().await;
    while TestSocket::open(&api, &session.code, &query).await.is_err() {
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn address_opens_a_limited_number_of_sockets() {
    let env = TestEnvironment::start().await;
    for (trust_proxy, limited) in [("1", true), ("0", false)] {
        let web = env.start_api_with(&[("SOCKETS_PER_ADDRESS", "2"), ("TRUST_PROXY", trust_proxy)]).await;
        let api = Api::of(&web);
        let session = api.create(short_config(1, 1)).await;
        let mut open = Vec::new();
        for _ in 0..2 {
            open.push(TestSocket::open(&api, &session.code, "role=host").await.unwrap());
        }
        // Without a header of the proxy the address is unknown. Direct connections of this machine have no limit.
        let third = TestSocket::open(&api, &session.code, "role=host").await;
        assert_eq!(third.err(), limited.then_some(End::Closed(4029)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_of_a_participant_share_the_rate_limit() {
    let env = TestEnvironment::start().await;
    let web = env.start_api_with(&[("ACTIONS_PER_SECOND", "1")]).await;
    let api = Api::of(&web);
    let game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = &game.session.code;
    let mut refused = 0;
    let mut sockets = Vec::new();
    for _ in 0..4 {
        sockets.push(TestSocket::player(&api, code, &game.seats[0]).await);
    }
    for socket in &mut sockets {
        for n in 0..20 {
            socket
                .send_text(&json!({"type": "lie.submit", "id": format!("m{n}"), "data": {"text": "x"}}).to_string())
                .await;
        }
    }
    for socket in &mut sockets {
        for _ in 0..20 {
            refused += usize::from(socket.next("error").await["data"]["code"] == "too_many_requests");
        }
    }
    // Four separate limits would allow at least eight messages at once, and four a second after that.
    assert!(refused > 40, "only {refused} of 80 messages were refused");
}

#[tokio::test(flavor = "multi_thread")]
async fn ended_logins_close_their_sockets() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let ana = Member::register(&api, "ana").await;
    let created = call(&api, Method::POST, "/api/sessions", Some(&ana.access), &json!({"cartridge": "lounge"})).await;
    let code = created.expect(StatusCode::CREATED)["code"].as_str().unwrap().to_owned();
    let elsewhere = Member::log_in(&api, "ana").await;
    let mut socket = TestSocket::open(&api, &code, &format!("token={}", elsewhere.access)).await.unwrap();
    let ended = Member::log_in(&api, "ana").await;
    let mut of_ended = TestSocket::open(&api, &code, &format!("token={}", ended.access)).await.unwrap();
    let logged_out = api.post("/api/account/logout", None, &json!({"refresh_token": ended.refresh})).await;
    assert!(logged_out.status.is_success(), "{}", logged_out.text);
    assert_eq!(of_ended.ended().await, End::Closed(4003));
    let new = json!({"password": PASSWORD, "new_password": "nine newts knit hats"});
    let changed = call(&api, Method::PUT, "/api/account/password", Some(&ana.access), &new).await;
    assert!(changed.status.is_success(), "{}", changed.text);
    assert_eq!(socket.ended().await, End::Closed(4003));
}

#[tokio::test(flavor = "multi_thread")]
async fn refuses_unknown_hosts_and_foreign_pages() {
    let env = TestEnvironment::start().await;
    let settings = [("PUBLIC_URL", "https://party.example.org"), ("ALLOWED_HOSTS", "tv.example.org")];
    let web = env.start_api_with(&settings).await;
    let api = Api::of(&web);
    let session = api.create(short_config(1, 1)).await;
    let status = async |path: &str, headers: &[(header::HeaderName, &str)]| {
        let mut request = api.request(Method::GET, path);
        for (name, value) in headers {
            request = request.header(name, *value);
        }
        api.send(request).await.status
    };
    for host in ["party.example.org", "tv.example.org:8080", "localhost:8080", "box.local", "10.1.2.3", "[::1]:80"] {
        assert_eq!(status("/api/cartridges", &[(header::HOST, host)]).await, StatusCode::OK, "{host}");
    }
    for host in ["evil.example", "party.example.org.evil.example"] {
        assert_eq!(status("/api/cartridges", &[(header::HOST, host)]).await, StatusCode::FORBIDDEN, "{host}");
        assert_eq!(status("/", &[(header::HOST, host)]).await, StatusCode::FORBIDDEN, "{host}");
        assert_eq!(status("/healthz", &[(header::HOST, host)]).await, StatusCode::OK, "{host}");
    }
    let own = format!("http://{}", api.host);
    for (origin, expected) in [
        (own.as_str(), StatusCode::SWITCHING_PROTOCOLS),
        ("https://party.example.org", StatusCode::SWITCHING_PROTOCOLS),
        ("https://evil.example", StatusCode::FORBIDDEN),
        ("null", StatusCode::FORBIDDEN),
    ] {
        assert_eq!(handshake(&api, &session, origin).await, expected, "{origin}");
    }
}

/// Returns the status of a handshake from a page of `origin`.
async fn handshake(api: &Api, session: &HostedSession, origin: &str) -> StatusCode {
    let request = api
        .request(Method::GET, &format!("/ws/game/{}/?role=host", session.code))
        .header(header::CONNECTION, "Upgrade")
        .header(header::UPGRADE, "websocket")
        .header(header::SEC_WEBSOCKET_VERSION, "13")
        .header(header::SEC_WEBSOCKET_KEY, "dGhlIHNhbXBsZSBub25jZQ==")
        .header(header::ORIGIN, origin);
    request.send().await.unwrap().status()
}
