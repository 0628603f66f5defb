use insta::assert_snapshot;

use super::Transcript;

#[test]
fn people_join_with_distinct_names() {
    let mut it = Transcript::new();
    it.join(10, "p1", "  Ann   Lee ");
    it.join(20, "p2", "ANN LEE");
    it.join(30, "p3", "\u{202e}evil");
    it.join(40, "p4", "");
    it.join(50, "p5", "a name of more than twenty");
    it.join(60, "p1", "Bo");
    it.join(70, "p6", "Zoe\u{308}");
    it.show_clock();
    it.show_snapshot(80, Some("p1"));
    assert_snapshot!(it.text());
}

#[test]
fn full_or_running_games_reject_joins() {
    let mut it = Transcript::with_players(&["a", "b", "c", "d", "e"]);
    it.join(10, "f", "Fay");
    it.leave(20, "e");
    it.join(30, "f", "Fay");
    it.play(40);
    it.join(50, "g", "Gil");
    assert_snapshot!(it.text());
}

#[test]
fn game_needs_enough_players() {
    let mut it = Transcript::with_players(&["ann"]);
    it.pause(5);
    it.play(10);
    it.act(15, "ann", "note.hint", serde_json::json!({}));
    it.join(20, "bob", "Bob");
    it.play(30);
    it.play(40);
    it.show_clock();
    assert_snapshot!(it.text());
}

#[test]
fn removed_people_cannot_return() {
    let mut it = Transcript::with_players(&["ann", "bob", "cyd"]);
    it.kick(10, "bob");
    it.kick(20, "bob");
    it.presence(30, "bob", false);
    it.join(40, "bob", "Bob");
    // The name is free again, for somebody with an id of their own.
    it.join(50, "dan", "bob");
    it.leave(60, "cyd");
    it.exit(70);
    assert_snapshot!(it.text());
    let id = |id: &str| wpp_game::ids::PlayerId(id.into());
    assert!(it.session.was_removed(&id("bob")) && it.session.was_removed(&id("cyd")));
    assert!(!it.session.was_removed(&id("ann")) && !it.session.was_removed(&id("zoe")));
}
