use serde_json::json;
use wpp_game::session::{Command, Status, player::GRACE_MS};

use super::TestRoom;
use crate::world::{at, receive};

const EVENT: &str = "session.host_changed";

fn host(room: &mut TestRoom, ms: u64, connected: bool) {
    room.must(ms, Command::HostPresence { connected });
}

/// Whether clients see the host as connected.
fn is_seen(room: &TestRoom, ms: u64) -> bool {
    room.session.snapshot(&room.registry, None, at(ms)).unwrap().host.connected
}

#[test]
fn host_leaves_after_the_grace_period() {
    for status in [Status::Lobby, Status::Running, Status::Paused] {
        let mut room = TestRoom::of(&["ann", "bob"]);
        if status != Status::Lobby {
            room.must(0, Command::Play { content: None });
        }
        if status == Status::Paused {
            room.must(0, Command::Pause { by: None });
        }
        let phase = room.session.deadline();
        host(&mut room, 1_000, false);
        assert_eq!(room.session.wake_at(), Some(at(1_000 + GRACE_MS)), "{status:?}");
        room.must(20_999, Command::Wake);
        assert!(is_seen(&room, 20_999) && !room.events.contains(&EVENT.to_owned()), "{status:?}");
        room.must(21_000, Command::Wake);
        assert!(!is_seen(&room, 21_000), "{status:?}");
        assert_eq!(room.events.last().unwrap(), EVENT);
        assert_eq!((room.session.status(), room.session.deadline()), (status, phase), "the game goes on");
        host(&mut room, 30_000, true);
        assert!(is_seen(&room, 30_000), "{status:?}");
        assert_eq!(room.events.iter().filter(|kind| *kind == EVENT).count(), 2);
    }
}

#[test]
fn reloaded_screen_changes_nothing() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    let events = room.events.len();
    host(&mut room, 0, true);
    host(&mut room, 1_000, false);
    host(&mut room, 3_000, true);
    assert_eq!(room.session.wake_at(), None);
    room.must(60_000, Command::Wake);
    assert_eq!(room.events.len(), events);
}

#[test]
fn repeated_reports_do_not_prolong_the_grace_period() {
    let mut room = TestRoom::of(&["ann"]);
    host(&mut room, 1_000, false);
    host(&mut room, 15_000, false);
    room.must(21_000, Command::Wake);
    assert!(!is_seen(&room, 21_000));
    host(&mut room, 22_000, false);
    assert_eq!(room.session.wake_at(), None);
}

#[test]
fn patches_carry_the_presence() {
    let mut room = TestRoom::of(&["ann"]);
    let mut client = serde_json::to_value(room.session.snapshot(&room.registry, None, at(0)).unwrap()).unwrap();
    assert_eq!(client["host"], json!({"connected": true}));
    host(&mut room, 1_000, false);
    let step = room.session.step(&room.registry, &[Command::Wake], at(21_400)).unwrap();
    let [event] = step.events.as_slice() else { panic!("{:?}", step.events) };
    assert_eq!(event.due_at, Some(at(21_000)), "late, but as of its time");
    let envelope = event.envelope(room.session.code(), room.session.epoch(), at(21_400));
    receive(&mut client, &serde_json::from_str(&envelope).unwrap());
    assert_eq!(client["host"], json!({"connected": false}));
}
