//! The host's screens, on two processes.

use serde_json::json;
use wpp_tests::harness::{
    client::{Api, HostedSession},
    environment::TestEnvironment,
    test_socket::TestSocket,
    wait_until,
};

use super::held_by;

async fn screen(api: &Api, session: &HostedSession) -> TestSocket {
    TestSocket::open(api, &session.code, &format!("role=host&token={}", session.token)).await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_the_loss_of_the_last_screen() {
    let env = TestEnvironment::start().await;
    let (mut killed, left, _worker) = (env.start_api().await, env.start_api().await, env.start_worker().await);
    let (one, other) = (Api::of(&killed), Api::of(&left));
    let session = one.create(json!({})).await;
    let code = session.code.clone();
    let seat = other.join(&code, "Ann").await;
    let mut phone = TestSocket::player(&other, &code, &seat).await;
    let is_here = async || other.snapshot(&code, None).await["host"]["connected"] == true;

    // Of two screens, one closes. The other one loses its process.
    let (_first, second) = (screen(&one, &session).await, screen(&other, &session).await);
    let public = TestSocket::screen(&other, &session).await;
    wait_until("both screens are recorded", async || held_by(&env, &code, "host").await == 2).await;
    second.leave().await;
    wait_until("one screen is recorded", async || held_by(&env, &code, "host").await == 1).await;
    killed.kill();
    wait_until("the sweep removes the screen", async || held_by(&env, &code, "host").await == 0).await;
    assert!(is_here().await, "the grace period has begun");

    let gone = phone.next("session.host_changed").await;
    assert_eq!(gone["data"], json!({"host": {"connected": false}}));
    assert!(gone["due_at"].is_string(), "{gone}");
    assert!(!is_here().await, "a public screen has no controls");
    let _back = screen(&other, &session).await;
    assert_eq!(phone.next("session.host_changed").await["data"], json!({"host": {"connected": true}}));
    phone.assert_matches_server(&other, &code).await;
    drop(public);
}
