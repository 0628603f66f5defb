use wpp_game::session::{Admission, Command, MAX_WAITING, Origin};

use super::{TestRoom, origin, player};
use crate::world::at;

/// A lobby with `ann`, where joins need approval.
fn guarded() -> TestRoom {
    let mut room = TestRoom::of(&["ann"]);
    room.must(0, Command::RequireApproval { required: true });
    room
}

fn decide(room: &mut TestRoom, id: &str, accepted: bool) -> Result<Option<Admission>, String> {
    let command = Command::DecideJoin { player_id: player(id), accepted };
    room.ask(0, command).map_err(|rejected| rejected.code.as_str().to_owned())
}

fn waiting(room: &TestRoom) -> Vec<String> {
    let snapshot = room.session.snapshot(&room.registry, None, at(0)).unwrap();
    snapshot.waiting.iter().map(|person| person.player_id.0.clone()).collect()
}

#[test]
fn accepted_people_join_in_their_role() {
    let mut room = guarded();
    room.join(0, "bob", "Bob", origin("d1", "a1")).unwrap();
    room.watch(0, "gus", "Gus", origin("d2", "a2")).unwrap();
    assert_eq!((room.ids(), waiting(&room)), (vec!["ann"], vec!["bob".to_owned(), "gus".to_owned()]));
    assert!(!room.session.may_watch(&player("gus")));
    for id in ["gus", "bob", "bob"] {
        decide(&mut room, id, true).unwrap();
    }
    assert_eq!((room.ids(), waiting(&room).len()), (vec!["ann", "bob"], 0));
    assert!(room.session.may_watch(&player("gus")));
    assert_eq!(room.events.iter().filter(|kind| kind.ends_with("_joined")).count(), 3);
}

#[test]
fn declined_browser_stays_out_until_approval_ends() {
    let mut room = guarded();
    room.join(0, "bob", "Bob", origin("d1", "a1")).unwrap();
    for _ in 0..2 {
        decide(&mut room, "bob", false).unwrap();
    }
    assert!(room.session.was_declined(&player("bob")) && room.session.was_removed(&player("bob")));
    assert_eq!(room.events.iter().filter(|kind| *kind == "session.join_declined").count(), 1);
    assert_eq!(decide(&mut room, "bob", true).unwrap_err(), "not_found");
    for nickname in ["Bob", "Rob"] {
        assert_eq!(room.join(0, "b2", nickname, origin("d1", "a9")).unwrap_err().code.as_str(), "join_declined");
        assert_eq!(room.watch(0, "b2", nickname, origin("d1", "a9")).unwrap_err().code.as_str(), "join_declined");
    }
    room.join(0, "cyd", "Cyd", origin("d2", "a1")).unwrap();
    assert_eq!(waiting(&room), ["cyd"], "an address alone identifies nobody");
    room.must(0, Command::RequireApproval { required: false });
    room.join(0, "b3", "Bob", origin("d1", "a1")).unwrap();
    assert_eq!(room.ids(), ["ann", "cyd", "b3"]);
}

#[test]
fn repeated_request_keeps_its_place() {
    let mut room = guarded();
    let first = room.join(0, "bob", "Bob", origin("d1", "a1")).unwrap();
    assert_eq!(room.join(0, "x", " BOB ", origin("d1", "a2")).unwrap(), first);
    assert_eq!(room.join(0, "y", "Bob", origin("d2", "a1")).unwrap_err().code.as_str(), "nickname_taken");
    assert_eq!(waiting(&room), ["bob"]);
    let rename = Command::Rename { player_id: player("ann"), nickname: "bob".into() };
    assert_eq!(room.refused(0, rename), "nickname_taken");
}

#[test]
fn own_seat_needs_no_approval() {
    let mut room = guarded();
    room.presence(0, "ann", false);
    room.release(0, "ann");
    assert_eq!(room.join(0, "x", "Ann", Origin::default()).unwrap().player_id, player("ann"));
    let expires_at = at(120_000);
    room.must(0, Command::AddSeatCode { player_id: player("ann"), digest: "c".into(), expires_at });
    let take = Command::TakeSeat { nickname: "Ann".into(), digest: "c".into(), origin: origin("d9", "a9") };
    assert_eq!(room.ask(0, take).unwrap().unwrap().player_id, player("ann"));
    assert!(waiting(&room).is_empty());
}

#[test]
fn number_of_waiting_people_is_bounded() {
    let mut room = guarded();
    for n in 0..MAX_WAITING {
        room.join(0, &format!("p{n}"), &format!("Person {n}"), Origin::default()).unwrap();
    }
    assert_eq!(room.join(0, "x", "Late", Origin::default()).unwrap_err().code.as_str(), "session_full");
    assert_eq!(room.watch(0, "x", "Late", Origin::default()).unwrap_err().code.as_str(), "session_full");
    decide(&mut room, "p0", false).unwrap();
    room.watch(0, "x", "Late", Origin::default()).unwrap();
}

#[test]
fn person_without_a_seat_keeps_waiting() {
    let mut room = guarded();
    room.join(0, "bob", "Bob", Origin::default()).unwrap();
    room.join(0, "cyd", "Cyd", Origin::default()).unwrap();
    decide(&mut room, "bob", true).unwrap();
    room.must(0, Command::Play { content: None });
    assert_eq!(decide(&mut room, "cyd", true).unwrap_err(), "already_started");
    assert_eq!(waiting(&room), ["cyd"]);
    assert_eq!(room.join(0, "dan", "Dan", Origin::default()).unwrap_err().code.as_str(), "already_started");
    room.must(0, Command::RequireApproval { required: false });
    assert!(waiting(&room).is_empty() && !room.session.was_declined(&player("cyd")));
    assert_eq!(room.ids(), ["ann", "bob"]);
}

#[test]
fn end_of_approval_admits_everybody() {
    let mut room = guarded();
    room.join(0, "bob", "Bob", Origin::default()).unwrap();
    room.watch(0, "gus", "Gus", Origin::default()).unwrap();
    room.must(0, Command::RequireApproval { required: false });
    room.must(0, Command::RequireApproval { required: false });
    assert_eq!((room.ids(), waiting(&room).len()), (vec!["ann", "bob"], 0));
    assert!(room.session.may_watch(&player("gus")));
    assert_eq!(room.events.iter().filter(|kind| *kind == "session.approval_changed").count(), 2);
}

#[test]
fn waiting_people_can_withdraw() {
    let mut room = guarded();
    room.join(0, "bob", "Bob", origin("d1", "a1")).unwrap();
    room.must(0, Command::Leave { player_id: player("bob") });
    assert!(waiting(&room).is_empty() && room.session.was_removed(&player("bob")));
    room.join(0, "b2", "Bob", origin("d1", "a1")).unwrap();
    room.must(0, Command::Remove { player_id: player("b2") });
    assert_eq!(room.join(0, "b3", "Bob", origin("d1", "a1")).unwrap_err().code.as_str(), "join_declined");
}

#[test]
fn locked_room_has_no_waiting_people() {
    let mut room = guarded();
    room.must(0, Command::Lock { locked: true });
    assert_eq!(room.join(0, "bob", "Bob", Origin::default()).unwrap_err().code.as_str(), "room_locked");
}
