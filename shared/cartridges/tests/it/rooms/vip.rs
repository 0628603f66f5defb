use wpp_game::session::{Command, Origin, Status};

use super::{TestRoom, player};
use crate::world::at;

#[test]
fn first_player_is_the_vip() {
    let mut room = TestRoom::new();
    assert_eq!(room.vip(), "nobody");
    room.watch(0, "gus", "Gus", Origin::default()).unwrap();
    room.must(0, Command::AddBots { player_ids: vec![player("bot")] });
    assert_eq!(room.vip(), "nobody", "the audience and bots are not the VIP");
    room.join(0, "ann", "Ann", Origin::default()).unwrap();
    room.join(0, "bob", "Bob", Origin::default()).unwrap();
    assert_eq!(room.vip(), "ann");
    assert_eq!(room.session.snapshot(&room.registry, None, at(0)).unwrap().vip, Some(player("ann")));
}

#[test]
fn role_passes_on_when_the_vip_goes() {
    let mut room = TestRoom::of(&["ann", "bob", "cyd", "dan"]);
    room.presence(0, "bob", false);
    room.must(10, Command::Leave { player_id: player("ann") });
    assert_eq!(room.vip(), "cyd", "a connected player goes first");
    room.must(20, Command::Remove { player_id: player("cyd") });
    assert_eq!(room.vip(), "dan");
    room.must(30, Command::Leave { player_id: player("dan") });
    assert_eq!(room.vip(), "bob", "a disconnected player is better than none");
    room.must(40, Command::Leave { player_id: player("bob") });
    assert_eq!(room.vip(), "nobody");
    room.join(50, "flo", "Flo", Origin::default()).unwrap();
    assert_eq!(room.vip(), "flo");
}

#[test]
fn role_passes_on_after_the_grace_period() {
    for status in [Status::Lobby, Status::Running, Status::Paused] {
        let mut room = TestRoom::of(&["ann", "bob"]);
        if status != Status::Lobby {
            room.must(0, Command::Play { content: None });
        }
        if status == Status::Paused {
            room.must(0, Command::Pause { by: None });
        }
        room.presence(1_000, "ann", false);
        assert_eq!(room.session.status(), status);
        assert_eq!(room.session.wake_at(), Some(at(21_000)), "{status:?}");
        room.must(20_999, Command::Wake);
        assert_eq!(room.vip(), "ann");
        room.must(21_000, Command::Wake);
        assert_eq!(room.vip(), "bob", "{status:?}");
        room.presence(22_000, "ann", true);
        assert_eq!(room.vip(), "bob", "the former VIP does not get the role back");
        assert!(room.session.wake_at() != Some(at(21_000)));
    }
}

#[test]
fn returning_vip_keeps_the_role() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.presence(1_000, "ann", false);
    room.presence(20_000, "ann", true);
    assert_eq!(room.session.wake_at(), None);
    room.must(60_000, Command::Wake);
    assert_eq!(room.vip(), "ann");
}

#[test]
fn role_waits_for_a_connected_player() {
    let mut room = TestRoom::of(&["ann"]);
    room.presence(1_000, "ann", false);
    room.join(2_000, "bob", "Bob", Origin::default()).unwrap();
    assert_eq!(room.session.wake_at(), None, "nobody can take the role");
    room.must(50_000, Command::Wake);
    assert_eq!(room.vip(), "ann");
    room.presence(60_000, "bob", true);
    assert_eq!(room.vip(), "bob");
}

#[test]
fn appoints_players_only() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    room.watch(0, "gus", "Gus", Origin::default()).unwrap();
    room.must(0, Command::AddBots { player_ids: vec![player("bot")] });
    room.must(0, Command::SetVip { player_id: player("bob") });
    assert_eq!(room.vip(), "bob");
    let events = room.events.len();
    room.must(0, Command::SetVip { player_id: player("bob") });
    assert_eq!(room.events.len(), events, "no event without a change");
    for nobody in ["gus", "bot", "zoe"] {
        assert_eq!(room.refused(0, Command::SetVip { player_id: player(nobody) }), "invalid_input", "{nobody}");
    }
}

#[test]
fn sessions_can_do_without_a_vip() {
    let mut room = TestRoom::with_vip(false);
    room.join(0, "ann", "Ann", Origin::default()).unwrap();
    room.presence(0, "ann", true);
    assert_eq!(room.vip(), "nobody");
    assert_eq!(room.refused(0, Command::SetVip { player_id: player("ann") }), "not_allowed");
}
