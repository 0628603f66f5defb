use insta::assert_snapshot;
use serde_json::json;

use super::Transcript;

#[test]
fn waits_twenty_seconds_for_dropped_players() {
    let mut it = Transcript::playing_long(&["ann", "bob"]);
    it.presence(1_000, "bob", false);
    it.write(2_000, "ann", "mine");
    it.show_clock();
    it.wake(20_999);
    it.wake(21_000);
    assert_snapshot!(it.text());
}

#[test]
fn returning_player_is_awaited() {
    let mut it = Transcript::playing_long(&["ann", "bob"]);
    it.presence(1_000, "bob", false);
    it.write(2_000, "ann", "mine");
    it.presence(15_000, "bob", true);
    it.presence(15_500, "bob", true);
    it.wake(21_000);
    it.show_clock();
    it.write(22_000, "bob", "his");
    assert_snapshot!(it.text());
}

#[test]
fn acting_renews_the_grace_period() {
    let mut it = Transcript::playing_long(&["ann", "bob"]);
    it.presence(1_000, "bob", false);
    it.act(15_000, "bob", "note.hint", json!({}));
    it.show_clock();
    // A refused action is none.
    it.act(16_000, "bob", "cheer", json!({}));
    it.show_clock();
    it.write(17_000, "ann", "mine");
    it.wake(35_000);
    assert_snapshot!(it.text());
}

#[test]
fn does_not_wait_for_removed_players() {
    let mut it = Transcript::playing(&["ann", "bob", "cyd"]);
    it.write(100, "ann", "mine");
    it.write(200, "bob", "his");
    it.kick(300, "cyd");
    it.write(400, "cyd", "hers");
    assert_snapshot!(it.text());
}

#[test]
fn only_an_outage_shifts_the_game() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.wake(5_000);
    it.show_clock();
    let mut it_out = Transcript::playing(&["ann", "bob"]);
    it_out.wake(5_001);
    it_out.show_clock();
    assert_snapshot!(format!("2 s late:\n{}\nlater:\n{}", it.text(), it_out.text()));
}

#[test]
fn slow_clock_does_not_reverse_time() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.write(2_000, "ann", "mine");
    // Another machine, half a second behind: its second is this one's.
    it.pause(1_500);
    assert_snapshot!(it.text());
}
