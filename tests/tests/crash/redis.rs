//! Redis is killed and restarted, with all of its data or with an older copy.

use reqwest::StatusCode;
use serde_json::json;
use wpp_game::driver::DEADLINE_GRANULARITY_MS;
use wpp_tests::harness::{
    client::Api,
    game::{Table, lie_of, quick},
    processes::Process,
    redis::Durability,
    until,
    world::World,
};

async fn durable() -> (World, Process, Process, Api) {
    let world = World::start_with(Durability::AppendOnly).await;
    let (web, worker) = (world.web().await, world.worker().await);
    let api = Api::of(&web);
    (world, web, worker, api)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_game_survives_a_kill_of_redis() {
    let (mut world, _web, _worker, api) = durable().await;
    let mut table = Table::set(&api, quick(1, 2), 3).await;
    table.play(&api).await;
    table.phones[0].next("phase.lie_started").await;
    table.phones[0].accepted("lie.submit", json!({"text": lie_of(0)})).await;
    world.redis.kill();
    // An action during the outage waits for Redis or is rejected as unavailable. It is not lost.
    let meanwhile = json!({"type": "lie.submit", "id": "out", "data": {"text": lie_of(1)}}).to_string();
    table.phones[1].say(&meanwhile).await;
    world.redis.restart().await;
    let answer = table.phones[1].answer("out").await;
    if answer["type"] == "error" {
        assert_eq!(answer["data"]["code"], "unavailable", "{answer}");
        let again = table.phones[1].ask_as("out", "lie.submit", json!({"text": lie_of(1)})).await;
        assert_eq!(again["type"], "ack", "{again}");
    }
    table.phones[2].accepted("lie.submit", json!({"text": lie_of(2)})).await;
    table.guess().await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut table.screen).chain(&mut table.phones) {
        socket.agree(&api, &table.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn deadlines_of_an_outage_fire_afterwards() {
    let (mut world, _web, _worker, api) = durable().await;
    let mut config = quick(1, 1);
    (config["lie_ms"], config["guess_ms"]) = (json!(1_000), json!(1_000));
    let mut table = Table::set(&api, config, 2).await;
    table.play(&api).await;
    let started = table.screen.next("phase.lie_started").await;
    world.redis.kill();
    tokio::time::sleep(std::time::Duration::from_millis(3_500)).await;
    world.redis.restart().await;
    let guessing = table.screen.next("phase.guess_started").await;
    assert_eq!(guessing["due_at"], started["data"]["deadline_at"]);
    let left = guessing["data"]["remaining_ms"].as_u64().unwrap();
    let whole = 1_000 - DEADLINE_GRANULARITY_MS + 1..=1_000;
    assert!(whole.contains(&left), "after an outage the next phase has its full duration, not {left} ms");
    table.screen.next("phase.game_over").await;
    table.screen.agree(&api, &table.session.code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn lost_data_starts_a_new_epoch() {
    let (mut world, _web, _worker, api) = durable().await;
    let mut table = Table::set(&api, quick(1, 1), 3).await;
    table.play(&api).await;
    for phone in &mut table.phones {
        phone.next("phase.lie_started").await;
    }
    let copy = world.folder().join("copy");
    world.redis.copy_disk(&copy);
    for n in 0..2 {
        table.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    let (epoch, seq) = (table.screen.epoch().to_owned(), table.phones[1].seq);
    table.screen.upto(seq).await;
    table.phones[0].upto(seq).await;

    world.redis.kill();
    world.redis.roll_back(&copy);
    world.redis.restart().await;
    for socket in std::iter::once(&mut table.screen).chain(&mut table.phones) {
        while socket.epoch() == epoch {
            socket.read().await.unwrap();
        }
        assert_eq!(socket.heard.last().unwrap()["type"], "session.snapshot");
    }
    for n in 0..3 {
        table.phones[n].accepted("lie.submit", json!({"text": lie_of(n)})).await;
    }
    table.guess().await;
    table.screen.next("phase.game_over").await;
    for socket in std::iter::once(&mut table.screen).chain(&mut table.phones) {
        socket.agree(&api, &table.session.code).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_resume_from_lost_events_starts_over() {
    let (mut world, mut web, _worker, api) = durable().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let copy = world.folder().join("copy");
    world.redis.copy_disk(&copy);
    for name in ["Cleo", "Dan", "Erin", "Finn"] {
        api.join(&table.session.code, name).await;
    }
    table.screen.upto(api.snapshot(&table.session.code, None).await["seq"].as_u64().unwrap()).await;
    web.kill();
    world.redis.kill();
    world.redis.roll_back(&copy);
    world.redis.restart().await;
    web.restart().await;
    let api = Api::of(&web);
    let code = table.session.code.clone();
    until("the web process is reconnected to Redis", async || api.get("/readyz").await.status == StatusCode::OK).await;
    let mut screen = table.screen.resumed(&api, &code, "role=host").await;
    assert_eq!(screen.heard[0]["data"]["recovered"], false);
    screen.agree(&api, &code).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn detects_lost_events_behind_equal_numbers() {
    let (mut world, web, _worker, api) = durable().await;
    let other = world.web().await;
    let busy = Api::of(&other);
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let code = table.session.code.clone();
    let copy = world.folder().join("copy");
    world.redis.copy_disk(&copy);
    busy.join(&code, "Before").await;
    table.screen.upto(api.snapshot(&code, None).await["seq"].as_u64().unwrap()).await;
    let epoch = table.screen.epoch().to_owned();

    // While one process is frozen, Redis loses an event that its screen has received. The other process adds the
    // same number of new events.
    web.freeze();
    world.redis.kill();
    world.redis.roll_back(&copy);
    world.redis.restart().await;
    until("the web process is reconnected to Redis", async || busy.get("/readyz").await.status == StatusCode::OK).await;
    busy.join(&code, "After").await;
    web.thaw();
    while table.screen.epoch() == epoch {
        table.screen.read().await.unwrap();
    }
    table.screen.agree(&api, &code).await;
    assert!(!json!(table.screen.mirror).to_string().contains("Before"));
}
