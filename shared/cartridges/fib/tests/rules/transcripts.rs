//! Transcripts of whole games.

use crate::room::{Room, config, short};

#[test]
fn a_game_of_two_rounds() {
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(r#"{"rounds": 2, "questions_per_round": 1}"#));
    for round in 1..=2 {
        room.pass_to("lie");
        room.lie("Ana", "a very big fish").unwrap();
        room.lie("Bo", "some cheese").unwrap();
        room.lie("Cy", "the moon").unwrap();
        let truth = room.truth();
        room.guess("Ana", "the moon").unwrap();
        room.react("Bo", "🔥").unwrap();
        room.guess("Bo", if round == 1 { "a very big fish" } else { &truth }).unwrap();
        room.guess("Cy", "a very big fish").unwrap();
        while room.phase() == "reveal" {
            room.react("Cy", "😂").unwrap();
            room.pass();
        }
        room.pass();
        room.pass();
    }
    assert_eq!(room.phase(), "game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn nobody_answers() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn nearly_equal_lies_share_the_credit() {
    let mut room = short(&["Ana", "Bo", "Cy", "Dee"]);
    room.pass();
    room.lie("Ana", "Gran Canyon").unwrap();
    room.lie("Bo", "the truth, number 1!").unwrap_err();
    room.lie("Bo", "the Grand Canyon").unwrap();
    room.lie("Cy", "grand canyons").unwrap();
    room.lie("Dee", "Mount Everest").unwrap();
    room.guess("Bo", "Gran Canyon").unwrap_err();
    room.guess("Bo", "Mount Everest").unwrap();
    room.guess("Dee", "Gran Canyon").unwrap();
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn suggested_lie_earns_half() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    let offered = room.suggest("Ana").unwrap();
    room.lie("Ana", &offered[1].to_uppercase()).unwrap();
    room.lie("Bo", "zeppelin 1").unwrap();
    room.pass();
    room.guess("Bo", &offered[1].to_uppercase()).unwrap();
    room.guess("Cy", "zeppelin 1").unwrap();
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}

#[test]
fn people_join_and_leave() {
    let mut room =
        Room::open(&["Ana", "Bo", "Cy"], config(r#"{"rounds": 1, "questions_per_round": 1, "timers": "off"}"#));
    room.pass();
    room.lie("Ana", "an echo").unwrap();
    room.present("Cy", false);
    room.lie("Bo", "a shadow").unwrap();
    room.present("Cy", true);
    room.guess("Ana", "a shadow").unwrap();
    room.guess("Bo", "an echo").unwrap();
    room.remove("Bo");
    room.guess("Cy", "an echo").unwrap();
    room.pass_to("game_over");
    insta::assert_snapshot!(room.story);
}
