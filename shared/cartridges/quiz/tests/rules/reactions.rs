//! Reactions, and the awards that they bring.

use wpp_game::{
    content::{Question, QuestionKind},
    driver::{GameDriver, Lane},
};
use wpp_quiz::{AwardView, CommonRejection, EMOJI, Event, Quiz, REACTIONS_PER_QUESTION, RejectReason, Submission};

use crate::room::{Room, config, id};

const ONE_QUESTION: &str = r#"{"rounds": 1, "questions_per_round": 1}"#;
const TWO_QUESTIONS: &str = r#"{"rounds": 1, "questions_per_round": 2}"#;

fn award(room: &Room, key: &str) -> AwardView {
    room.view().awards.into_iter().find(|award| award.award == key).unwrap_or_else(|| panic!("no award {key}"))
}

/// Everybody answers: Ana alone right, Bo and Cy the same wrong option.
fn ana_alone_is_right(room: &mut Room) {
    room.pass_to("answer");
    let wrong = room.right(false);
    room.answer("Ana", &room.right(true)).unwrap();
    room.answer("Bo", &wrong).unwrap();
    room.answer("Cy", &wrong).unwrap();
}

#[test]
fn reactions_have_their_phases() {
    let mut room = Room::open(&["Ana", "Bo"], config(ONE_QUESTION));
    for phase in ["question", "answer", "solution", "scoreboard", "game_over"] {
        room.pass_to(phase);
        let accepted = room.react("Ana", EMOJI[0]).is_ok();
        assert_eq!(accepted, matches!(phase, "answer" | "solution"), "{phase}");
    }
    assert_eq!(room.react("Ana", EMOJI[0]), Err(RejectReason::Common(CommonRejection::WrongPhase)));
}

#[test]
fn reactions_are_limited() {
    let mut room = Room::open(&["Ana", "Bo"], config(TWO_QUESTIONS));
    room.pass_to("answer");
    assert_eq!(room.react("Ana", "🐙"), Err(RejectReason::Common(CommonRejection::UnknownEmoji)));
    for _ in 0..REACTIONS_PER_QUESTION {
        room.react("Ana", EMOJI[3]).unwrap();
    }
    room.pass_to("solution");
    assert_eq!(room.you("Ana").reactions_left, 0, "the limit spans both phases");
    assert_eq!(room.react("Ana", EMOJI[3]), Err(RejectReason::Common(CommonRejection::TooManyReactions)));
    assert_eq!(room.you("Bo").reactions_left, REACTIONS_PER_QUESTION);
    room.pass_to("answer");
    assert_eq!(room.you("Ana").reactions_left, REACTIONS_PER_QUESTION, "the next question brings more");
}

#[test]
fn reactions_go_to_the_rarest_answer() {
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(ONE_QUESTION));
    ana_alone_is_right(&mut room);
    for name in ["Bo", "Cy", "Ana"] {
        room.react(name, "👏").unwrap();
    }
    room.pass_to("game_over");
    let favourite = award(&room, "favourite_answers");
    assert_eq!((favourite.player_id, favourite.value), (id("Ana"), 2), "nobody applauds themselves");
    assert_eq!(favourite.quote.as_deref(), Some("right 1"));
    assert_eq!(favourite.question.as_deref(), Some("Question 1: which is the biggest?"));
}

#[test]
fn an_answer_of_everybody_singles_out_nobody() {
    let mut room = Room::open(&["Ana", "Bo"], config(ONE_QUESTION));
    room.pass_to("answer");
    for name in ["Ana", "Bo"] {
        room.answer(name, &room.right(true)).unwrap();
    }
    room.react("Bo", "😂").unwrap();
    room.pass_to("game_over");
    assert!(room.view().awards.iter().all(|award| award.award != "funniest_answers"));
    let laugh = award(&room, "loudest_laugh");
    assert_eq!((laugh.player_id, laugh.value, laugh.quote), (id("Bo"), 1, None));
    assert_eq!(laugh.question.as_deref(), Some("Question 1: which is the biggest?"));
}

#[test]
fn a_crowd_is_not_in_the_spotlight() {
    let names = ["Ana", "Bo", "Cy", "Dee", "Eva"];
    let typed =
        Question { kind: QuestionKind::Typed, prompt: "Type it".into(), answer: "yes".into(), ..Question::default() };
    let mut room = Room::open_with(&names, config(ONE_QUESTION), vec![typed]);
    room.pass_to("answer");
    for name in names {
        let text = Some(format!("{name} {name}"));
        room.submit(name, Submission { text, ..Submission::default() }).unwrap();
    }
    room.react("Ana", "🔥").unwrap();
    room.pass_to("game_over");
    assert_eq!(award(&room, "fire_starter").player_id, id("Ana"), "five different answers single out nobody");
}

#[test]
fn opinions_have_no_authors() {
    let cloud = Question { kind: QuestionKind::WordCloud, prompt: "Your week?".into(), ..Question::default() };
    let mut room = Room::open_with(&["Ana", "Bo"], config(ONE_QUESTION), vec![cloud]);
    room.pass_to("answer");
    room.submit("Ana", Submission { text: Some("busy".into()), ..Submission::default() }).unwrap();
    room.pass_to("solution");
    room.react("Bo", "😂").unwrap();
    room.pass_to("game_over");
    let awards = room.view().awards;
    assert!(awards.iter().all(|award| award.player_id != id("Ana") && award.quote.is_none()), "{awards:?}");
}

#[test]
fn awards_name_the_question_that_earned_them() {
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(TWO_QUESTIONS));
    room.pass_to("answer");
    let first = room.view().prompt;
    for name in ["Bo", "Ana", "Cy"] {
        room.answer(name, &room.right(true)).unwrap();
    }
    room.pass_to("question");
    let second = room.view().prompt;
    ana_alone_is_right(&mut room);
    room.pass_to("game_over");
    let question = |key: &str| award(&room, key).question.unwrap();
    assert_eq!(question("most_right"), second, "known with the fewest others");
    assert!(award(&room, "most_right").quote.unwrap().starts_with("right"));
    assert_eq!(question("longest_streak"), second);
    let fastest = award(&room, "fastest");
    let expected = if fastest.player_id == id("Bo") { first } else { second };
    assert_eq!(fastest.question, Some(expected), "the last question that the player was first to answer");
}

#[test]
fn spectators_react_and_win_nothing() {
    let mut room = Room::open(&["Ana", "Bo", "Cy"], config(ONE_QUESTION));
    ana_alone_is_right(&mut room);
    room.react("Gus", "🥶").unwrap();
    assert_eq!(room.you("Gus").reactions_left, REACTIONS_PER_QUESTION - 1);
    room.pass_to("game_over");
    assert_eq!(award(&room, "coolest_answers").player_id, id("Ana"));
    assert!(room.view().awards.iter().all(|award| award.player_id != id("Gus")));
}

#[test]
fn reactions_merge_into_one_event() {
    let coalescing = Quiz::CAPABILITIES.coalescing.unwrap();
    let mut room = Room::open(&["Ana", "Bo"], config(ONE_QUESTION));
    room.pass_to("answer");
    room.react("Ana", "🔥").unwrap();
    room.react("Bo", "🔥").unwrap();
    let mut reactions: Vec<Event> =
        room.events.iter().filter(|event| matches!(event, Event::Reaction(_))).cloned().collect();
    let later = reactions.pop().unwrap();
    assert!(coalescing.merge(&mut reactions[0], &later));
    let Event::Reaction(counts) = &reactions[0] else { panic!("{reactions:?}") };
    assert_eq!(counts.counts["🔥"], 2);
    assert_eq!((coalescing.lane("reaction.send"), coalescing.lane("answer.submit")), (Lane::Coalesced, Lane::Reliable));
}
