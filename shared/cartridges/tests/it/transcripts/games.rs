use insta::assert_snapshot;
use serde_json::json;

use super::{Transcript, action};

#[test]
fn a_whole_game() {
    let mut it = Transcript::with_players(&["ann", "bob"]);
    it.play(0);
    it.write(500, "ann", "mine");
    it.write(900, "bob", "his");
    it.act(1_000, "ann", "cheer", json!({}));
    it.wake(1_900);
    it.show_snapshot(1_900, Some("ann"));
    // Nobody writes: the phase ends at its deadline, and the wake-up is late.
    it.wake(5_250);
    it.wake(5_900);
    it.show_clock();
    it.write(6_000, "ann", "too late");
    it.play(6_100);
    it.presence(6_200, "bob", false);
    it.play_again(7_000);
    it.show_clock();
    assert_snapshot!(it.text());
}

#[test]
fn action_ids_are_idempotent() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.act_as(100, "ann", "x1", "note.write", json!({"text": "mine"}));
    it.act_as(200, "ann", "x1", "note.write", json!({"text": "mine"}));
    it.act_as(300, "ann", "x2", "note.write", json!({"text": "another"}));
    it.act_as(400, "bob", "x1", "note.hint", json!({}));
    it.act_as(500, "bob", "x1", "note.hint", json!({}));
    it.pause(600);
    it.act_as(700, "bob", "x1", "note.hint", json!({}));
    it.act_as(800, "bob", "x3", "note.hint", json!({}));
    assert_snapshot!(it.text());
}

#[test]
fn rejects_invalid_actions() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.act_as(10, "ann", "", "note.hint", json!({}));
    it.act_as(20, "ann", "a b", "note.hint", json!({}));
    it.act_as(30, "ann", &"x".repeat(65), "note.hint", json!({}));
    it.act_as(40, "ann", "x", "no.such", json!({}));
    it.act_as(50, "ann", "x", "note.write", json!({"text": 5}));
    it.act_as(60, "zoe", "x", "note.hint", json!({}));
    it.act_as(70, "ann", "x", "cheer", json!({}));
    // The deadline it met stays fired.
    it.act_as(3_100, "ann", "x", "note.hint", json!({}));
    assert_snapshot!(it.text());
}

#[test]
fn batch_merges_consecutive_events() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.wake(3_000);
    let cheers: Vec<_> = (0..4).map(|n| action("ann", &format!("c{n}"), "cheer", &json!({}))).collect();
    it.batch(3_100, "four cheers", &cheers);
    let mixed = [
        action("ann", "d1", "cheer", &json!({})),
        wpp_game::session::Command::Presence { player_id: wpp_game::ids::PlayerId("bob".into()), connected: false },
        action("ann", "d2", "cheer", &json!({})),
        action("ann", "d2", "cheer", &json!({})),
        action("bob", "d3", "no.such", &json!({})),
    ];
    it.batch(3_200, "a cheer, a drop, a cheer, a repetition, a refusal", &mixed);
    assert_snapshot!(it.text());
    // Five joins and connections, one start, one wake-up, two batches.
    assert_eq!(it.session.version(), 4 + 1 + 1 + 2);
}
