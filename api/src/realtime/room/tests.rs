//! Event order and recipients of a room.

mod audience;

use axum::body::Bytes;
use serde_json::value::RawValue;
use wpp_game::{ephemeral::EphemeralPosition, time::Timestamp};
use wpp_runtime::broadcast::{BroadcastLane, HOST};

use super::*;
use crate::{
    realtime::encoder::FrameEncoder,
    wire::{outbox::ConnectionTask, test_socket::TestSocket, writer::text_frame},
};

/// Sends envelopes unchanged and broadcasts as their kind.
struct TestEncoder;

impl FrameEncoder for TestEncoder {
    fn name(&self) -> &'static str {
        "test"
    }

    fn event(&self, event: &EventText) -> Option<Bytes> {
        Some(text_frame(event.envelope.to_string()))
    }

    fn own_event(&self, event: &EventText, you_patch: &RawValue) -> Option<Bytes> {
        Some(text_frame(format!("{} {you_patch}", event.envelope)))
    }

    fn broadcast(&self, _: &SessionCode, _: &str, broadcast: &Broadcast) -> Option<Bytes> {
        Some(text_frame(broadcast.kind.clone()))
    }
}

/// Returns a room with one screen in it.
async fn room() -> (Room, TestSocket) {
    let room = Room::new(SessionCode::parse("KWXTRN").unwrap());
    let client = enter(&room, None).await;
    (room, client)
}

async fn enter(room: &Room, player: Option<&PlayerId>) -> TestSocket {
    enter_as(room, player, false).await
}

async fn enter_as(room: &Room, player: Option<&PlayerId>, in_audience: bool) -> TestSocket {
    let (writer, client) = TestSocket::connect().await;
    room.add(Member {
        player: player.cloned(),
        in_audience,
        holder: 0,
        host: false,
        encoder: &TestEncoder,
        writer,
        subscription: None,
    });
    client
}

fn text(seq: u64) -> EventText {
    event(&format!("e{seq}"))
}

/// Returns the only event of a message.
fn event(message: &str) -> EventText {
    EventText::of_message(message).next().unwrap()
}

fn stored(seqs: impl IntoIterator<Item = u64>) -> Vec<StoredEvent> {
    let event = |seq| StoredEvent::new(seq, format!("e{seq}"), "");
    seqs.into_iter().map(event).collect()
}

#[tokio::test]
async fn holds_events_until_started() {
    let (room, mut client) = room().await;
    for seq in [4, 5, 6] {
        assert_eq!(room.on_events("a", [(seq, text(seq))]), Arrival::Handled);
    }
    room.start_at("a", 5);
    client.writer.first_frame_sent(5);
    assert_eq!(client.received().await, ["e6"]);
}

#[tokio::test]
async fn fills_gap_in_order_without_duplicates() {
    let (room, mut client) = room().await;
    room.start_at("a", 0);
    client.writer.first_frame_sent(0);
    assert_eq!(room.on_events("a", [(1, text(1))]), Arrival::Handled);
    assert_eq!(room.on_events("a", [(4, text(4))]), Arrival::Missing { after: 1, upto: 3 });
    assert_eq!(room.on_events("a", [(5, text(5))]), Arrival::Handled, "one fetch at a time");
    assert_eq!(room.on_events("a", [(1, text(1))]), Arrival::Handled, "a duplicate");
    room.fill_gap(stored([2, 3]), 3);
    assert_eq!(client.received().await, ["e1", "e2", "e3", "e4", "e5"]);
}

#[tokio::test]
async fn accepts_missing_event_before_fetch() {
    let (room, mut client) = room().await;
    room.start_at("a", 0);
    client.writer.first_frame_sent(0);
    assert_eq!(room.on_events("a", [(2, text(2))]), Arrival::Missing { after: 0, upto: 1 });
    assert_eq!(room.on_events("a", [(1, text(1))]), Arrival::Handled);
    room.fill_gap(stored([1]), 1);
    assert_eq!(client.received().await, ["e1", "e2"]);
}

#[tokio::test]
async fn unfillable_gap_starts_over() {
    let (room, mut client) = room().await;
    room.start_at("a", 0);
    client.writer.first_frame_sent(0);
    room.on_events("a", [(9, text(9))]);
    room.fill_gap(stored([7, 8]), 8);
    assert_eq!(client.writer.next_task().await, ConnectionTask::StartOver);
    client.writer.first_frame_sent(8);
    assert_eq!(client.received().await, ["e9"]);
}

#[tokio::test]
async fn new_epoch_starts_over() {
    let (room, mut client) = room().await;
    room.start_at("a", 7);
    client.writer.first_frame_sent(7);
    assert_eq!(room.on_events("a", [(8, text(8))]), Arrival::Handled);
    assert_eq!(room.on_events("b", [(5, text(5))]), Arrival::Handled);
    assert_eq!(room.on_events("b", [(6, text(6))]), Arrival::Handled);
    assert_eq!(client.writer.next_task().await, ConnectionTask::StartOver);
    client.writer.first_frame_sent(5);
    assert_eq!(client.received().await, ["e8", "e6"]);
}

#[tokio::test]
async fn event_of_a_left_epoch_requests_a_check() {
    let (room, mut client) = room().await;
    room.start_at("a", 7);
    client.writer.first_frame_sent(7);
    room.start_over("b", 5);
    assert!(room.has_left("a") && room.is_in("b") && !room.has_left("b"));
    assert_eq!(room.on_events("a", [(8, text(8))]), Arrival::Outdated, "late, or the store has lost the new epoch");
    assert_eq!(room.on_events("b", [(6, text(6))]), Arrival::Handled);
    assert_eq!(client.writer.next_task().await, ConnectionTask::StartOver);
    client.writer.first_frame_sent(5);
    assert_eq!(client.received().await, ["e6"]);
}

#[tokio::test]
async fn holds_events_during_a_check() {
    let (room, mut client) = room().await;
    room.start_at("a", 5);
    client.writer.first_frame_sent(5);
    assert_eq!(room.begin_check().map(|progress| progress.seq), Some(5));
    assert_eq!(room.on_events("a", [(6, text(6))]), Arrival::Handled);
    assert_eq!(room.on_events("a", [(8, text(8))]), Arrival::Handled);
    assert!(client.received().await.is_empty(), "the events may belong to another history");
    room.end_check();
    assert_eq!(room.on_events("a", [(9, text(9))]), Arrival::Missing { after: 6, upto: 7 });
    room.fill_gap(stored([7]), 7);
    assert_eq!(client.received().await, ["e6", "e7", "e8", "e9"]);
}

#[tokio::test]
async fn requests_again_what_a_check_lacked() {
    let (room, _client) = room().await;
    room.start_at("a", 5);
    let checks_begun = room.checks_begun();
    assert_eq!(room.begin_check().unwrap().acknowledged, 5);
    assert!(!room.acknowledge(8, checks_begun), "the store may have lost 8 before the check");
    assert!(room.acknowledge(7, room.checks_begun()));
    assert_eq!(room.begin_check().unwrap().acknowledged, 7);
}

#[tokio::test]
async fn progress_includes_acknowledgements() {
    let (room, _client) = room().await;
    room.start_at("a", 5);
    assert!(room.acknowledge(8, room.checks_begun()));
    let progress = room.begin_check().unwrap();
    assert_eq!((progress.seq, progress.acknowledged), (5, 8));
    room.start_over("b", 9);
    assert_eq!(room.begin_check().unwrap().acknowledged, 9, "an acknowledgement belongs to its epoch");
}

#[tokio::test]
async fn failed_check_discards_held_events() {
    let (room, mut client) = room().await;
    room.start_at("a", 5);
    client.writer.first_frame_sent(5);
    room.begin_check();
    room.on_events("a", [(6, text(6))]);
    room.start_over("b", 6);
    room.end_check();
    room.start_over("b", 6);
    assert_eq!(client.writer.next_task().await, ConnectionTask::StartOver);
    client.writer.first_frame_sent(6);
    assert_eq!(room.on_events("b", [(7, text(7))]), Arrival::Handled);
    assert_eq!(client.received().await, ["e7"]);
}

#[tokio::test]
async fn closes_only_removed_player() {
    let (room, screen) = room().await;
    let ana = PlayerId("ana".into());
    let client = enter(&room, Some(&ana)).await;
    room.close(Some(&ana), Close::NotAParticipant);
    assert_eq!(client.writer.next_task().await, ConnectionTask::Close(Close::NotAParticipant));
    room.close(None, Close::Restart);
    assert_eq!(screen.writer.next_task().await, ConnectionTask::Close(Close::Restart));
}

#[tokio::test]
async fn broadcast_skips_its_sender() {
    let (room, mut screen) = room().await;
    let ana = PlayerId("ana".into());
    let mut client = enter(&room, Some(&ana)).await;
    screen.writer.first_frame_sent(0);
    client.writer.first_frame_sent(0);
    let mut broadcast = Broadcast {
        kind: "typing".into(),
        lane: BroadcastLane::Latest,
        from: Some(ana),
        echo: false,
        order: None,
        private: false,
        screens_only: false,
        number: None,
        at: Timestamp::from_millis(0),
        data: RawValue::from_string("true".into()).unwrap(),
    };
    room.broadcast(&Arc::new(broadcast.clone()));
    broadcast.echo = true;
    broadcast.lane = BroadcastLane::Reliable;
    room.broadcast(&Arc::new(broadcast.clone()));
    assert_eq!(screen.received().await.len(), 2);
    assert_eq!(client.received().await.len(), 1);
}

#[tokio::test]
async fn private_broadcast_skips_screens() {
    let (room, mut screen) = room().await;
    let (writer, mut host) = TestSocket::connect().await;
    room.add(Member {
        player: None,
        in_audience: false,
        holder: 0,
        host: true,
        encoder: &TestEncoder,
        writer,
        subscription: None,
    });
    let mut client = enter(&room, Some(&PlayerId("ana".into()))).await;
    for client in [&screen, &host, &client] {
        client.writer.first_frame_sent(0);
    }
    let mut broadcast = Broadcast {
        kind: "typing".into(),
        lane: BroadcastLane::Reliable,
        from: Some(PlayerId(HOST.into())),
        echo: false,
        private: true,
        screens_only: false,
        number: None,
        order: None,
        at: Timestamp::from_millis(0),
        data: RawValue::from_string("true".into()).unwrap(),
    };
    room.broadcast(&Arc::new(broadcast.clone()));
    broadcast.echo = true;
    room.broadcast(&Arc::new(broadcast.clone()));
    assert_eq!(screen.received().await.len(), 0);
    assert_eq!(host.received().await.len(), 1, "the sender receives it only with `echo`");
    assert_eq!(client.received().await.len(), 2);
}

#[tokio::test]
async fn broadcast_for_screens_skips_people() {
    let (room, mut screen) = room().await;
    let ana = PlayerId("ana".into());
    let mut phone = enter(&room, Some(&ana)).await;
    screen.writer.first_frame_sent(0);
    phone.writer.first_frame_sent(0);
    let broadcast = Broadcast {
        kind: "stroke".into(),
        lane: BroadcastLane::Latest,
        from: Some(ana.clone()),
        echo: true,
        order: Some(EphemeralPosition { opened: 1, number: 1, count: None }),
        private: false,
        screens_only: true,
        number: None,
        at: Timestamp::from_millis(0),
        data: RawValue::from_string("true".into()).unwrap(),
    };
    room.broadcast(&Arc::new(broadcast));
    // Late sockets receive the newest stroke, if they are screens.
    let (mut late_screen, mut late_phone) = (enter(&room, None).await, enter(&room, Some(&ana)).await);
    for number in [2, 3] {
        room.first_frame_sent(number, 0);
    }
    assert_eq!((screen.received().await.len(), late_screen.received().await.len()), (1, 1));
    assert_eq!((phone.received().await.len(), late_phone.received().await.len()), (0, 0));
}

#[tokio::test]
async fn private_patch_reaches_only_its_player() {
    let (room, mut screen) = room().await;
    let (ana, bob) = (PlayerId("ana".into()), PlayerId("bob".into()));
    let mut sockets = [enter(&room, Some(&ana)).await, enter(&room, Some(&ana)).await, enter(&room, Some(&bob)).await];
    room.start_at("a", 0);
    for client in sockets.iter().chain([&screen]) {
        client.writer.first_frame_sent(0);
    }
    room.on_events("a", [(1, event("e1\n{\"ana\":{\"hand\":7}}"))]);
    let early = event("e3\n{\"bob\":{\"hand\":9}}");
    assert_eq!(room.on_events("a", [(3, early)]), Arrival::Missing { after: 1, upto: 2 });
    let filled = StoredEvent::new(2, "e2", "{\"ana\":{\"hand\":8}}");
    room.fill_gap(vec![filled], 2);
    let [ana_1, ana_2, bob] = &mut sockets;
    for own in [ana_1, ana_2] {
        assert_eq!(own.received().await, ["e1 {\"hand\":7}", "e2 {\"hand\":8}", "e3"]);
    }
    assert_eq!(bob.received().await, ["e1", "e2", "e3 {\"hand\":9}"]);
    assert_eq!(screen.received().await, ["e1", "e2", "e3"]);
}

#[tokio::test]
async fn events_of_a_commit_are_delivered_together() {
    let (room, mut client) = room().await;
    room.start_at("a", 0);
    client.writer.first_frame_sent(0);
    assert_eq!(room.on_events("a", [(1, text(1)), (2, text(2))]), Arrival::Handled);
    let message = StoredEvent::message(&stored([4, 5]));
    let later = [4, 5].into_iter().zip(EventText::of_message(&message));
    assert_eq!(room.on_events("a", later), Arrival::Missing { after: 2, upto: 3 });
    room.fill_gap(stored([3]), 3);
    assert_eq!(client.received().await, ["e1", "e2", "e3", "e4", "e5"]);
}

#[tokio::test]
async fn players_do_not_wait_for_the_audience() {
    let (room, _screen) = room().await;
    let fan = enter_as(&room, Some(&PlayerId("fan".into())), true).await;
    let mut player = enter(&room, Some(&PlayerId("ana".into()))).await;
    room.start_at("a", 0);
    for client in [&fan, &player] {
        client.writer.first_frame_sent(0);
    }
    // Nothing yields between the event and the look, so the audience's task has not run.
    room.on_events("a", [(1, text(1))]);
    assert_eq!((player.writer.last_sent(), fan.writer.last_sent()), (1, 0));
    room.on_events("a", [(2, text(2))]);
    room.close(Some(&PlayerId("fan".into())), Close::SessionOver);
    assert_eq!(fan.writer.next_task().await, ConnectionTask::Close(Close::SessionOver));
    assert_eq!(fan.writer.last_sent(), 2, "the end follows the events before it");
    assert_eq!(player.received().await, ["e1", "e2"]);
}
