//! Who comes when the game has begun: to watch, or to play on.

use insta::assert_snapshot;
use serde_json::json;
use wpp_game::{
    ids::PlayerId,
    session::{Command, MAX_AUDIENCE, Origin},
};

use super::Transcript;

#[test]
fn spectators_react_and_do_not_block() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.watch(100, "gus", "Gus");
    it.watch(110, "eva", "ANN");
    it.presence(120, "gus", true);
    it.write(200, "gus", "an answer of mine");
    it.act(210, "gus", "cheer", json!({}));
    it.write(300, "ann", "mine");
    // The last player's answer ends the phase, although gus has none.
    it.write(400, "bob", "his");
    it.act_as(500, "gus", "g1", "cheer", json!({}));
    it.act_as(510, "gus", "g1", "cheer", json!({}));
    it.pause(520);
    it.act(530, "gus", "cheer", json!({}));
    it.presence(540, "gus", false);
    it.show_clock();
    it.show_snapshot(550, Some("gus"));
    assert_snapshot!(it.text());
}

#[test]
fn spectators_join_in_the_lobby() {
    let mut it = Transcript::with_players(&["a", "b", "c", "d", "e"]);
    it.watch(10, "gus", "Gus");
    it.act(20, "gus", "cheer", json!({}));
    it.join(30, "gil", "gus");
    it.play(40);
    it.kick(50, "gus");
    it.watch(60, "gus", "Gus");
    assert_snapshot!(it.text());
    assert!(it.session.was_removed(&PlayerId("gus".into())));
}

#[test]
fn audience_has_a_limit() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    let guest = |n: usize| Command::JoinAudience {
        player_id: PlayerId(format!("g{n}")),
        nickname: format!("Guest {n}"),
        avatar: None,
        origin: Origin::default(),
    };
    let guests: Vec<_> = (0..MAX_AUDIENCE).map(guest).collect();
    it.batch(10, "two hundred guests", &guests);
    let before = it.text().len();
    it.watch(20, "gus", "Gus");
    assert_snapshot!(&it.text()[before..]);
    assert_eq!(it.session.audience().len(), MAX_AUDIENCE);
}

#[test]
fn latecomers_join_if_configured() {
    let mut it = Transcript::playing_open(&["ann", "bob"]);
    it.join(100, "cyd", "Cyd");
    it.show_clock();
    it.pause(200);
    it.join(300, "dan", "Dan");
    it.play(5_000);
    // Their 20 s are counted while time runs.
    it.show_clock();
    it.write(6_000, "ann", "mine");
    it.write(6_100, "bob", "his");
    it.wake(24_900);
    it.wake(25_000);
    it.show_snapshot(25_000, None);
    assert_snapshot!(it.text());
}
