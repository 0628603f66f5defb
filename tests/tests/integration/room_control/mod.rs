//! Control of a room: approval of joins, moderation, the VIP, hops in the lobby, released seats, names, removals, and the
//! host's controls on another device.

mod approval;
mod codes;
mod extra_time;
mod hops;
mod host_links;
mod moderation;
mod next_game;
mod people;
mod seats;
mod teams;
mod vip;

use reqwest::Method;
use serde_json::Value;
use wpp_tests::harness::client::{Answer, Api, HostedSession, Seat};

/// Calls a route below the session.
async fn call(api: &Api, code: &str, method: Method, path: &str, token: &str, body: Value) -> Answer {
    let request = api.request(method, &format!("/api/sessions/{code}{path}")).bearer_auth(token).json(&body);
    api.send(request).await
}

/// Releases the seat as the host.
async fn release(api: &Api, session: &HostedSession, seat: &Seat) -> Answer {
    let path = format!("/players/{}/release", seat.player_id);
    call(api, &session.code, Method::POST, &path, &session.token, Value::Null).await
}
