use wpp_game::session::{Command, HOST_LINK_MS};

use super::TestRoom;
use crate::world::at;

fn add(room: &mut TestRoom, ms: u64, digest: &str) {
    room.must(ms, Command::AddHostLink { digest: digest.into(), expires_at: at(ms + HOST_LINK_MS) });
}

fn redeem(digest: &str) -> Command {
    Command::UseHostLink { digest: digest.into() }
}

#[test]
fn links_work_once() {
    let mut room = TestRoom::new();
    add(&mut room, 0, "one");
    add(&mut room, 0, "two");
    room.must(HOST_LINK_MS - 1, redeem("one"));
    assert_eq!(room.refused(HOST_LINK_MS - 1, redeem("one")), "not_allowed");
    assert_eq!(room.refused(HOST_LINK_MS - 1, redeem("three")), "not_allowed");
    assert_eq!(room.refused(HOST_LINK_MS, redeem("two")), "not_allowed", "expired");
    assert!(room.events.is_empty(), "links are not public");
}

#[test]
fn number_of_links_is_bounded() {
    let mut room = TestRoom::new();
    for n in 0..20 {
        add(&mut room, n, &n.to_string());
    }
    assert_eq!(room.refused(20, redeem("11")), "not_allowed");
    for n in 12..20 {
        room.must(20, redeem(&n.to_string()));
    }
}
