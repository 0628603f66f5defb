//! Ten thousand chords a second from one phone.

use serde_json::json;
use wpp_tests::harness::{environment::TestEnvironment, test_socket::End};

use super::stage::Stage;

#[tokio::test(flavor = "multi_thread")]
async fn chord_flood_closes_only_its_socket() {
    let (_env, _web, _worker, api) = TestEnvironment::with_api_and_worker().await;
    let (loud, quiet) = (Stage::create(&api, 600_000).await, Stage::create(&api, 1_500).await);
    let (max, ana) = (loud.seat("Max").await, quiet.seat("Ana").await);
    let (mut guitar, mut neighbour) = (quiet.guitar(&ana).await, loud.screen().await);
    let mut tv = quiet.tv().await;
    guitar.send("practice_start", json!({})).await;
    let due = tv.next("phase.practice_started").await["deadline_at"].clone();

    // Sends waves as fast as the server accepts them, until the practice of the other session is over.
    let mut waves = 0;
    let flood = async {
        loop {
            let mut flooder = loud.guitar(&max).await;
            for _ in 0..10_000 {
                if flooder.try_send_text(r#"{"type":"chord_change","data":{"chord":"E"}}"#).await.is_err() {
                    break;
                }
            }
            let refused = flooder.next_where("error", |error| error["code"] == "too_many_requests").await;
            assert!(!refused["message"].as_str().unwrap().is_empty());
            assert_eq!(flooder.ended().await, End::Closed(4029));
            waves += 1;
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
    assert!(waves > 0);
    // Other sockets receive only the chords that passed the rate limit.
    neighbour.settle().await;
    let received = neighbour.received.iter().filter(|message| message["type"] == "chord_change").count();
    assert!(received <= 120 * (waves + 1), "{received} in {waves} waves");
    guitar.settle().await;
}
