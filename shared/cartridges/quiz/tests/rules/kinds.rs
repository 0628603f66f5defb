//! The kinds of questions: what they accept, and the points that answers earn.

use wpp_game::content::{Question, QuestionKind, decimal::Decimal};
use wpp_quiz::{AnswerError, RejectReason, Submission};

use crate::room::{Room, config};

const PLAYERS: [&str; 4] = ["Ana", "Bo", "Cy", "Di"];

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|text| (*text).to_owned()).collect()
}

/// Opens a room that plays one question, at the moment of answering.
fn room(question: Question) -> Room {
    let question = Question { prompt: "What is it?".to_owned(), ..question };
    let config = config(r#"{"rounds": 1, "questions_per_round": 1, "fastest_fingers": false}"#);
    let mut room = Room::open_with(&PLAYERS, config, vec![question]);
    room.pass();
    room
}

fn of_kind(kind: QuestionKind, answer: &str, more: &[&str], decoys: &[&str]) -> Question {
    Question {
        kind,
        answer: answer.to_owned(),
        more_answers: texts(more),
        decoys: texts(decoys),
        ..Question::default()
    }
}

fn typed(text: &str) -> Submission {
    Submission { text: Some(text.to_owned()), ..Submission::default() }
}

fn number(number: f64) -> Submission {
    Submission { number: Some(Decimal::from_f64(number).unwrap()), ..Submission::default() }
}

impl Room {
    fn ids(&self, shown: &[&str]) -> Vec<String> {
        let options = self.view().options;
        let id = |text: &&str| options.iter().find(|option| option.text == **text).unwrap().option_id.clone();
        shown.iter().map(id).collect()
    }

    fn several(&self, shown: &[&str]) -> Submission {
        Submission { option_ids: Some(self.ids(shown)), ..Submission::default() }
    }

    fn order(&self, shown: &[&str]) -> Submission {
        Submission { order: Some(self.ids(shown)), ..Submission::default() }
    }

    /// Ends answering, and returns each player's score.
    fn scores(&mut self) -> [i64; 4] {
        self.pass_to("solution");
        PLAYERS.map(|name| self.score(name))
    }
}

#[test]
fn true_and_false_keep_their_order() {
    for answer in ["true", "false"] {
        let mut room = room(of_kind(QuestionKind::TrueFalse, answer, &[], &[]));
        let shown: Vec<String> = room.view().options.into_iter().map(|option| option.text).collect();
        assert_eq!(shown, ["true", "false"]);
        room.answer("Ana", "true").unwrap();
        room.answer("Bo", "false").unwrap();
        let expected = if answer == "true" { [1_000, 0, 0, 0] } else { [0, 1_000, 0, 0] };
        assert_eq!(room.scores(), expected);
    }
}

#[test]
fn several_right_options_share_the_points() {
    let mut room = room(of_kind(QuestionKind::Several, "a", &["b"], &["c", "d", "e"]));
    assert_eq!(room.view().options.len(), 5, "two right options and three others");
    room.submit("Ana", room.several(&["b", "a"])).unwrap();
    room.submit("Bo", room.several(&["a"])).unwrap();
    room.submit("Cy", room.several(&["a", "c"])).unwrap();
    room.submit("Di", room.several(&["a", "b", "c", "d", "e"])).unwrap();
    assert_eq!(room.scores(), [1_000, 500, 0, 0]);
    let solution = room.view().solution.unwrap();
    assert_eq!((solution.text.as_str(), solution.option_ids.len()), ("a, b", 2));
    assert_eq!(PLAYERS.map(|name| room.you(name).streak), [1, 0, 0, 0]);
}

#[test]
fn picking_everything_earns_nothing() {
    let right = ["b", "c", "d", "e"];
    let mut room = room(of_kind(QuestionKind::Several, "a", &right, &["f"]));
    room.submit("Ana", room.several(&["a", "b", "c", "d", "e", "f"])).unwrap();
    room.submit("Bo", room.several(&["a", "b", "c", "d", "e"])).unwrap();
    room.submit("Cy", room.several(&["a", "b", "c", "d"])).unwrap();
    room.submit("Di", room.several(&["f"])).unwrap();
    assert_eq!(room.scores(), [0, 1_000, 800, 0]);
}

#[test]
fn typed_answers_may_have_a_typo() {
    let question = Question { aliases: texts(&["Den Haag"]), ..of_kind(QuestionKind::Typed, "The Hague", &[], &[]) };
    let mut room = room(question);
    assert!(room.view().options.is_empty());
    for (name, text) in PLAYERS.into_iter().zip(["the hague!", "The Hgaue", "DEN  HAAG", "Paris"]) {
        room.submit(name, typed(text)).unwrap();
    }
    let right = |text: &str| if wpp_game::text::near(text, "The Hague") { 1_000 } else { 0 };
    assert_eq!(room.scores(), [1_000, right("The Hgaue"), 1_000, 0]);
    let written = room.view().solution.unwrap().written;
    assert_eq!((written[0].right, written.last().unwrap().text.as_str()), (true, "Paris"));
}

#[test]
fn typed_answers_may_have_a_common_spelling() {
    for (answer, given, scores) in [
        ("Århus", ["Aarhus", "arhus", "ÅRHUS", "Århundred"], [1_000, 1_000, 1_000, 0]),
        ("syv", ["7", "Seven", "otte", "syv"], [1_000, 1_000, 0, 1_000]),
        ("Louis XVIII", ["Louis 18", "Louis XVII", "Luis XVIII", "Louis XVIIII"], [1_000, 0, 1_000, 0]),
    ] {
        let mut room = room(of_kind(QuestionKind::Typed, answer, &[], &[]));
        for (name, text) in PLAYERS.into_iter().zip(given) {
            room.submit(name, typed(text)).unwrap();
        }
        assert_eq!(room.scores(), scores, "{answer}");
    }
}

#[test]
fn nearest_number_wins() {
    let mut room = room(of_kind(QuestionKind::Number, "100", &[], &[]));
    for (name, n) in PLAYERS.into_iter().zip([110.0, 90.5, 70.0, 1e12 - 1.0]) {
        room.submit(name, number(n)).unwrap();
    }
    // 9.5 is nearest. The other distances are 9.5, 30 and more for Ana, and 9.5, 10 and more for Cy: their medians are 30 and
    // 10, and twice the median earns nothing.
    assert_eq!(room.scores(), [416, 1_000, 0, 0]);
    let written = room.view().solution.unwrap().written;
    let shown: Vec<(&str, bool)> = written.iter().map(|one| (one.text.as_str(), one.right)).collect();
    assert_eq!(shown, [("90.5", true), ("110", false), ("70", false), ("999999999999", false)]);
}

#[test]
fn an_absurd_number_of_two_earns_nothing() {
    let mut room = room(of_kind(QuestionKind::Number, "100", &[], &[]));
    room.submit("Ana", number(90.0)).unwrap();
    room.submit("Bo", number(1e12 - 1.0)).unwrap();
    assert_eq!(room.scores(), [1_000, 0, 0, 0]);
    assert_eq!(room.view().solution.unwrap().awarded.len(), 1);
}

#[test]
fn equally_near_numbers_win_together() {
    let mut room = room(of_kind(QuestionKind::Number, "-3.5", &[], &[]));
    for (name, n) in PLAYERS.into_iter().zip([-3.0, -4.0, -3.0, 3.5]) {
        room.submit(name, number(n)).unwrap();
    }
    assert_eq!(room.scores(), [1_000, 1_000, 1_000, 0]);
}

#[test]
fn items_in_their_place_earn_a_part() {
    let mut room = room(of_kind(QuestionKind::Order, "one", &["two", "three", "four"], &[]));
    let shown: Vec<String> = room.view().options.into_iter().map(|option| option.text).collect();
    assert_ne!(shown, ["one", "two", "three", "four"], "the order is not given away");
    room.submit("Ana", room.order(&["one", "two", "three", "four"])).unwrap();
    room.submit("Bo", room.order(&["two", "one", "three", "four"])).unwrap();
    room.submit("Cy", room.order(&["four", "one", "two", "three"])).unwrap();
    assert_eq!(room.scores(), [1_000, 250, 0, 0]);
    let solution = room.view().solution.unwrap();
    assert_eq!((solution.option_ids, solution.picked.len()), (room.ids(&["one", "two", "three", "four"]), 0));
}

#[test]
fn opinions_earn_nothing_and_keep_streaks() {
    let right = of_kind(QuestionKind::TrueFalse, "true", &[], &[]);
    let poll = of_kind(QuestionKind::Poll, "", &[], &["tea", "coffee"]);
    let cloud = of_kind(QuestionKind::WordCloud, "", &[], &[]);
    // The deck shuffles, so the test recognises each question by its kind.
    let config = config(r#"{"rounds": 1, "questions_per_round": 3}"#);
    let mut room = Room::open_with(&["Ana", "Bo"], config, vec![right, poll, cloud]);
    let mut streaks = Vec::new();
    for _ in 0..3 {
        room.pass_to("answer");
        let before = (room.score("Ana"), room.you("Ana").streak);
        let kind = room.view().kind;
        match kind {
            QuestionKind::Poll => room.answer("Ana", "coffee").unwrap(),
            QuestionKind::WordCloud => room.submit("Ana", typed("Sunday")).unwrap(),
            _ => room.answer("Ana", "true").unwrap(),
        }
        room.pass_to("solution");
        let after = (room.score("Ana"), room.you("Ana").streak);
        let solution = room.view().solution.unwrap();
        if kind.is_opinion() {
            assert_eq!((before, solution.awarded.len(), solution.text.as_str()), (after, 0, ""));
        }
        streaks.push(after.1);
        room.pass_to("scoreboard");
    }
    assert_eq!(streaks.last(), Some(&1), "{streaks:?}");
}

#[test]
fn a_question_can_count_double_or_not_at_all() {
    for (points, expected) in [(0, [0, 0, 0, 0]), (2, [2_000, 0, 0, 0])] {
        let mut room = room(Question { points, ..of_kind(QuestionKind::TrueFalse, "true", &[], &[]) });
        room.answer("Ana", "true").unwrap();
        assert_eq!((room.scores(), room.view().points), (expected, points));
        assert_eq!(room.you("Ana").streak, u32::from(points > 0));
        assert!(room.view().solution.unwrap().awarded[0].right, "the player still learns who was right");
    }
}

#[test]
fn a_question_can_have_its_time() {
    let question = Question { time_limit_s: Some(90), ..of_kind(QuestionKind::TrueFalse, "true", &[], &[]) };
    assert_eq!(room(question).view().time_limit_ms, Some(90_000));
}

#[test]
fn rejects_answers_of_another_kind() {
    let kinds = [
        of_kind(QuestionKind::Choice, "a", &[], &["b"]),
        of_kind(QuestionKind::Several, "a", &[], &["b"]),
        of_kind(QuestionKind::Typed, "a", &[], &[]),
        of_kind(QuestionKind::Number, "1", &[], &[]),
        of_kind(QuestionKind::Order, "a", &["b", "c"], &[]),
    ];
    let fields = ["option_id", "option_ids", "text", "number", "order"];
    for (question, needed) in kinds.into_iter().zip(fields) {
        let mut room = room(question);
        for other in fields.into_iter().filter(|field| *field != needed) {
            let submission = match other {
                "option_id" => Submission { option_id: Some("1.1.1".to_owned()), ..Submission::default() },
                "option_ids" => Submission { option_ids: Some(texts(&["1.1.1"])), ..Submission::default() },
                "text" => typed("a"),
                "number" => number(1.0),
                _ => Submission { order: Some(texts(&["1.1.1", "1.1.2"])), ..Submission::default() },
            };
            assert_eq!(room.submit("Ana", submission), Err(AnswerError::OtherField { needed }.into()), "{other}");
        }
    }
}

#[test]
fn rejects_incomplete_and_repeated_options() {
    let mut several = room(of_kind(QuestionKind::Several, "a", &["b"], &["c"]));
    let pick = |ids: &[&str]| Submission { option_ids: Some(texts(ids)), ..Submission::default() };
    assert_eq!(several.submit("Ana", pick(&[])), Err(AnswerError::NoOption.into()));
    assert_eq!(several.submit("Ana", pick(&["1.1.1", "1.1.1"])), Err(AnswerError::RepeatedOption.into()));
    assert_eq!(several.submit("Ana", pick(&["1.1.1"; 400])), Err(AnswerError::RepeatedOption.into()));
    assert_eq!(several.submit("Ana", pick(&["1.1.9"])), Err(AnswerError::UnknownOption.into()));

    let mut order = room(of_kind(QuestionKind::Order, "a", &["b", "c"], &[]));
    let sorted = |ids: &[&str]| Submission { order: Some(texts(ids)), ..Submission::default() };
    assert_eq!(order.submit("Ana", sorted(&["1.1.1", "1.1.2"])), Err(AnswerError::IncompleteOrder.into()));
    assert_eq!(order.submit("Ana", sorted(&["1.1.1", "1.1.2", "1.1.2"])), Err(AnswerError::RepeatedOption.into()));
}

#[test]
fn typed_texts_are_clean() {
    let mut room = room(of_kind(QuestionKind::WordCloud, "", &[], &[]));
    for bad in ["", "  ", "a\u{7}b", &"x".repeat(81)] {
        assert!(matches!(room.submit("Ana", typed(bad)), Err(RejectReason::Answer(AnswerError::Text(_)))), "{bad:?}");
    }
    room.submit("Ana", typed("  two   words ")).unwrap();
    assert_eq!(room.you("Ana").submitted.unwrap().text.as_deref(), Some("two words"));
    assert_eq!(room.you("Bo").submitted, None);
    for (name, text) in [("Bo", "Two words!"), ("Cy", "other")] {
        room.submit(name, typed(text)).unwrap();
    }
    room.scores();
    let written = room.view().solution.unwrap().written;
    let cloud: Vec<(&str, usize)> = written.iter().map(|one| (one.text.as_str(), one.players.len())).collect();
    assert_eq!(cloud, [("two words", 2), ("other", 1)]);
}
