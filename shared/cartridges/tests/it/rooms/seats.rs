use serde_json::json;
use wpp_game::session::{Admission, Command, Origin, Status};

use super::{TestRoom, origin, player};
use crate::world::{at, raw};

fn taken(id: &str, holder: u32) -> Admission {
    Admission { player_id: player(id), holder }
}

fn write(room: &mut TestRoom, ms: u64, id: &str, action: &str) {
    let data = raw(&json!({"text": format!("{id} writes")}));
    room.must(ms, Command::Action { player_id: player(id), id: action.into(), kind: "note.write".into(), data });
}

#[test]
fn released_seat_is_taken_by_name() {
    let mut room = TestRoom::of(&["ann", "bob", "cyd"]);
    room.must(0, Command::Play { content: None });
    write(&mut room, 10, "ann", "1");
    room.presence(20, "ann", false);
    let before = room.session.snapshot(&room.registry, None, at(30)).unwrap();
    assert_eq!(room.join(30, "x1", "Ann", Origin::default()).unwrap_err().code.as_str(), "already_started");
    room.release(40, "ann");
    room.must(45, Command::Lock { locked: true });
    assert_eq!(room.join(50, "x2", "Ann B", Origin::default()).unwrap_err().code.as_str(), "room_locked");
    assert_eq!(room.join(60, "x3", " ANN ", Origin::default()).unwrap(), taken("ann", 1));
    let after = room.session.snapshot(&room.registry, Some(&player("ann")), at(60)).unwrap();
    assert_eq!((after.status, after.players.len()), (Status::Running, 3));
    assert_eq!(after.players[0].score, before.players[0].score);
    assert!(after.players[0].answered, "the answer of the seat remains");
    assert_eq!(room.join(70, "x4", "ann", Origin::default()).unwrap_err().code.as_str(), "room_locked");
}

#[test]
fn new_holder_starts_with_new_action_ids() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.must(0, Command::Play { content: None });
    write(&mut room, 10, "ann", "1");
    let answered_at = room.session.seq();
    room.presence(20, "ann", false);
    room.release(30, "ann");
    room.join(40, "x", "ann", Origin::default()).unwrap();
    let data = raw(&json!({"text": "again"}));
    let action = Command::Action { player_id: player("ann"), id: "1".into(), kind: "note.write".into(), data };
    assert_eq!(room.refused(50, action), "already_submitted", "not the answer of event {answered_at}");
}

#[test]
fn every_release_voids_the_holder_before() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.presence(0, "ann", false);
    for holder in 1..4 {
        room.release(0, "ann");
        room.release(0, "ann");
        assert_eq!(room.join(0, "x", "Ann", Origin::default()).unwrap(), taken("ann", holder));
    }
    assert_eq!(room.events.iter().filter(|kind| *kind == "session.seat_released").count(), 3);
}

#[test]
fn connected_people_keep_their_seat() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.must(0, Command::AddBots { player_ids: vec![player("bot")] });
    for id in ["ann", "bot"] {
        assert_eq!(room.refused(0, Command::Release { player_id: player(id) }), "still_connected", "{id}");
    }
    assert_eq!(room.refused(0, Command::Release { player_id: player("zoe") }), "not_allowed");
    assert_eq!(room.join(0, "x", "ann", Origin::default()).unwrap_err().code.as_str(), "nickname_taken");
}

#[test]
fn removed_people_take_no_released_seat() {
    let mut room = TestRoom::of(&["ann"]);
    room.join(0, "troll", "Troll", origin("d1", "a1")).unwrap();
    room.must(0, Command::Remove { player_id: player("troll") });
    room.presence(0, "ann", false);
    room.release(0, "ann");
    for origin in [origin("d1", "a2"), origin("d2", "a1")] {
        assert_eq!(room.join(0, "x", "Ann", origin).unwrap_err().code.as_str(), "removed");
        assert_eq!(room.watch(0, "x", "Ann", origin).unwrap_err().code.as_str(), "removed");
    }
    assert_eq!(room.join(0, "x", "Ann", origin("d2", "a2")).unwrap(), taken("ann", 1));
}

#[test]
fn game_waits_for_the_new_holder() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.must(0, Command::Play { content: None });
    room.presence(0, "ann", false);
    room.must(25_000, Command::Wake);
    room.release(25_000, "ann");
    room.join(25_000, "x", "ann", Origin::default()).unwrap();
    write(&mut room, 26_000, "bob", "1");
    assert_eq!(room.session.phase_name(), Some("write"), "ann can still answer");
    write(&mut room, 27_000, "ann", "1");
    assert_ne!(room.session.phase_name(), Some("write"));
}
