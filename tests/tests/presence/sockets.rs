//! One process: sockets that open and close.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use wpp_game::{session::player::GRACE_MS, time::Timestamp};
use wpp_tests::harness::{
    game::{Table, lie_of, quick},
    socket::Socket,
    until,
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_player_is_there_until_the_last_of_their_sockets_closes() {
    let (world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 1).await;
    let (code, seat) = (table.session.code.clone(), table.seats[0].clone());
    let first = table.phones.remove(0);
    let second = Socket::player(&api, &code, &seat).await;
    let arrived = table.screen.next("connection_update").await;
    assert_eq!(arrived["data"], json!({"player_id": seat.player_id, "status": "connected"}));

    first.leave().await;
    until("one socket is noted", async || sockets(&world, &code).await == 1).await;
    assert_eq!(api.snapshot(&code, None).await["players"][0]["connected"], true);
    second.leave().await;
    let left = table.screen.next("connection_update").await;
    assert_eq!(left["data"], json!({"player_id": seat.player_id, "status": "disconnected"}));
    assert_eq!(left["seq"], arrived["seq"].as_u64().unwrap() + 1, "nothing was told in between");
    assert_eq!(api.snapshot(&code, None).await["players"][0]["connected"], false);
    assert_eq!(sockets(&world, &code).await, 0);

    let _back = Socket::player(&api, &code, &seat).await;
    assert_eq!(table.screen.next("connection_update").await["data"]["status"], "connected");
}

async fn sockets(world: &World, code: &str) -> u64 {
    let mut redis = world.redis.connect().await;
    let key = format!("{{{code}}}:presence");
    let held: BTreeMap<String, u64> = redis::cmd("HGETALL").arg(key).query_async(&mut redis).await.unwrap();
    held.values().sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_phase_ends_at_once_when_all_who_are_there_have_answered() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 3).await;
    table.play(&api).await;
    table.lie().await;
    let guessing = table.screen.next("phase.guess_started").await;
    assert_eq!(guessing["due_at"], Value::Null, "an answer ended it, not the clock");
    table.guess().await;
    assert_eq!(table.screen.next("reveal.step").await["due_at"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn who_dropped_is_waited_for_twenty_seconds_and_no_longer() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 3).await;
    table.play(&api).await;
    for phone in &mut table.phones {
        phone.next("phase.lie_started").await;
    }
    table.screen.next("phase.lie_started").await;
    table.phones.remove(2).leave().await;
    let mut dropped = table.screen.next("connection_update").await;
    while dropped["data"]["status"] != "disconnected" {
        dropped = table.screen.next("connection_update").await;
    }
    for n in 0..2 {
        table.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    table.screen.next("progress").await;
    let waiting = table.screen.next("progress").await;
    assert_eq!(waiting["data"]["waiting"], json!([table.seats[2].player_id]), "a phone may be asleep");

    let guessing = table.screen.next("phase.guess_started").await;
    let at = |value: &Value| serde_json::from_value::<Timestamp>(value.clone()).unwrap();
    let waited = at(&guessing["sent_at"]).ms_since(at(&dropped["sent_at"]));
    println!("waited {waited} ms for a phone that dropped");
    assert!((GRACE_MS - 200..GRACE_MS + 1_500).contains(&waited), "{waited}");
    assert_eq!(guessing["data"]["waiting"].as_array().unwrap().len(), 2);
    table.screen.agree(&api, &table.session.code).await;
}
