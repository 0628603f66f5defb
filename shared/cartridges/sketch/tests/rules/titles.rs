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

const EIGHT: [&str; 8] = ["Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal"];

#[test]
fn a_guess_has_four_options_whatever_the_pack_has() {
    for (players, rounds, late) in [(3, 1, 0), (3, 3, 0), (8, 2, 0), (3, 2, 5), (5, 3, 3)] {
        let config = format!(r#"{{"rounds": {rounds}, "late_join": true}}"#);
        // Exactly as many prompts as the players at the start need, so none is a false title.
        let mut room = Room::open_with(&EIGHT[..players], &config, players * rounds);
        let (mut late, mut guesses) = (EIGHT[players..players + late].iter(), 0);
        while room.phase() != "game_over" {
            match room.phase() {
                "draw" => {
                    let artists = room.names();
                    late.by_ref().for_each(|name| room.sit(name));
                    assert!(artists.iter().all(|name| room.you(name).prompt.is_some_and(|prompt| !prompt.is_empty())));
                    artists.iter().for_each(|name| room.draw(name).unwrap());
                }
                "guess" => {
                    guesses += 1;
                    let (mut options, truth) = (room.view().options, room.truth());
                    assert!(options.len() >= 4, "{players} players: {options:?}");
                    assert!(options.iter().any(|option| option.text == truth));
                    options.sort_by(|one, other| one.text.cmp(&other.text));
                    options.dedup_by(|one, other| one.text == other.text);
                    assert!(options.len() >= 4, "{options:?}");
                    room.pass();
                }
                _ => room.pass(),
            }
        }
        assert!(guesses >= players * rounds, "{guesses}");
    }
}

/// Plays a game in which nobody finds a title. In the second drawing, the others do what `liked` does.
fn best_without_a_find(liked: impl Fn(&mut Room, &[String])) -> (Vec<String>, String) {
    let (mut room, ..) = titling(r#"{"rounds": 1}"#);
    let mut artists = Vec::new();
    while room.phase() == "title" {
        artists.push(room.artist().to_lowercase());
        room.everybody_titles();
        if artists.len() == 2 {
            let others = room.others();
            liked(&mut room, &others);
        }
        while !["title", "scoreboard"].contains(&room.phase()) {
            room.pass();
        }
    }
    assert_eq!(artists.len(), 4);
    room.pass_to("game_over");
    let best = room.view().best.unwrap();
    assert_eq!((best.found, best.drawing.len()), (0, 1));
    (artists, best.artist.as_str().to_owned())
}

#[test]
fn reactions_and_votes_decide_when_nobody_finds_a_title() {
    let (artists, best) = best_without_a_find(|_, _| {});
    assert_eq!(best, artists[0], "the first drawing");
    let (artists, best) = best_without_a_find(|room, others| {
        room.guess(&others[0], Some(&others[1])).unwrap();
    });
    assert_eq!(best, artists[1], "somebody voted for a title");
    let (artists, best) = best_without_a_find(|room, others| room.react(&others[0]));
    assert_eq!(best, artists[1], "somebody reacted");
    let (artists, best) = best_without_a_find(|room, _| {
        let artist = room.artist();
        room.react(&artist);
    });
    assert_eq!(best, artists[0], "an artist's own reaction counts nothing");
}
