//! Prompts and answers.

use std::collections::BTreeMap;

use wpp_last_word::{CommonRejection, RejectReason};

use crate::room::Room;

const SIX: [&str; 6] = ["Ana", "Bo", "Cy", "Dee", "Eli", "Fay"];

#[test]
fn every_prompt_has_two_writers() {
    for players in 3..=6 {
        let room = Room::open(&SIX[..players], "{}");
        let mut writers = BTreeMap::<String, usize>::new();
        for name in room.names() {
            let prompts = room.you(&name).prompts;
            assert_eq!(prompts.len(), 2, "{name}");
            for prompt in prompts {
                *writers.entry(prompt.prompt_id).or_default() += 1;
            }
        }
        assert_eq!(writers.len(), players);
        assert!(writers.values().all(|count| *count == 2), "{writers:?}");
    }
}

#[test]
fn final_prompt_is_for_everybody() {
    let mut room = Room::open(&SIX, r#"{"rounds": 1}"#);
    room.pass_to("scoreboard");
    room.pass();
    assert_eq!((room.phase(), room.view().questions), ("write", 1));
    let first = room.you("Ana").prompts;
    assert_eq!(first.len(), 1);
    assert!(room.names().iter().all(|name| room.you(name).prompts == first));
}

#[test]
fn rejects_wrong_answers() {
    let mut room = Room::open(&SIX[..3], "{}");
    let theirs = room.you("Bo").prompts;
    let own: Vec<String> = room.you("Ana").prompts.into_iter().map(|prompt| prompt.prompt_id).collect();
    let other = theirs.into_iter().find(|prompt| !own.contains(&prompt.prompt_id)).unwrap();
    assert_eq!(room.answer_id("Ana", &other.prompt_id, "x"), Err(RejectReason::NotYourPrompt));
    assert_eq!(room.answer_id("Ana", "9.9", "x"), Err(RejectReason::Common(CommonRejection::WrongPhase)));
    assert!(matches!(room.answer("Ana", 0, " "), Err(RejectReason::Common(CommonRejection::Text(_)))));
    assert!(matches!(room.answer("Ana", 0, &"x".repeat(81)), Err(RejectReason::Common(CommonRejection::Text(_)))));
    assert!(matches!(
        room.answer("Ana", 0, "what a shitty prompt"),
        Err(RejectReason::Common(CommonRejection::Profane(_)))
    ));
    room.answer("Ana", 0, "x").unwrap();
    assert_eq!(room.answer("Ana", 0, "y"), Err(RejectReason::Common(CommonRejection::AlreadySubmitted)));
}

#[test]
fn missing_answers_are_skipped() {
    let mut room = Room::open(&SIX[..3], r#"{"rounds": 1}"#);
    room.pass();
    assert_eq!(room.phase(), "scoreboard", "nobody answered");
    room.pass();
    room.answer("Bo", 0, "alone").unwrap();
    room.pass();
    let results = room.view().results;
    assert_eq!((room.phase(), results.len()), ("result", 1), "a single answer needs no vote");
    assert_eq!(room.score("Bo"), 1_000, "half of the pot in the second round");
}

#[test]
fn leaving_ends_the_waiting() {
    let mut room = Room::open(&SIX[..4], "{}");
    for name in ["Ana", "Bo", "Cy"] {
        for index in 0..2 {
            room.answer(name, index, name).unwrap();
        }
    }
    assert_eq!(room.phase(), "write");
    room.remove("Dee");
    assert_ne!(room.phase(), "write");
}

#[test]
fn latecomers_vote_at_once() {
    let mut room = Room::open(&SIX[..4], r#"{"late_join": true}"#);
    room.sit("Zoe");
    assert_eq!(room.you("Zoe").prompts, []);
    room.everybody_answers();
    assert_eq!((room.phase(), room.you("Zoe").votes_left), ("vote", 1));
}

#[test]
fn the_deck_has_what_the_people_at_the_start_need() {
    for players in 3..=6 {
        let room = Room::open(&SIX[..players], r#"{"rounds": 2}"#);
        // The first of two rounds has a prompt for each player, and so has the second. The last round has one for all.
        assert_eq!(room.deck(), players + 1);
    }
}

#[test]
fn latecomers_find_prompts_until_the_last_round() {
    let mut room = Room::open(&SIX[..3], r#"{"late_join": true, "rounds": 2, "max_players": 6}"#);
    for name in &SIX[3..] {
        room.sit(name);
    }
    let mut seen = Vec::new();
    while room.phase() != "game_over" {
        if room.phase() == "write" {
            let prompts = room.names().into_iter().flat_map(|name| room.you(&name).prompts);
            seen.extend(prompts.map(|prompt| (prompt.prompt_id, prompt.prompt)));
        }
        room.pass();
    }
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 3 + 6 + 1);
    let mut texts: Vec<String> = seen.into_iter().map(|(_, text)| text).collect();
    texts.sort_unstable();
    texts.dedup();
    assert_eq!(texts.len(), 3 + 6 + 1, "every prompt is another one: {texts:?}");
    assert!(texts.iter().all(|text| !text.is_empty()));
}

#[test]
fn a_small_pack_never_leaves_a_prompt_blank() {
    for (players, rounds, late) in [(3, 2, 2), (3, 2, 3), (3, 1, 3), (4, 2, 2), (5, 1, 1), (3, 2, 0)] {
        let config = format!(r#"{{"late_join": true, "rounds": {rounds}, "max_players": 6}}"#);
        // Exactly as many prompts as the players at the start need.
        let mut room = Room::open_with(&SIX[..players], &config, players * rounds + 1);
        let (mut rounds_seen, mut earlier) = (0, Vec::new());
        let mut latecomers = SIX[players..players + late].iter();
        while room.phase() != "game_over" {
            if room.phase() == "write" {
                rounds_seen += 1;
                let prompts: Vec<_> = room.names().into_iter().flat_map(|name| room.you(&name).prompts).collect();
                assert!(prompts.iter().all(|prompt| !prompt.prompt.is_empty()), "{players} and {late}: {prompts:?}");
                let each = if rounds_seen > rounds { 1 } else { 2 };
                assert_eq!(prompts.len(), room.names().len() * each, "everybody writes in round {rounds_seen}");
                if rounds_seen > rounds {
                    assert!(!earlier.contains(&prompts[0].prompt), "the last prompt is new");
                }
                earlier.extend(prompts.into_iter().map(|prompt| prompt.prompt));
                latecomers.by_ref().for_each(|name| room.sit(name));
            }
            room.pass();
        }
        assert_eq!(rounds_seen, rounds + 1);
    }
}

#[test]
fn hidden_answers_of_people_who_left_are_dropped() {
    let mut room = Room::open(&SIX[..4], "{}");
    room.everybody_answers();
    let (authors, _) = room.authors_and_others();
    let names = room.names();
    let other = names.iter().find(|name| !authors.contains(name)).unwrap().clone();
    room.remove(&other);
    let mut shown = Vec::new();
    while room.phase() != "scoreboard" {
        if room.phase() == "result" {
            shown.extend(room.view().results.into_iter().map(|result| result.player_id));
        }
        room.pass();
    }
    assert_eq!(shown.len(), 6, "{shown:?}");
    assert!(!shown.contains(&crate::room::id(&other)));
}
