//! Frames of the audience, which is written to after the players.

use wpp_runtime::clock::{Clock as _, SystemClock};

use super::*;
use crate::realtime::room::crowd::PLAYERS_FIRST;

#[tokio::test]
async fn audience_shares_one_frame_of_its_own() {
    let (room, mut screen) = room().await;
    let mut fan = enter_as(&room, Some(&PlayerId("fan".into())), true).await;
    let mut player = enter(&room, Some(&PlayerId("ana".into()))).await;
    let mut other_fan = enter_as(&room, Some(&PlayerId("other".into())), true).await;
    room.start_at("a", 0);
    for client in [&screen, &fan, &player, &other_fan] {
        client.writer.first_frame_sent(0);
    }
    room.on_events("a", [(1, event("e1\n{\"ana\":1,\"~\":2}")), (2, text(2))]);
    while fan.writer.last_sent() < 2 || other_fan.writer.last_sent() < 2 {
        tokio::task::yield_now().await;
    }
    assert_eq!(screen.received().await, ["e1", "e2"]);
    assert_eq!(player.received().await, ["e1 1", "e2"]);
    assert_eq!(fan.received().await, ["e1 2", "e2"]);
    assert_eq!(other_fan.received().await, ["e1 2", "e2"]);
}

#[tokio::test]
async fn audience_receives_an_event_a_moment_later() {
    let (room, _screen) = room().await;
    let fan = enter_as(&room, Some(&PlayerId("fan".into())), true).await;
    room.start_at("a", 0);
    fan.writer.first_frame_sent(0);
    let begun = SystemClock.micros();
    room.on_events("a", [(1, text(1))]);
    while fan.writer.last_sent() < 1 {
        tokio::task::yield_now().await;
    }
    // The timer counts from another clock, so half of its time is a safe bound.
    let waited = SystemClock.micros() - begun;
    assert!(waited * 2 > PLAYERS_FIRST.as_micros().try_into().unwrap(), "{waited} µs");
}

#[tokio::test]
async fn audience_starts_over_after_its_events() {
    let (room, _screen) = room().await;
    let mut fan = enter_as(&room, Some(&PlayerId("fan".into())), true).await;
    room.start_at("a", 7);
    fan.writer.first_frame_sent(7);
    room.on_events("a", [(8, text(8))]);
    room.on_events("b", [(5, text(5)), (6, text(6))]);
    assert_eq!(fan.writer.next_task().await, ConnectionTask::StartOver);
    fan.writer.first_frame_sent(5);
    while fan.writer.last_sent() < 6 {
        tokio::task::yield_now().await;
    }
    assert_eq!(fan.received().await, ["e8", "e6"]);
}
