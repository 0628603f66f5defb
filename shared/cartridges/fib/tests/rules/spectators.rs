//! People who do not play the current question: latecomers and spectators.

use wpp_fib::{CommonRejection, EMOJI, REACTIONS_PER_QUESTION, RejectReason};

use crate::room::{Room, config, id, short};

fn two_questions(names: &[&str]) -> Room {
    Room::open(names, config(r#"{"rounds": 1, "questions_per_round": 2, "late_join": true}"#))
}

#[test]
fn latecomers_play_the_next_question() {
    let mut room = two_questions(&["Ana", "Bo"]);
    room.pass();
    room.sit("Cy");
    assert_eq!(room.view().waiting, [id("Ana"), id("Bo")]);
    assert!(!room.you("Cy").plays);
    assert_eq!(room.lie("Cy", "my lie"), Err(RejectReason::Common(CommonRejection::NextQuestion)));
    assert_eq!(room.suggest("Cy"), Err(RejectReason::Common(CommonRejection::NextQuestion)));

    room.lie("Ana", "one thing").unwrap();
    room.lie("Bo", "another").unwrap();
    assert_eq!(room.phase(), "guess", "nobody waits for Cy");
    let truth = room.truth();
    assert_eq!(room.guess("Cy", &truth), Err(RejectReason::Common(CommonRejection::NextQuestion)));
    room.react("Cy", EMOJI[0]).unwrap();
    room.guess("Ana", &truth).unwrap();
    room.guess("Bo", &truth).unwrap();
    room.pass_to("scoreboard");
    let last = room.view().ranking.last().cloned().unwrap();
    assert_eq!((last.player_id, last.score, last.rank), (id("Cy"), 0, 3));

    room.pass_to("lie");
    assert!(room.you("Cy").plays);
    room.lie("Ana", "one thing").unwrap();
    room.lie("Bo", "another").unwrap();
    assert_eq!(room.view().waiting, [id("Cy")]);
    room.lie("Cy", "my lie").unwrap();
    assert_eq!(room.phase(), "guess");
}

#[test]
fn latecomers_alone_do_not_block() {
    let config = config(r#"{"rounds": 1, "questions_per_round": 2, "late_join": true, "timers": "off"}"#);
    let mut room = Room::open(&["Ana", "Bo"], config);
    room.pass();
    room.sit("Cy");
    room.remove("Ana");
    assert_eq!(room.phase(), "lie");
    room.remove("Bo");
    assert_eq!(room.phase(), "reveal", "there is no deadline, and nobody who could answer");
}

#[test]
fn spectators_react_but_win_nothing() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    assert_eq!(room.lie("Gus", "my lie"), Err(RejectReason::Common(CommonRejection::NextQuestion)));
    room.lie("Ana", "one thing").unwrap();
    room.lie("Bo", "another").unwrap();
    let half = REACTIONS_PER_QUESTION / 2;
    for _ in 0..half {
        room.react("Gus", EMOJI[0]).unwrap();
    }
    room.pass_to("reveal");
    assert_eq!(room.you("Gus").reactions_left, REACTIONS_PER_QUESTION - half, "the limit spans both phases");
    while room.view().revealed.iter().all(|one| one.authors != [id("Ana")]) {
        room.pass();
    }
    for _ in half..REACTIONS_PER_QUESTION {
        room.react("Gus", EMOJI[0]).unwrap();
    }
    assert_eq!(room.react("Gus", EMOJI[0]), Err(RejectReason::Common(CommonRejection::TooManyReactions)));

    room.pass_to("game_over");
    assert!(room.view().ranking.iter().all(|ranked| ranked.player_id != id("Gus")));
    let awards = room.view().awards;
    assert!(awards.iter().all(|award| award.player_id != id("Gus")));
    let funniest = awards.iter().find(|award| award.award == "funniest_lies").unwrap();
    assert_eq!((&funniest.player_id, funniest.value), (&id("Ana"), REACTIONS_PER_QUESTION - half));
}
