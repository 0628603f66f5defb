//! Rejected actions and their texts.

use wpp_fib::{Action, CommonRejection, Event, Fib, RejectReason};
use wpp_game::{
    contract::ErrorCode,
    driver::{GameDriver, Rejection},
    text::{BadText, Profane},
};

use crate::room::{Room, config, short};

#[test]
fn everything_has_its_phase() {
    let mut room = short(&["Ana", "Bo"]);
    for phase in ["question", "lie", "guess", "reveal", "scores", "scoreboard", "game_over"] {
        room.pass_to(phase);
        let before = room.state.clone();
        let tried = [
            ("lie", room.lie("Ana", &room.truth()).err()),
            ("lie", room.suggest("Ana").err()),
            ("guess", room.act("Ana", Action::Guess { option_id: "x".into() }).err()),
            ("guess reveal", room.react("Ana", "no emoji").err()),
        ];
        for (allowed, refused) in tried {
            let late = refused.is_some_and(|reason| reason.code() == ErrorCode::WrongPhase);
            assert_eq!(late, !allowed.contains(phase), "{allowed} in {phase}");
        }
        if phase != "lie" {
            assert_eq!(room.state, before, "a refusal changes nothing");
        }
    }
}

#[test]
fn one_answer_each() {
    let mut room = guessing(&["Ana", "Bo", "Cy"]);
    let truth = room.truth();
    room.guess("Ana", &truth).unwrap();
    assert_eq!(room.guess("Ana", "lie of Bo"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));

    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "first").unwrap();
    assert_eq!(room.lie("Ana", "second"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
    assert_eq!(room.suggest("Ana"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
}

#[test]
fn rejects_profane_lies() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    let refused = room.lie("Ana", "the biggest s.h.i.t of all").unwrap_err();
    assert_eq!(
        (refused.code().as_str(), &refused),
        ("profanity", &RejectReason::Common(CommonRejection::Profane(Profane::Coarse)))
    );
    assert_eq!(room.you("Ana").lie, None);
    room.lie("Ana", "the biggest crap of all").unwrap();

    let strict = r#"{"rounds": 1, "questions_per_round": 1, "profanity": "strict"}"#;
    let mut room = Room::open(&["Ana", "Bo"], config(strict));
    room.pass();
    assert_eq!(
        room.lie("Ana", "the biggest crap of all"),
        Err(RejectReason::Common(CommonRejection::Profane(Profane::Mild)))
    );
    let anything = r#"{"rounds": 1, "questions_per_round": 1, "profanity": "none"}"#;
    let mut room = Room::open(&["Ana", "Bo"], config(anything));
    room.pass();
    room.lie("Ana", "the biggest shit of all").unwrap();
}

#[test]
fn nobody_picks_their_own_lie() {
    let mut room = guessing(&["Ana", "Bo", "Cy"]);
    let refused = room.guess("Bo", "lie of Bo").unwrap_err();
    assert_eq!((refused.code().as_str(), room.you("Bo").guess), ("own_lie", None));
    assert_eq!(room.you("Bo").lie.as_deref(), Some("lie of Bo"));
    room.guess("Bo", "lie of Ana").unwrap();
    assert!(room.you("Bo").guess.is_some());
}

#[test]
fn rejects_unknown_options() {
    let mut room = guessing(&["Ana", "Bo"]);
    for option_id in ["", "0", "1.1.0", "1.1.99", "1.1.01", "1.2.1", "💥", "1.1.1 "] {
        let refused = room.act("Ana", Action::Guess { option_id: option_id.into() }).unwrap_err();
        assert_eq!(
            (refused.code().as_str(), refused),
            ("invalid_input", RejectReason::Common(CommonRejection::UnknownOption)),
            "{option_id:?}"
        );
    }
}

#[test]
fn rejects_the_truth_in_every_spelling() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    for typed in ["Truth number 1", " the TRUTH\u{a0}number 1!", "truht number 1", "Truths number one", "Veritas 1"] {
        let refused = room.lie("Ana", typed).unwrap_err();
        assert_eq!(refused.code().as_str(), "too_close_to_truth", "{typed:?}");
        assert_eq!(refused.to_string(), "That one is too close for comfort. Try another.");
    }
    assert!(!room.events.iter().any(|event| matches!(event, Event::Progress(_))), "no event reveals the attempt");
    room.lie("Ana", "Truth number 2").unwrap();
}

#[test]
fn truth_cannot_be_probed() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    for _ in 0..5 {
        assert_eq!(room.lie("Ana", "Veritas 1").unwrap_err(), RejectReason::TooCloseToTruth);
    }
    // A guess costs the answer from here on, whether it is right or not.
    room.lie("Ana", "Veritas 1").unwrap();
    assert_eq!(room.lie("Ana", "Truth number 1").unwrap_err(), RejectReason::Common(CommonRejection::AlreadySubmitted));
    assert_eq!(room.lie("Bo", "Veritas 1").unwrap_err(), RejectReason::TooCloseToTruth, "Bo has separate tries");
    room.lie("Bo", "lie of Bo").unwrap();
    let options = room.view().options;
    assert!(!options.iter().any(|option| option.text == "Veritas 1"), "the truth is shown once: {options:?}");
    room.guess("Ana", "Truth number 1").unwrap();
}

#[test]
fn language_is_checked_before_truth() {
    let strict = r#"{"rounds": 1, "questions_per_round": 1, "profanity": "strict"}"#;
    let mut room = Room::open(&["Ana", "Bo"], config(strict));
    room.pass();
    for typed in ["damn number 1", "the damn truth number 1", "truth crap 1"] {
        assert_eq!(room.lie("Ana", typed).unwrap_err().code().as_str(), "profanity", "{typed}");
    }
    let state = serde_json::to_string(&room.state).unwrap().replace("veritas 1", "holy crap");
    room.state = serde_json::from_str(&state).unwrap();
    assert_eq!(room.lie("Ana", "holy crap").unwrap_err().code().as_str(), "profanity", "the truth, coarsely put");
}

#[test]
fn lies_have_a_size_and_a_shape() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    let long = "x".repeat(81);
    let refused = [
        ("", BadText::Empty),
        (" \t\n", BadText::Empty),
        (&long, BadText::TooLong { max: 80 }),
        ("bell\u{7}", BadText::Control),
        ("\u{202e}backwards", BadText::Direction('\u{202e}')),
        ("a\u{335}\u{335}\u{335}\u{335}\u{335}", BadText::Marks),
    ];
    for (typed, why) in refused {
        let refused = room.lie("Ana", typed).unwrap_err();
        assert_eq!(
            (refused.code().as_str(), refused),
            ("invalid_input", RejectReason::Common(CommonRejection::Text(why))),
            "{typed:?}"
        );
    }
    room.lie("Ana", &"👩🏽\u{200d}🚀".repeat(80)).unwrap();
}

#[test]
fn reactions_are_limited() {
    let mut room = guessing(&["Ana", "Bo"]);
    assert_eq!(room.react("Ana", "🐙").unwrap_err().code().as_str(), "invalid_input");
    for _ in 0..30 {
        room.react("Ana", "🔥").unwrap();
    }
    assert_eq!(room.you("Ana").reactions_left, 0);
    assert_eq!(room.react("Ana", "🔥").unwrap_err().code().as_str(), "too_many_requests");
    room.react("Bo", "🔥").unwrap();
}

#[test]
fn parses_every_action() {
    let parse = |kind: &str, data: &str| {
        let data = serde_json::value::RawValue::from_string(data.into()).unwrap();
        match Fib::parse(kind, &data) {
            Ok(action) => format!("{action:?}"),
            Err(bad) => format!("no: {bad}"),
        }
    };
    let read = [
        parse("lie.submit", r#"{"text": "a", "more": 1}"#),
        parse("lie.submit", r#"{"text": 1}"#),
        parse("lie.submit", "null"),
        parse("lie.suggest", "{}"),
        parse("lie.suggest", "null"),
        parse("guess.submit", r#"{"option_id": "1"}"#),
        parse("guess.submit", "[]"),
        parse("reaction.send", r#"{"emoji": "🔥"}"#),
        parse("reaction.send", "{}"),
        parse("lie", "{}"),
    ];
    insta::assert_snapshot!(read.join("\n"), @r#"
    Lie { text: "a" }
    no: lie.submit takes {text}, a string
    no: lie.submit takes {text}, a string
    Suggest
    Suggest
    Guess { option_id: "1" }
    no: guess.submit takes {option_id}, a string
    React { emoji: "🔥" }
    no: reaction.send takes {emoji}, a string
    no: this game has no action of that type
    "#);
}

/// Creates a game in `guess` with a lie of every player.
fn guessing(names: &[&str]) -> Room {
    let mut room = short(names);
    room.pass();
    for name in names {
        room.lie(name, &format!("lie of {name}")).unwrap();
    }
    assert_eq!(room.phase(), "guess");
    room
}
