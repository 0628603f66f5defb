//! Moderation of the texts of Quiz.

use serde_json::{Value, json};
use wpp_game::{
    content::{Question, QuestionKind},
    session::{Command, Texts},
};
use wpp_quiz::Quiz;

use super::{
    super::{TestRoom, player},
    REMOVED, act, judge, public, texts,
};
use crate::world::at;

/// A quiz of one question with three people, moderated by `ann`, at the moment of answering.
fn quiz(kind: QuestionKind, answer: &str) -> TestRoom {
    let question = Question { kind, prompt: "What is it?".into(), answer: answer.into(), ..Question::default() };
    let config = json!({"rounds": 1, "questions_per_round": 1, "question_ms": 1_000, "answer_ms": 60_000});
    let mut room = TestRoom::asking::<Quiz>(&config, &["ann", "bob", "cyd"], vec![question]);
    room.must(0, Command::Moderate { on: true, moderator: None });
    room.must(0, Command::Play { content: None });
    room.must(1_000, Command::Wake);
    room
}

fn answer(room: &mut TestRoom, id: &str, text: &str) {
    act(room, 2_000, id, "answer.submit", &json!({ "text": text }));
}

/// The texts of the solution, and whether they are right.
fn written(room: &TestRoom) -> Vec<(String, bool)> {
    let view = public(room)["view"].take();
    let text = |one: &Value| (one["text"].as_str().unwrap().into(), one["right"].as_bool().unwrap());
    view["solution"]["written"].as_array().unwrap().iter().map(text).collect()
}

fn play_to_the_end(room: &mut TestRoom) {
    while let Some(due) = room.session.wake_at() {
        room.must(due.ms_since(at(0)), Command::Wake);
    }
}

#[test]
fn word_cloud_shows_approved_texts() {
    let mut room = quiz(QuestionKind::WordCloud, "");
    for (id, text) in [("ann", "busy"), ("bob", "awful"), ("cyd", "long")] {
        answer(&mut room, id, text);
    }
    assert_eq!((room.session.phase_name(), texts(&room).waiting.len()), (Some("answer"), 3));
    assert_eq!(public(&room)["moderation"], json!({"moderator": "ann", "waiting": 3}));
    for (text, approved) in [("busy", true), ("awful", false), ("long", true)] {
        judge(&mut room, 3_000, text, approved);
    }
    assert_eq!(room.session.phase_name(), Some("solution"));
    let shown: Vec<String> = written(&room).into_iter().map(|(text, _)| text).collect();
    assert_eq!(shown, ["busy", REMOVED, "long"]);
    assert!(!room.bodies.iter().any(|body| body.contains("awful")));
    let bob = room.session.snapshot(&room.registry, Some(&player("bob")), at(3_000)).unwrap().you.unwrap();
    assert_eq!(bob["submitted"]["text"], "awful", "the author knows what it was");
    let listed: Vec<String> = texts(&room).shown.into_iter().map(|shown| shown.text).collect();
    assert_eq!(listed, shown);

    room.must(4_000, Command::RemoveText { text_id: "written.3".into() });
    assert_eq!(written(&room)[2].0, REMOVED);
    assert!(!public(&room).to_string().contains("long"));
}

#[test]
fn typed_answers_count_without_approval() {
    let mut room = quiz(QuestionKind::Typed, "The Hague");
    for (id, text) in [("ann", "Hague"), ("bob", "rotten"), ("cyd", "the hague")] {
        answer(&mut room, id, text);
    }
    judge(&mut room, 3_000, "the hague", true);
    let deadline = room.session.deadline().unwrap();
    room.must(deadline.ms_since(at(0)), Command::Wake);
    assert_eq!(written(&room), [("the hague".to_owned(), true), (REMOVED.to_owned(), false)]);
    let players = public(&room)["players"].take();
    let scores: Vec<&Value> = players.as_array().unwrap().iter().map(|player| &player["score"]).collect();
    assert_eq!(scores, [1_000, 0, 1_000]);
    play_to_the_end(&mut room);
    assert!(!room.bodies.iter().any(|body| body.contains("rotten")));
}

#[test]
fn answers_in_awards_are_those_on_the_screen() {
    for removed in [false, true] {
        let mut room = quiz(QuestionKind::Typed, "The Hague");
        for (id, text) in [("bob", "odd"), ("cyd", "grim")] {
            answer(&mut room, id, text);
        }
        judge(&mut room, 3_000, "odd", true);
        judge(&mut room, 3_000, "grim", false);
        let deadline = room.session.deadline().unwrap().ms_since(at(0));
        room.must(deadline, Command::Wake);
        let shown = texts(&room).shown;
        assert_eq!(shown.len(), 2, "{shown:?}");
        if removed {
            let odd = shown.into_iter().find(|shown| shown.text == "odd").unwrap();
            room.must(deadline + 10, Command::RemoveText { text_id: odd.text_id });
        }
        act(&mut room, deadline + 20, "ann", "reaction.send", &json!({"emoji": "😂"}));
        play_to_the_end(&mut room);
        let end = public(&room).to_string();
        assert_eq!((end.contains("\"odd\""), end.contains("grim")), (!removed, false), "{end}");
    }
}

#[test]
fn numbers_need_no_approval() {
    let mut room = quiz(QuestionKind::Number, "100");
    for (id, number) in [("ann", 90), ("bob", 95), ("cyd", 300)] {
        act(&mut room, 2_000, id, "answer.submit", &json!({ "number": number }));
    }
    assert_eq!(room.session.phase_name(), Some("solution"));
    assert_eq!((written(&room).len(), texts(&room)), (3, Texts::default()));
}
