//! False titles, guesses, points and awards.

use wpp_sketch::{CommonRejection, Event, Kind, RejectReason};

use crate::room::{Room, id};

/// A room in which the first drawing waits for titles, its artist, and the other players.
fn titling(config: &str) -> (Room, String, Vec<String>) {
    let mut room = Room::open(&["Ana", "Bo", "Cy", "Dee"], config);
    room.everybody_draws();
    let (artist, others) = (room.artist(), room.others());
    assert_eq!((room.phase(), others.len()), ("title", 3));
    (room, artist, others)
}

#[test]
fn rejects_wrong_titles() {
    let (mut room, artist, others) = titling("{}");
    let truth = room.truth();
    assert_eq!(room.title(&artist, "mine"), Err(RejectReason::Artist));
    assert!(matches!(room.title(&others[0], " "), Err(RejectReason::Common(CommonRejection::Text(_)))));
    assert!(matches!(room.title(&others[0], &"x".repeat(61)), Err(RejectReason::Common(CommonRejection::Text(_)))));
    assert!(matches!(
        room.title(&others[0], "a shitty drawing"),
        Err(RejectReason::Common(CommonRejection::Profane(_)))
    ));
    assert_eq!(room.title(&others[0], &truth.to_uppercase()), Err(RejectReason::TooCloseToTruth));
    room.title(&others[0], "x").unwrap();
    assert_eq!(room.title(&others[0], "y"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
    assert_eq!(room.guess_id(&others[0], "1.1.1"), Err(RejectReason::Common(CommonRejection::WrongPhase)));
}

#[test]
fn truth_is_confirmed_five_times() {
    let (mut room, _, others) = titling("{}");
    let truth = room.truth();
    for _ in 0..5 {
        assert_eq!(room.title(&others[0], &truth), Err(RejectReason::TooCloseToTruth));
    }
    room.title(&others[0], &truth).unwrap();
    room.pass();
    assert_eq!(room.view().options.iter().filter(|option| option.text == truth).count(), 1);
}

#[test]
fn picks_bring_points_to_both_sides() {
    let (mut room, artist, others) = titling("{}");
    room.everybody_titles();
    assert_eq!((room.phase(), room.view().options.len()), ("guess", 5), "three titles, a decoy and the truth");
    assert_eq!(room.guess(&artist, None), Err(RejectReason::Artist));
    assert_eq!(room.guess(&others[0], Some(&others[0])), Err(RejectReason::OwnTitle));
    assert_eq!(room.guess_id(&others[0], "1.1.9"), Err(RejectReason::Common(CommonRejection::UnknownOption)));
    room.guess(&others[0], None).unwrap();
    room.guess(&others[1], None).unwrap();
    room.guess(&others[2], Some(&others[0])).unwrap();
    while room.phase() == "reveal" {
        room.pass();
    }
    let scores: Vec<i64> = others.iter().map(|name| room.score(name)).collect();
    assert_eq!((scores, room.score(&artist)), (vec![1_500, 1_000, 0], 1_000));
}

#[test]
fn reveal_ends_with_the_truth() {
    let (mut room, artist, others) = titling("{}");
    room.everybody_titles();
    for name in &others {
        room.guess(name, None).unwrap();
    }
    let unpicked = room.view();
    assert_eq!((unpicked.revealed.len(), unpicked.together), (4, 4), "nobody picked the false titles");
    assert!(unpicked.revealed.iter().all(|option| option.kind != Kind::Truth));
    assert_eq!(room.score(&artist), 0);
    room.pass();
    let Some(Event::RevealStep(last)) = room.events.last() else { panic!("{:?}", room.events) };
    assert_eq!((last.revealed.kind, &last.revealed.authors), (Kind::Truth, &vec![id(&artist)]));
    assert_eq!(room.score(&artist), 1_500);
}

#[test]
fn later_rounds_are_worth_more() {
    let (mut room, ..) = titling("{}");
    room.pass_to("draw");
    room.everybody_draws();
    let others = room.others();
    room.everybody_titles();
    room.guess(&others[0], None).unwrap();
    room.pass_to("scoreboard");
    assert_eq!((room.view().multiplier, room.score(&others[0])), (2, 2_000));
}

#[test]
fn nearly_equal_titles_share_the_credit() {
    let (mut room, _, others) = titling("{}");
    room.title(&others[0], "The happy dentist").unwrap();
    room.title(&others[1], "happy dentists!").unwrap();
    room.title(&others[2], "Soup").unwrap();
    room.guess(&others[2], Some("The happy")).unwrap();
    room.pass_to("scoreboard");
    assert_eq!((room.score(&others[0]), room.score(&others[1])), (500, 500));
}

#[test]
fn best_drawing_is_kept_until_the_end() {
    let (mut room, artist, others) = titling(r#"{"rounds": 1}"#);
    let (truth, drawing) = (room.truth(), room.view().drawing);
    room.everybody_titles();
    for name in &others {
        room.guess(name, None).unwrap();
    }
    assert_eq!(room.view().best, None);
    room.pass_to("title");
    let second = room.artist();
    room.everybody_titles();
    let guesser = room.others()[0].clone();
    room.guess(&guesser, None).unwrap();
    room.pass_to("game_over");
    let best = room.view().best.unwrap();
    assert_eq!((best.artist, best.title, best.drawing, best.found), (id(&artist), truth, drawing, 3), "not {second}");
    let awards: Vec<String> = room.view().awards.into_iter().map(|award| award.award).collect();
    assert_eq!(awards, ["clearest_hand", "most_truths"]);
}
