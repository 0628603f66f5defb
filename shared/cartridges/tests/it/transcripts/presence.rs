use insta::assert_snapshot;
use serde_json::json;

use super::Transcript;

#[test]
fn a_dropped_player_is_waited_for_twenty_seconds() {
    let mut it = Transcript::playing_long(&["ann", "bob"]);
    it.presence(1_000, "bob", false);
    it.write(2_000, "ann", "mine");
    it.show_clock();
    it.wake(20_999);
    it.wake(21_000);
    assert_snapshot!(it.text());
}

#[test]
fn who_comes_back_in_time_is_waited_for_on() {
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
fn acting_without_a_socket_is_a_sign_of_life() {
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
fn a_game_does_not_wait_for_who_was_removed() {
    let mut it = Transcript::playing(&["ann", "bob", "cyd"]);
    it.write(100, "ann", "mine");
    it.write(200, "bob", "his");
    it.kick(300, "cyd");
    it.write(400, "cyd", "hers");
    assert_snapshot!(it.text());
}

#[test]
fn lag_does_not_shift_the_game_and_an_outage_does() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.wake(5_000);
    it.show_clock();
    let mut it_out = Transcript::playing(&["ann", "bob"]);
    it_out.wake(5_001);
    it_out.show_clock();
    assert_snapshot!(format!("2 s late:\n{}\nlater:\n{}", it.text(), it_out.text()));
}

#[test]
fn a_clock_that_is_behind_does_not_turn_time_back() {
    let mut it = Transcript::playing(&["ann", "bob"]);
    it.write(2_000, "ann", "mine");
    // Another machine, half a second behind: its second is this one's.
    it.pause(1_500);
    assert_snapshot!(it.text());
}
