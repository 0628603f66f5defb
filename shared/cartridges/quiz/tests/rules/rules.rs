//! Single rules, each by its name.

use wpp_game::{
    content::{Media, Question},
    driver::{HostPace, Next},
    time::Timestamp,
};
use wpp_quiz::{AnswerError, CommonRejection, Quiz, RejectReason};

use crate::room::{Room, config, question};

fn short(names: &[&str]) -> Room {
    Room::open(names, config(r#"{"rounds": 1, "questions_per_round": 1}"#))
}

#[test]
fn answers_are_final() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.answer("Ana", &room.right(false)).unwrap();
    assert_eq!(room.answer("Ana", &room.right(true)), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
}

#[test]
fn rejects_unknown_options() {
    let mut room = short(&["Ana", "Bo"]);
    assert_eq!(room.pick("Ana", "1.1.1".into()), Err(RejectReason::Common(CommonRejection::WrongPhase)));
    room.pass();
    for option_id in ["", "1.1.0", "1.1.5", "1.2.1", "1.1.1 "] {
        assert_eq!(room.pick("Ana", option_id.into()), Err(AnswerError::UnknownOption.into()), "{option_id:?}");
    }
}

#[test]
fn shows_the_right_answer_once() {
    for options in 2..=6 {
        let config = config(&format!(r#"{{"rounds": 1, "questions_per_round": 1, "options": {options}}}"#));
        let mut room = Room::open(&["Ana", "Bo"], config);
        room.pass();
        let shown: Vec<String> = room.view().options.into_iter().map(|option| option.text).collect();
        assert_eq!(shown.len(), options);
        assert_eq!(shown.iter().filter(|text| text.starts_with("right")).count(), 1);
    }
}

#[test]
fn answers_stay_secret_until_solution() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.answer("Ana", &room.right(true)).unwrap();
    assert_eq!((room.score("Ana"), room.view().solution, room.you("Bo").answer), (0, None, None));
    room.answer("Bo", &room.right(false)).unwrap();
    assert_eq!((room.score("Ana"), room.score("Bo")), (1_000, 0));
    assert_eq!(room.you("Ana").streak, 1);
}

#[test]
fn streak_bonus_has_a_limit() {
    let mut room = Room::open(&["Ana", "Bo"], config(r#"{"rounds": 1, "questions_per_round": 9}"#));
    let mut gains = Vec::new();
    for n in 0..9 {
        room.pass_to("answer");
        let before = room.score("Ana");
        if n != 7 {
            room.answer("Ana", &room.right(true)).unwrap();
        }
        room.pass_to("scoreboard");
        gains.push(room.score("Ana") - before);
    }
    assert_eq!(gains, [1_000, 1_100, 1_200, 1_300, 1_400, 1_500, 1_500, 0, 1_000]);
}

#[test]
fn players_end_an_untimed_phase() {
    let mut room = Room::open(&["Ana", "Bo"], config(r#"{"timers": "off", "all_in_advances": false}"#));
    room.pass();
    assert_eq!(room.next, Next::Idle);
    assert!(!Quiz.host_can_end_phase(&room.state, room.now.plus_ms(600_000)), "the host plays no part in it");
    room.answer("Ana", &room.right(true)).unwrap();
    room.answer("Bo", &room.right(true)).unwrap();
    assert_eq!(room.phase(), "solution");
}

#[test]
fn a_question_with_a_picture_leaves_time_to_load_it() {
    let media = Some(Media { file: format!("{}.png", "a".repeat(64)), alt: "A tower".into() });
    for (question_ms, media, expected) in [(200, None, 200), (200, media.clone(), 2_000), (3_000, media, 3_000)] {
        let config = config(&format!(r#"{{"rounds": 1, "questions_per_round": 1, "question_ms": {question_ms}}}"#));
        let question = Question { media, ..question(1) };
        let mut room = Room::open_with(&["Ana", "Bo"], config, vec![question]);
        assert_eq!(room.next, Next::At(Timestamp::from_millis(expected)));
        room.pass();
        assert_eq!(room.phase(), "answer");
    }
}
