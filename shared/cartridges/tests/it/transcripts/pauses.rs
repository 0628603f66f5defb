use insta::assert_snapshot;
use serde_json::json;

use super::Transcript;

#[test]
fn pause_keeps_remaining_times() {
    let mut it = Transcript::playing_long(&["ann", "bob"]);
    it.presence(1_000, "bob", false);
    it.show_clock();
    it.pause(1_234);
    it.show_clock();
    it.pause(2_000);
    it.write(2_100, "ann", "now?");
    it.presence(2_200, "ann", false);
    it.presence(2_300, "ann", true);
    it.wake(900_000);
    it.show_snapshot(900_000, None);
    it.play(1_000_000);
    it.show_clock();
    it.play(1_000_100);
    it.wake(1_019_765);
    // Now bob's grace ends, and then the phase.
    it.wake(1_019_766);
    it.show_clock();
    it.wake(1_058_766);
    assert_snapshot!(it.text());
}

#[test]
fn pause_applies_due_deadlines_first() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.pause(3_400);
    it.play(10_000);
    it.show_clock();
    assert_snapshot!(it.text());
}

#[test]
fn removal_during_pause_takes_effect() {
    let mut it = Transcript::playing(&["ann", "bob", "cyd"]);
    it.write(100, "ann", "mine");
    it.write(200, "bob", "his");
    it.pause(300);
    it.kick(400, "cyd");
    it.play(500);
    assert_snapshot!(it.text());
}

#[test]
fn quarantine_pauses_the_game() {
    let mut it = Transcript::with_players(&["ann", "bob"]);
    it.quarantine(10);
    it.play(1_000);
    it.quarantine(1_500);
    it.quarantine(1_600);
    it.show_clock();
    it.play(9_000);
    it.act(9_100, "ann", "note.hint", json!({}));
    it.show_clock();
    assert_snapshot!(it.text());
}
