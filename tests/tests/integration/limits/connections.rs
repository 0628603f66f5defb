//! Connections whose client sends too slowly.

use std::time::Duration;

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use wpp_tests::harness::{client::Api, environment::TestEnvironment, test_game::short_config};

/// Longest time to wait for the server to close a connection. The server's limit for a body is 20 s.
const PATIENCE: Duration = Duration::from_secs(60);

/// Sends the start of a request, and returns everything that arrives until the server closes the connection.
async fn send_start(api: &Api, start: String) -> String {
    let mut stream = TcpStream::connect(&api.host).await.unwrap();
    stream.write_all(start.as_bytes()).await.unwrap();
    let mut answer = Vec::new();
    let ended = timeout(PATIENCE, stream.read_to_end(&mut answer)).await;
    ended.expect("the server closes the connection").unwrap();
    String::from_utf8(answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_requests_end() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let post = "POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let (silent, head, body) = tokio::join!(
        send_start(&api, String::new()),
        send_start(&api, post.to_owned()),
        send_start(&api, format!("{post}Connection: close\r\nContent-Length: 100\r\n\r\n{{")),
    );
    assert!(!silent.contains("200") && !head.contains("201"), "{silent}{head}");
    assert!(body.starts_with("HTTP/1.1 422"), "{body}");
    api.create(short_config(1, 1)).await;
}
