//! Places to resume from that never were.

use serde_json::json;
use wpp_tests::harness::{
    game::{Table, quick},
    socket::Socket,
    world::World,
};

#[tokio::test(flavor = "multi_thread")]
async fn a_place_that_never_was_gets_a_snapshot() {
    let (_world, _web, _worker, api) = World::with_both().await;
    let mut table = Table::set(&api, quick(1, 1), 2).await;
    let code = table.session.code.clone();
    table.screen.agree(&api, &code).await;
    let epoch = table.screen.epoch().to_owned();
    let token = format!("session_token={}", table.seats[0].token);
    let many = "&since=0".repeat(1_000) + "&since=99";
    for place in [
        format!("&epoch={epoch}&since=1000000"),
        format!("&epoch={epoch}&since=-1"),
        format!("&epoch={epoch}&since=abc"),
        format!("&epoch={epoch}&since=18446744073709551615"),
        format!("&epoch={epoch}&since=18446744073709551616"),
        format!("&epoch={epoch}&since={}", "9".repeat(10_000)),
        format!("&epoch={epoch}&since=1.5"),
        format!("&epoch={epoch}&since="),
        format!("&epoch={epoch}&since=%00"),
        format!("&epoch={epoch}{many}"),
        "&epoch=other&since=1".to_owned(),
        "&epoch=&since=1".to_owned(),
        "&since=1".to_owned(),
        format!("&epoch={epoch}"),
    ] {
        let socket = Socket::open(&api, &code, &format!("{token}{place}")).await.unwrap();
        let first = &socket.heard[0];
        assert_eq!(
            (&first["type"], &first["data"]["recovered"]),
            (&json!("session.snapshot"), &json!(false)),
            "{place:.80}"
        );
    }
    table.play(&api).await;
    table.question().await;
    table.screen.next("phase.game_over").await;
    table.screen.agree(&api, &code).await;
}
