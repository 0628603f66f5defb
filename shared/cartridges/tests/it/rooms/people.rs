use wpp_game::session::{Command, Origin};

use super::{TestRoom, origin, player};
use crate::world::at;

#[test]
fn renames_by_the_rules_of_joining() {
    let mut room = TestRoom::of(&["Ann", "Bob"]);
    let rename = |id: &str, nickname: &str| Command::Rename { player_id: player(id), nickname: nickname.into() };
    room.must(10, rename("Ann", "  Anna   Lee "));
    room.must(10, rename("Ann", "ANNA LEE"));
    room.must(10, Command::RenameSpectator { player_id: player("gus"), nickname: "Gustav".into() });
    let snapshot = room.session.snapshot(&room.registry, None, at(10)).unwrap();
    assert_eq!(snapshot.players[0].nickname, "ANNA LEE");
    assert!(room.bodies.last().unwrap().contains(r#""player_id":"gus","nickname":"Gustav""#));
    let fish = Command::RenameSpectator { player_id: player("gus"), nickname: "Anna Lee".into() };
    assert_eq!(room.refused(10, fish), "nickname_taken", "nobody in the audience looks like a player");
    for (nickname, code) in [
        ("Bob", "nickname_taken"),
        ("B\u{43e}b", "nickname_taken"),
        ("Host", "nickname_taken"),
        ("", "invalid_input"),
        ("a name of more than twenty", "invalid_input"),
        ("\u{301}", "invalid_input"),
    ] {
        assert_eq!(room.refused(20, rename("Ann", nickname)), code, "{nickname:?}");
    }
    assert_eq!(room.refused(20, rename("zoe", "Zoe")), "not_allowed");
    let events = room.events.len();
    room.must(30, rename("Ann", "ANNA LEE"));
    assert_eq!(room.events.len(), events, "no event without a change");
    room.join(40, "cyd", "Ann", Origin::default()).unwrap();
}

#[test]
fn removes_everybody_since_a_moment() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.must(15, Command::AddBots { player_ids: vec![player("bot")] });
    room.join(20, "t1", "Troll 1", origin("", "flood")).unwrap();
    for n in 2..3 {
        room.join(20 + n, &format!("t{n}"), &format!("Troll {n}"), origin("", "flood")).unwrap();
    }
    room.must(100, Command::RemoveSince { since: at(15) });
    assert_eq!(room.ids(), ["ann", "bob", "bot"]);
    let gone = |kind: &str| room.events.iter().filter(|event| *event == kind).count();
    assert_eq!(gone("session.player_kicked"), 2);
    assert!((1..3).all(|n| room.session.was_removed(&player(&format!("t{n}")))));
    assert_eq!(room.watch(110, "x", "Nice", origin("", "flood")).unwrap_err().code.as_str(), "removed");
    room.must(120, Command::RemoveSince { since: at(121) });
    assert_eq!(room.ids().len(), 3);
    room.must(130, Command::RemoveSince { since: at(0) });
    assert_eq!((room.ids(), room.vip()), (vec!["bot"], "nobody"));
}

#[test]
fn address_of_those_who_stay_is_not_kept_out() {
    let mut room = TestRoom::new();
    room.join(0, "ann", "Ann", origin("d1", "home")).unwrap();
    for n in 0..3 {
        room.join(10, &format!("t{n}"), &format!("Troll {n}"), origin(&format!("t{n}"), "home")).unwrap();
    }
    room.must(20, Command::RemoveSince { since: at(10) });
    for n in 0..3 {
        let again = room.watch(30, "x", "Nice", origin(&format!("t{n}"), "elsewhere"));
        assert_eq!(again.unwrap_err().code.as_str(), "removed", "device {n}");
    }
    room.join(40, "bob", "Bob", origin("d2", "home")).unwrap();
}

#[test]
fn removed_spectators_stay_out() {
    let mut room = TestRoom::of(&["ann"]);
    let dismiss = |id: &str, kept_out| Command::DismissSpectator { player_id: player(id), kept_out };
    room.must(10, dismiss("gus", Some(origin("d1", "a1"))));
    room.must(10, dismiss("gus", Some(origin("d1", "a1"))));
    assert_eq!(room.events.iter().filter(|event| *event == "session.audience_left").count(), 1);
    assert!(!room.session.may_watch(&player("gus")));
    for origin in [origin("d1", "a2"), origin("d2", "a1")] {
        assert_eq!(room.watch(20, "x", "Gus", origin).unwrap_err().code.as_str(), "removed");
    }
    // A member who left can come back.
    room.must(30, dismiss("eva", None));
    room.watch(40, "eva2", "Eva", origin("d3", "a3")).unwrap();
    assert_eq!(room.refused(50, dismiss("ann", None)), "invalid_input", "a player is removed as a player");
}

#[test]
fn joining_the_audience_changes_nothing() {
    let mut room = TestRoom::of(&["ann"]);
    let version = room.session.version();
    room.watch(10, "gus", "Gus", Origin::default()).unwrap();
    room.watch(10, "eva", "Gus", Origin::default()).unwrap();
    assert_eq!(room.watch(10, "x", "ANN", Origin::default()).unwrap_err().code.as_str(), "nickname_taken");
    assert_eq!(room.session.version(), version);
}
