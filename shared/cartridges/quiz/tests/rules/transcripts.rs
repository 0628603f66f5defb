//! Transcripts of whole games.

use crate::room::{Room, config};

#[test]
fn a_game_with_streaks() {
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(r#"{"rounds": 2, "questions_per_round": 2}"#));
    for n in 0..4 {
        room.pass_to("answer");
        room.answer("Ana", &room.right(true)).unwrap();
        room.answer("Bo", &room.right(n % 2 == 0)).unwrap();
        room.answer("Cy", &room.right(false)).unwrap();
        assert_eq!(room.phase(), "solution");
        room.pass_to("scoreboard");
    }
    room.pass();
    assert_eq!(room.phase(), "game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn speed_points_are_optional() {
    let fast = r#"{"rounds": 1, "questions_per_round": 1, "fastest_fingers": true}"#;
    let mut room = Room::open(&["Ana", "Bo", "Cy", "Dee"], config(fast));
    room.pass_to("answer");
    room.answer("Dee", &room.right(false)).unwrap();
    for name in ["Cy", "Ana", "Bo"] {
        room.answer(name, &room.right(true)).unwrap();
    }
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn host_sets_the_pace() {
    let hosted = r#"{"rounds": 1, "questions_per_round": 2, "pace": "host"}"#;
    let mut room = Room::open(&["Ana", "Bo"], config(hosted));
    room.play(2_000);
    room.pass_to("answer");
    room.answer("Ana", &room.right(true)).unwrap();
    room.play(300);
    // A second tap means the phase before.
    room.play(200);
    assert_eq!(room.phase(), "solution");
    room.play(60_000);
    room.play(5_000);
    room.pass_to("answer");
    room.answer("Ana", &room.right(false)).unwrap();
    room.answer("Bo", &room.right(true)).unwrap();
    assert_eq!(room.phase(), "solution", "everybody has answered");
    room.play(3_000);
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn people_join_and_leave() {
    let slow = r#"{"rounds": 1, "questions_per_round": 2, "timers": "off"}"#;
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(slow));
    room.pass_to("answer");
    room.sit("Dee");
    room.pick("Dee", "1.1.1".into()).unwrap_err();
    room.answer("Ana", &room.right(true)).unwrap();
    room.present("Cy", false);
    room.remove("Bo");
    assert_eq!(room.phase(), "solution", "nobody is left to wait for");
    room.pass_to("answer");
    room.answer("Dee", &room.right(true)).unwrap();
    room.answer("Ana", &room.right(true)).unwrap();
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn nobody_answers() {
    let mut room = Room::open(&["Ana", "Bo"], config(r#"{"rounds": 1, "questions_per_round": 1}"#));
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}
