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

/// Interval between the bytes of a slow request.
const BETWEEN_BYTES: Duration = Duration::from_millis(500);

/// Sends the start of a request, then a byte from time to time. Returns everything that arrives until the server closes the
/// connection.
async fn send_slowly(api: &Api, start: String) -> String {
    let (mut reader, mut writer) = TcpStream::connect(&api.host).await.unwrap().into_split();
    writer.write_all(start.as_bytes()).await.unwrap();
    let trickling = tokio::spawn(async move {
        // Writing fails after the server has closed the connection.
        while !start.is_empty() && writer.write_all(b"x").await.is_ok() {
            tokio::time::sleep(BETWEEN_BYTES).await;
        }
        // Dropping the writer would end the request.
        std::future::pending::<()>().await;
    });
    let mut answer = Vec::new();
    let ended = timeout(PATIENCE, reader.read_to_end(&mut answer)).await;
    trickling.abort();
    // A connection that is closed while bytes arrive can be reset. The answer has arrived by then.
    let _ = ended.expect("the server closes the connection");
    String::from_utf8(answer).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_requests_end() {
    let env = TestEnvironment::start().await;
    let web = env.start_api().await;
    let api = Api::of(&web);
    let post = "POST /api/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n";
    let handshake = "GET /ws/game/BBBBBB/?role=host HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ";
    let unread = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000000\r\n\r\n";
    let (silent, head, handshake, body, unread) = tokio::join!(
        send_slowly(&api, String::new()),
        send_slowly(&api, format!("{post}X-Slow: ")),
        send_slowly(&api, handshake.to_owned()),
        send_slowly(&api, format!("{post}Connection: close\r\nContent-Length: 100\r\n\r\n{{")),
        send_slowly(&api, unread.to_owned()),
    );
    for answer in [&silent, &head, &handshake] {
        assert!(!["HTTP/1.1 1", "HTTP/1.1 2"].iter().any(|start| answer.starts_with(start)), "{answer}");
    }
    assert!(body.starts_with("HTTP/1.1 422"), "{body}");
    assert!(unread.starts_with("HTTP/1.1 200"), "{unread}");
    api.create(short_config(1, 1)).await;
}
