//! Limits of uploads: concurrent ones and those of a minute by account, and the duration of one.

use std::time::Duration;

use reqwest::{Method, StatusCode};
use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};
use wpp_tests::harness::{client::Answer, environment::TestEnvironment};

use super::uploads::{Client, server, server_with};

const IMPORT: &str = "/api/packs/import?title=Mine&language=en";
const TABLE: &str = "prompt,answer,decoys\nWhat is it?,this,that\n";

/// Longest time to wait for the server to end an upload.
const PATIENCE: Duration = Duration::from_secs(60);

/// Begins an upload without its last byte. Returns after the server has admitted it.
async fn begin_upload(client: &Client) -> TcpStream {
    let mut stream = TcpStream::connect(&client.api.host).await.unwrap();
    // The server asks for the body when it begins to read it.
    let head = format!(
        "POST {IMPORT} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {}\r\nConnection: close\r\n\
         Expect: 100-continue\r\nContent-Length: {}\r\n\r\n",
        client.token,
        TABLE.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = [0; 12];
    timeout(PATIENCE, stream.read_exact(&mut answer)).await.unwrap().unwrap();
    assert_eq!(&answer, b"HTTP/1.1 100");
    stream.write_all(&TABLE.as_bytes()[..TABLE.len() - 1]).await.unwrap();
    stream
}

/// Returns what the server sends until it closes the connection.
async fn answer(mut stream: TcpStream) -> String {
    let mut answer = Vec::new();
    timeout(PATIENCE, stream.read_to_end(&mut answer)).await.expect("the server ends the upload").unwrap();
    String::from_utf8(answer).unwrap()
}

async fn copy(client: &Client, pack: &str) -> Answer {
    client.call(Method::POST, &format!("/api/packs/{pack}/copy"), Value::Null).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_account_has_two_upload_slots() {
    let env = TestEnvironment::start().await;
    let (_web, _db, [ana, bo]) = server(&env).await;
    let (mut first, _second) = (begin_upload(&ana).await, begin_upload(&ana).await);
    for refused in [ana.upload(IMPORT, TABLE).await, copy(&ana, "starter-en").await] {
        let problem = refused.problem("too_many_requests");
        assert!(problem["retry_after"].as_u64().unwrap() > 0, "{problem}");
    }
    let _ = bo.upload(IMPORT, TABLE).await.expect(StatusCode::CREATED);
    // The end of an upload frees its slot.
    first.write_all(&TABLE.as_bytes()[TABLE.len() - 1..]).await.unwrap();
    assert!(answer(first).await.contains("HTTP/1.1 201"));
    let _ = copy(&ana, "starter-en").await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn slow_uploads_end() {
    let env = TestEnvironment::start().await;
    let (_web, _db, [ana, _]) = server_with(&env, &[("UPLOAD_SECONDS", "1")]).await;
    let (first, second) = (begin_upload(&ana).await, begin_upload(&ana).await);
    for slow in [answer(first).await, answer(second).await] {
        assert!(slow.contains("HTTP/1.1 422") && slow.contains("took too long"), "{slow}");
    }
    let _ = ana.upload(IMPORT, TABLE).await.expect(StatusCode::CREATED);
}

#[tokio::test(flavor = "multi_thread")]
async fn uploads_and_copies_are_limited_by_the_minute() {
    let env = TestEnvironment::start().await;
    let settings = [("IMPORTS_PER_MINUTE", "3"), ("TRUST_PROXY", "1")];
    let (_web, _db, [ana, bo]) = server_with(&env, &settings).await;
    let made = ana.upload(IMPORT, TABLE).await.expect(StatusCode::CREATED);
    let pack = made["pack"]["pack_id"].as_str().unwrap();
    let _ = copy(&ana, pack).await.expect(StatusCode::CREATED);
    let _ = ana.upload(IMPORT, "no table").await.problem("invalid_file");
    for refused in [ana.upload(IMPORT, TABLE).await, copy(&ana, pack).await] {
        let problem = refused.problem("too_many_requests");
        assert!(problem["retry_after"].as_u64().unwrap() > 0, "{problem}");
    }
    let _ = bo.upload(IMPORT, TABLE).await.expect(StatusCode::CREATED);
}
