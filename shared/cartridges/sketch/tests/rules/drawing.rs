//! Prompts, drawings, and what others see of them.

use wpp_sketch::{BadDrawing, CommonRejection, RejectReason};

use crate::room::{Room, id};

const FOUR: [&str; 4] = ["Ana", "Bo", "Cy", "Dee"];

#[test]
fn everybody_draws_a_private_prompt() {
    let room = Room::open(&FOUR, "{}");
    let mut prompts: Vec<String> = room.names().iter().map(|name| room.you(name).prompt.unwrap()).collect();
    prompts.sort_unstable();
    prompts.dedup();
    assert_eq!((room.phase(), prompts.len()), ("draw", 4));
    let public = serde_json::to_string(&room.view()).unwrap();
    assert!(prompts.iter().all(|prompt| !public.contains(prompt.as_str())));
}

#[test]
fn drawings_are_shown_one_by_one() {
    let mut room = Room::open(&FOUR, "{}");
    room.everybody_draws();
    let mut artists = Vec::new();
    for question in 1..=4 {
        assert_eq!((room.phase(), room.view().questions, room.view().drawing.len()), ("title", 4, 1));
        artists.push(room.artist());
        room.pass_to("reveal");
        assert_eq!(room.view().options.len(), 5, "decoys replace the titles of drawing {question}");
        while room.phase() == "reveal" {
            room.pass();
        }
    }
    artists.sort_unstable();
    assert_eq!((artists, room.phase()), (room.names(), "scoreboard"));
    assert_eq!(room.view().drawing, Vec::<String>::new());
}

#[test]
fn rejects_bad_drawings() {
    let mut room = Room::open(&FOUR, "{}");
    let rejected = |room: &mut Room, strokes: &[&str]| {
        let strokes = strokes.iter().map(|stroke| (*stroke).to_owned()).collect();
        room.submit("Ana", strokes).unwrap_err()
    };
    assert_eq!(rejected(&mut room, &[]), RejectReason::Drawing(BadDrawing::Empty));
    assert_eq!(rejected(&mut room, &["0AAAA", "9AAAA"]), RejectReason::Drawing(BadDrawing::Stroke(2)));
    assert_eq!(rejected(&mut room, &[&"0AAAA".repeat(1_700)]), RejectReason::Drawing(BadDrawing::TooLarge));
    room.draw("Ana").unwrap();
    assert_eq!(room.draw("Ana"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
    assert_eq!(room.you("Ana").drawing.len(), 1, "the artist sees the drawing after a reload");
    assert_eq!(room.you("Bo").drawing.len(), 0);
}

#[test]
fn missing_drawings_are_skipped() {
    let mut room = Room::open(&FOUR, r#"{"rounds": 1}"#);
    room.draw("Cy").unwrap();
    room.pass();
    assert_eq!((room.phase(), room.view().questions, room.artist()), ("title", 1, "Cy".to_owned()));
    room.pass_to("scoreboard");
    room.pass();
    assert_eq!(room.phase(), "game_over");

    let mut nobody = Room::open(&FOUR, "{}");
    nobody.pass();
    assert_eq!(nobody.phase(), "scoreboard");
}

#[test]
fn leaving_ends_the_waiting() {
    let mut room = Room::open(&FOUR, "{}");
    for name in ["Ana", "Bo", "Cy"] {
        room.draw(name).unwrap();
    }
    room.remove("Dee");
    assert_eq!((room.phase(), room.view().questions), ("title", 3));
    let (artist, others) = (room.artist(), room.others());
    room.title(&others[0], "a title").unwrap();
    room.remove(&artist);
    room.title(&others[1], "another title").unwrap();
    assert_eq!((room.phase(), room.view().artist), ("guess", Some(id(&artist))), "a shown drawing stays");
}

#[test]
fn latecomers_write_at_once_and_draw_later() {
    let mut room = Room::open(&FOUR, r#"{"late_join": true, "rounds": 2}"#);
    room.sit("Zoe");
    assert_eq!((room.you("Zoe").prompt, room.you("Zoe").plays), (None, false));
    assert_eq!(room.draw("Zoe"), Err(RejectReason::NextRound));
    for name in FOUR {
        room.draw(name).unwrap();
    }
    room.title("Zoe", "a title").unwrap();
    room.pass_to("draw");
    assert!(room.you("Zoe").prompt.is_some());
}

#[test]
fn a_whole_game_needs_no_prompt_twice() {
    let names = ["Ana", "Bo", "Cy", "Dee", "Eli", "Fay", "Gus", "Hal"];
    let mut room = Room::open(&names, r#"{"rounds": 3, "language": "da"}"#);
    let mut seen = Vec::new();
    while room.phase() != "game_over" {
        if room.phase() == "draw" {
            seen.extend(names.map(|name| room.you(name).prompt.unwrap()));
            room.everybody_draws();
        } else {
            room.pass();
        }
    }
    let total = seen.len();
    seen.sort_unstable();
    seen.dedup();
    assert_eq!((total, seen.len()), (24, 24));
}

#[test]
fn the_deck_has_what_the_people_at_the_start_need() {
    // One prompt for each player in each of two rounds, and false titles for a round in which nobody writes one.
    let room = Room::open(&FOUR[..3], r#"{"rounds": 2}"#);
    assert_eq!(room.deck(), 3 + 3 * 3);
    let room = Room::open(&FOUR[..3], r#"{"rounds": 2, "late_join": true, "max_players": 5}"#);
    assert_eq!(room.deck(), 2 * 5 - 3 + 5 * 5);
}

#[test]
fn latecomers_find_prompts_until_the_last_round() {
    let mut room = Room::open(&FOUR[..3], r#"{"rounds": 3, "late_join": true, "max_players": 8}"#);
    let (mut late, mut seen) = (["Dee", "Eli", "Fay", "Gus", "Hal"].into_iter(), Vec::new());
    while room.phase() != "game_over" {
        if room.phase() == "draw" {
            let artists = room.names();
            seen.extend(artists.iter().filter_map(|name| room.you(name).prompt));
            late.by_ref().take(3).for_each(|name| room.sit(name));
            artists.iter().for_each(|name| room.draw(name).unwrap());
        } else {
            room.pass();
        }
    }
    assert_eq!(seen.len(), 3 + 6 + 8, "{seen:?}");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3 + 6 + 8);
}
