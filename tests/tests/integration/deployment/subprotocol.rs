//! Tokens in the WebSocket subprotocol instead of the address.

use futures_util::StreamExt as _;
use serde_json::json;
use tokio_tungstenite::{
    connect_async,
    tungstenite::{Message, client::IntoClientRequest as _, http::header::SEC_WEBSOCKET_PROTOCOL},
};
use wpp_tests::harness::{client::Api, environment::TestEnvironment};

/// Opens a socket that offers these subprotocols. Returns the selected one, and the first text or the close code.
pub(super) async fn open(host: &str, path: &str, offered: &str) -> (Option<String>, Result<String, u16>) {
    let mut request = format!("ws://{host}{path}").into_client_request().unwrap();
    request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, offered.parse().unwrap());
    let (mut socket, answer) = connect_async(request).await.unwrap();
    let selected = answer.headers().get(SEC_WEBSOCKET_PROTOCOL).map(|name| name.to_str().unwrap().to_owned());
    let first = loop {
        match socket.next().await.unwrap().unwrap() {
            Message::Text(text) => break Ok(text.to_string()),
            Message::Close(frame) => break Err(frame.unwrap().code.into()),
            _ => {}
        }
    };
    (selected, first)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_socket_accepts_the_token_of_the_subprotocol() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create_of("air_guitar", json!({})).await;
    let seat = api.join(&session.code, "Anna").await;
    for (socket, token) in [("game", &seat.token), ("guitar", &seat.token), ("game", &session.token)] {
        let path = format!("/ws/{socket}/{}/", session.code);
        let (selected, first) = open(&api.host, &path, &format!("wpp, wpp.token.{token}")).await;
        assert_eq!(selected.as_deref(), Some("wpp"));
        assert!(first.is_ok(), "{socket} closed with {first:?}");
    }
    assert_chat_accepts(&api, &session.code, &seat.token).await;
}

/// Opens the chat socket, which sends no first frame: another participant's message is the first one.
async fn assert_chat_accepts(api: &Api, code: &str, token: &str) {
    let mut request = format!("ws://{}/ws/sessions/{code}/", api.host).into_client_request().unwrap();
    let offered = format!("wpp, wpp.token.{token}").parse().unwrap();
    request.headers_mut().insert(SEC_WEBSOCKET_PROTOCOL, offered);
    let (mut socket, _) = connect_async(request).await.unwrap();
    let posted = json!({"content": "hello"});
    let answer = api.post(&format!("/api/sessions/{code}/messages"), Some(token), &posted).await;
    assert!(answer.status.is_success(), "{}", answer.text);
    match socket.next().await.unwrap().unwrap() {
        Message::Text(text) => assert!(text.contains("hello"), "{text}"),
        other => panic!("{other:?} instead of the message"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_subprotocol_takes_precedence_over_the_query() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let session = api.create(json!({})).await;
    let seat = api.join(&session.code, "Anna").await;
    let path = |query: &str| format!("/ws/game/{}/?{query}", session.code);
    let (_, valid) = open(&api.host, &path("session_token=wrong"), &format!("wpp, wpp.token.{}", seat.token)).await;
    assert!(valid.is_ok(), "{valid:?}");
    let valid_query = path(&format!("session_token={}", seat.token));
    let (_, wrong) = open(&api.host, &valid_query, "wpp, wpp.token.wrong").await;
    assert_eq!(wrong, Err(4003));
    let (_, only_query) = open(&api.host, &valid_query, "wpp").await;
    assert!(only_query.is_ok(), "{only_query:?}");
    let (_, none) = open(&api.host, &path(""), "wpp, wpp.token.").await;
    assert_eq!(none, Err(4001));
}
