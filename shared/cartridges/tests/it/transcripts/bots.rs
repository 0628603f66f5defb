//! Bots: seated by the host, named by the session, called when a phase begins.

use insta::assert_snapshot;

use super::Transcript;

#[test]
fn adds_all_bots_or_none() {
    let mut it = Transcript::with_players(&["Momo"]);
    it.add_bots(10, &["b1", "b2"]);
    it.add_bots(20, &["b3", "b4", "b5"]);
    it.kick(30, "b1");
    it.add_bots(40, &["b3", "b4", "b5"]);
    it.leave(50, "Momo");
    // A table of bots alone does not begin.
    it.play(60);
    it.join(70, "ann", "Ann");
    it.play(80);
    it.add_bots(90, &["b6"]);
    assert_snapshot!(it.text());
}

#[test]
fn bots_move_once_a_scene() {
    let mut it = Transcript::with_players(&["ann"]);
    it.add_bots(0, &["b1", "b2"]);
    it.play(10);
    it.write(20, "ann", "mine");
    it.write(700, "b1", "beep");
    // A pause makes their moments void; who has not answered is called again after it.
    it.pause(800);
    it.play(60_000);
    it.write(60_500, "b2", "boop");
    // Nothing to do in this phase; the next one calls them again.
    it.wake(61_500);
    assert_snapshot!(it.text());
}
