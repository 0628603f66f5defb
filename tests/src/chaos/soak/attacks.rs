//! Hostile and careless clients, at a low rate.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use reqwest::StatusCode;
use serde_json::json;
use tokio::{io::AsyncWriteExt, net::TcpStream};
use tokio_tungstenite::{connect_async, tungstenite::Message};
use tokio_util::sync::CancellationToken;

use crate::harness::client::Api;

/// Time between two attacks.
const GAP: Duration = Duration::from_millis(250);

/// Bytes of a body above every limit.
const HUGE: usize = 4 * 1024 * 1024;

/// Garbage frames of one socket.
const FRAMES: usize = 200;

/// Attacks until `stop`. Returns the number of attacks.
///
/// # Panics
/// Panics if the API accepts an attack or answers with a server error.
pub async fn run(api: Api, seed: u64, stop: CancellationToken) -> u64 {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut attacks = 0;
    let mut timer = tokio::time::interval(GAP);
    while stop.run_until_cancelled(timer.tick()).await.is_some() {
        match rng.random_range(0..7) {
            0 => wrong_password(&api, attacks).await,
            1 => unknown_room(&api, &mut rng).await,
            2 => huge_body(&api).await,
            3 => broken_body(&api).await,
            4 => garbage_frames(&api, &mut rng).await,
            5 => abandoned_request(&api).await,
            _ => abandoned_room(&api).await,
        }
        attacks += 1;
    }
    attacks
}

async fn wrong_password(api: &Api, number: u64) {
    let login = json!({"name": format!("nobody{number}"), "password": "correct horse battery staple"});
    let status = api.post("/api/account/login", None, &login).await.status;
    assert!([StatusCode::UNAUTHORIZED, StatusCode::TOO_MANY_REQUESTS].contains(&status), "{status}");
}

async fn unknown_room(api: &Api, rng: &mut ChaCha8Rng) {
    let code: String = (0..6).map(|_| char::from(rng.random_range(b'A'..=b'Z'))).collect();
    let status = api.get(&format!("/api/sessions/{code}")).await.status;
    assert!([StatusCode::NOT_FOUND, StatusCode::TOO_MANY_REQUESTS].contains(&status), "{status}");
}

async fn huge_body(api: &Api) {
    let request = api.request(reqwest::Method::POST, "/api/sessions").body(vec![b'x'; HUGE]);
    // The API may close the connection before it has read everything.
    if let Ok(answer) = request.send().await {
        assert!(answer.status().is_client_error(), "{}", answer.status());
    }
}

async fn broken_body(api: &Api) {
    let request = api.request(reqwest::Method::POST, "/api/sessions").header("content-type", "application/json");
    let answer = api.send(request.body(r#"{"cartridge":[[[[[{"#)).await;
    assert!(answer.status.is_client_error(), "{}", answer.status);
}

/// Sends frames that are no messages, and never reads the answers.
async fn garbage_frames(api: &Api, rng: &mut ChaCha8Rng) {
    let room = api.create(json!({})).await;
    let seat = api.join(&room.code, "Mallory").await;
    let address = format!("ws://{}/ws/game/{}/?session_token={}", api.host, room.code, seat.token);
    let Ok((mut socket, _)) = connect_async(address).await else { return };
    for _ in 0..FRAMES {
        let garbage: String = (0..64).map(|_| char::from(rng.random_range(b' '..=b'~'))).collect();
        if socket.send(Message::text(garbage)).await.is_err() {
            break;
        }
    }
    let _ = tokio::time::timeout(GAP, socket.next()).await;
}

/// Sends the beginning of a request and breaks off.
async fn abandoned_request(api: &Api) {
    let Ok(mut connection) = TcpStream::connect(&api.host).await else { return };
    let _ = connection.write_all(b"POST /api/sessions HTTP/1.1\r\nHost: x\r\nContent-Length: 999\r\n\r\n{").await;
}

/// Creates a room with players who never return.
async fn abandoned_room(api: &Api) {
    let room = api.create(json!({})).await;
    for name in ["Ana", "Bo"] {
        api.join(&room.code, name).await;
    }
}
