//! Players who arrive when the game has begun.

use insta::assert_snapshot;

use super::Transcript;

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
