//! Events lost on the channel, and sockets that reconnect for missed events.

use serde_json::{Value, json};
use wpp_tests::harness::{
    client::Api,
    environment::TestEnvironment,
    test_game::{TestGame, short_config},
    test_socket::{End, TestSocket, shared_part},
};

#[tokio::test(flavor = "multi_thread")]
async fn lost_events_are_read_from_the_stream() {
    let (env, web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let other = env.start_api().await;
    let busy = Api::of(&other);
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let mut redis = env.redis.connect().await;
    // The process is frozen while its subscription ends and players join, so it misses these events.
    web.freeze();
    let _: u64 = redis::cmd("CLIENT").arg(&["KILL", "TYPE", "pubsub"]).query_async(&mut redis).await.unwrap();
    for name in ["Cleo", "Dan", "Erin"] {
        busy.join(&game.session.code, name).await;
    }
    web.thaw();
    for _ in 0..5 {
        game.screen.next("session.player_joined").await;
    }
    game.screen.assert_matches_server(&api, &game.session.code).await;
    assert_eq!(web.counter("wpp_events_recovered_total").await, 3);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_broken_subscriptions() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 2), 3).await;
    game.play(&api).await;
    let mut redis = env.redis.connect().await;
    for _ in 0..2 {
        let _: u64 = redis::cmd("CLIENT").arg(&["KILL", "TYPE", "pubsub"]).query_async(&mut redis).await.unwrap();
        game.submit_lies().await;
        let _: u64 = redis::cmd("CLIENT").arg(&["KILL", "TYPE", "pubsub"]).query_async(&mut redis).await.unwrap();
        game.submit_guesses().await;
        let _: u64 = redis::cmd("CLIENT").arg(&["KILL", "TYPE", "pubsub"]).query_async(&mut redis).await.unwrap();
        game.screen.next("phase.scoreboard").await;
    }
    game.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut game.screen).chain(&mut game.phones) {
        socket.assert_matches_server(&api, &game.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_returns_the_missed_events() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 3).await;
    let code = game.session.code.clone();
    let mut phone = game.phones.remove(0);
    phone.assert_matches_server(&api, &code).await;
    let place = phone.place();
    phone.leave().await;
    game.play(&api).await;
    let shown = game.screen.next("phase.lie_started").await["seq"].as_u64().unwrap();

    let query = format!("session_token={}", game.seats[0].token);
    let mut back = TestSocket::resume(&api, &code, &query, place.clone()).await;
    let first = back.received[0].clone();
    assert_eq!((&first["type"], &first["data"]["recovered"]), (&json!("session.resumed"), &json!(true)));
    let missed: Vec<u64> =
        first["data"]["events"].as_array().unwrap().iter().map(|event| event["seq"].as_u64().unwrap()).collect();
    assert_eq!(missed.first(), Some(&(place.seq + 1)));
    game.screen.read_until_seq(*missed.last().unwrap()).await;
    assert!(missed.last() >= Some(&shown), "{missed:?} ends before {shown}");
    back.assert_matches_server(&api, &code).await;
    assert_eq!(events_of(&first), events_with(&game.screen.received, &missed), "the same envelopes as others received");
    back.leave().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_beyond_the_stream_is_a_snapshot() {
    let (env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let code = game.session.code.clone();
    game.screen.assert_matches_server(&api, &code).await;
    let key = format!("{{{code}}}:events");
    let mut redis = env.redis.connect().await;
    let _: u64 = redis::cmd("XTRIM").arg(key).arg(&["MAXLEN", "1"]).query_async(&mut redis).await.unwrap();
    let query = format!("role=host&epoch={}&since={}", game.screen.epoch(), game.screen.seq - 3);
    let back = TestSocket::open(&api, &code, &query).await.unwrap();
    assert_eq!(back.received[0]["data"]["recovered"], false);
    let mut place = game.screen.place();
    (place.seq, place.mirror) = (place.seq - 1, None);
    let back = TestSocket::resume(&api, &code, "role=host", place).await;
    assert_eq!(back.received[0]["data"]["recovered"], true, "the stream has all missed events");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_slow_phone_is_closed_and_delays_no_other() {
    let (_env, web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let mut game = TestGame::create(&api, short_config(1, 1), 2).await;
    let (session, code) = (game.session.clone(), game.session.code.clone());
    game.play(&api).await;
    game.screen.next("phase.lie_started").await;
    let mut slow = TestSocket::narrow(&api, &code, "role=host").await;
    let mut sent = 0;
    while web.counter("wpp_events_dropped_total").await < 1 {
        for verb in ["pause", "play"].repeat(25) {
            assert!(api.control(&session, verb).await.status.is_success());
        }
        sent += 50;
        assert!(sent < 10_000, "the slow socket is never closed");
        game.screen.read_until_seq(api.snapshot(&code, None).await["seq"].as_u64().unwrap()).await;
    }
    assert_eq!(slow.ended().await, End::Closed(4008));
    let mut back = slow.resumed(&api, &code, "role=host").await;
    back.read_until_seq(game.screen.seq).await;
}

fn events_of(resumed: &Value) -> Vec<Value> {
    resumed["data"]["events"].as_array().unwrap().iter().map(shared_part).collect()
}

fn events_with(received: &[Value], seqs: &[u64]) -> Vec<Value> {
    received.iter().filter(|event| event["seq"].as_u64().is_some_and(|seq| seqs.contains(&seq))).cloned().collect()
}
