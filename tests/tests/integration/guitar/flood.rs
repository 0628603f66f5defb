//! Thousands of chords a second from one phone.

use serde_json::json;
use wpp_tests::{
    harness::{environment::TestEnvironment, test_socket::End},
    loadtest::clock,
};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn chord_flood_closes_only_its_socket() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (loud, quiet) = (Stage::create(&api, 600_000).await, Stage::create(&api, 1_500).await);
    let (max, ana) = (loud.seat("Max").await, quiet.seat("Ana").await);
    let (mut guitar, mut neighbour) = (quiet.guitar(&ana).await, loud.screen().await);
    let mut tv = quiet.tv().await;
    // Sends a wave as fast as the server accepts it.
    let wave = async || {
        let mut flooder = loud.guitar(&max).await;
        for _ in 0..2_000 {
            if flooder.try_send_text(r#"{"type":"chord_change","data":{"chord":"E"}}"#).await.is_err() {
                break;
            }
        }
        let refused = flooder.next_where("error", |error| error["code"] == "too_many_requests").await;
        assert!(!refused["message"].as_str().unwrap().is_empty());
        assert_eq!(flooder.ended().await, End::Closed(4029));
    };
    let begun = clock::now();
    wave().await;
    guitar.send("practice_start", json!({})).await;
    let due = tv.next("phase.practice_started").await["deadline_at"].clone();
    // Waves, until the practice of the other session is over.
    let flood = async {
        loop {
            wave().await;
        }
    };
    let over = async {
        tv.next("phase.counting").await;
        tv.received.last().unwrap().clone()
    };
    let event = tokio::select! {
        () = flood => unreachable!(),
        over = over => over,
    };
    assert_eq!(event["due_at"], due, "the practice ended as of its deadline");
    // Other sockets receive only the chords that passed the rate limit: 80 at once, and 40 in each second.
    neighbour.settle().await;
    let received = neighbour.received.iter().filter(|message| message["type"] == "chord_change").count();
    let most = 80 + 40 * (begun.elapsed().as_secs() + 1);
    assert!(received as u64 <= most, "{received} chords, {most} are allowed");
    guitar.settle().await;
}
