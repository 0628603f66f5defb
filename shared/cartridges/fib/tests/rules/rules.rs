//! Single rules, each by its name.

use wpp_fib::{Action, Event, Fib, Kind, Reason};
use wpp_game::{
    content::{Media, Question},
    driver::{GameDriver, Lane, Next, ReplayableReplies},
    time::Timestamp,
};

use crate::room::{Room, config, id, question, short};

#[test]
fn phase_ends_when_all_answered() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    room.present("Cy", false);
    room.lie("Ana", "one thing").unwrap();
    assert_eq!(room.phase(), "lie");
    room.lie("Bo", "another").unwrap();
    assert_eq!(room.phase(), "guess");
}

#[test]
fn who_leaves_is_not_waited_for() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    room.lie("Ana", "one thing").unwrap();
    room.remove("Bo");
    assert_eq!((room.phase(), room.view().waiting), ("lie", vec![id("Cy")]));
    room.present("Cy", false);
    assert_eq!(room.phase(), "guess");
}

#[test]
fn empty_room_waits_for_the_deadline() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "one thing").unwrap();
    room.present("Bo", false);
    assert_eq!(room.phase(), "guess");
    room.present("Ana", false);
    assert_eq!(room.phase(), "guess");
    // The phase ends with the last answer, even if nobody is present.
    room.guess("Ana", &room.truth()).unwrap();
    room.guess("Bo", &room.truth()).unwrap();
    assert_eq!(room.phase(), "reveal");
}

#[test]
fn deadline_alone_can_end_phases() {
    let mut room = Room::open(&["Ana", "Bo"], config(r#"{"all_in_advances": false}"#));
    room.pass();
    room.lie("Ana", "one thing").unwrap();
    room.lie("Bo", "another").unwrap();
    assert_eq!(room.phase(), "lie");
    room.pass();
    assert_eq!(room.phase(), "guess");
}

#[test]
fn timers_affect_lies_and_guesses() {
    let limits = |timers: &str| {
        let mut room =
            Room::open(&["Ana", "Bo"], config(&format!(r#"{{"timers": "{timers}", "all_in_advances": false}}"#)));
        room.pass();
        let lie = (room.view().time_limit_ms, room.next);
        room.lie("Ana", "one thing").unwrap();
        room.lie("Bo", "another").unwrap();
        if room.phase() == "lie" {
            room.pass();
        }
        let guess = (room.view().time_limit_ms, room.countdown.remaining_ms);
        (lie.0, matches!(lie.1, Next::Idle), guess)
    };
    assert_eq!(limits("on"), (Some(60_000), false, (Some(30_000), Some(30_000))));
    assert_eq!(limits("extended"), (Some(120_000), false, (Some(60_000), Some(60_000))));
    assert_eq!(limits("off"), (None, true, (None, None)));
}

#[test]
fn decoys_fill_the_options() {
    for (players, lies, options) in [(2, 0, 4), (2, 2, 4), (4, 1, 5), (4, 4, 5), (12, 12, 13), (12, 0, 6)] {
        let names: Vec<String> = (0..players).map(|n| format!("P{n}")).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        let mut room = short(&names);
        room.pass();
        for name in &names[..lies] {
            room.lie(name, &format!("lie {name}")).unwrap();
        }
        room.pass_to("guess");
        // The question has five decoys.
        assert_eq!(room.view().options.len(), options, "{players} players, {lies} lies");
    }
}

#[test]
fn one_decoy_leaves_a_choice() {
    let only = Question { decoys: vec!["walrus".to_owned()], ..question(1) };
    let mut room = Room::open_with(&["Ana", "Bo"], config(r#"{"rounds": 1, "questions_per_round": 1}"#), vec![only]);
    room.pass_to("guess");
    assert_eq!(room.view().options.len(), 2, "every question of a pack has a decoy");
}

#[test]
fn omits_decoys_equal_to_lies() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    for (name, lie) in [("Ana", "the Walrus 1"), ("Bo", "teapots 1")] {
        room.lie(name, lie).unwrap();
    }
    let texts: Vec<String> = room.view().options.into_iter().map(|option| option.text).collect();
    assert!(!texts.contains(&"walrus 1".into()) && !texts.contains(&"teapot 1".into()), "{texts:?}");
}

#[test]
fn suggestions_are_stable() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    room.lie("Cy", "a walrus 1").unwrap();
    let first = room.suggest("Ana").unwrap();
    assert_eq!(first.len(), 3);
    assert!(!first.contains(&"walrus 1".into()));
    room.lie("Bo", &first[0]).unwrap();
    assert_eq!(room.suggest("Ana").unwrap(), first);
    assert_eq!(Fib.replay(&room.state, &id("Ana"), &Action::Suggest {}).unwrap().suggestions, first);
    assert_eq!(room.you("Ana").suggestions, first);
    assert!(room.you("Bo").suggestions.is_empty());
}

#[test]
fn authors_see_their_own_text() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "Gran Canyon").unwrap();
    room.lie("Bo", "The Grand Canyon").unwrap();
    assert_eq!(room.you("Bo").lie.as_deref(), Some("The Grand Canyon"));
    assert_eq!(room.you("Bo").lie_option_id, room.you("Ana").lie_option_id);
}

#[test]
fn truth_is_revealed_last() {
    let mut room = short(&["Ana", "Bo", "Cy", "Dee"]);
    room.pass();
    for name in ["Ana", "Bo", "Cy", "Dee"] {
        room.lie(name, &format!("lie of {name}")).unwrap();
    }
    let truth = room.truth();
    for (name, text) in [("Ana", "lie of Cy"), ("Bo", "lie of Cy"), ("Cy", "lie of Dee"), ("Dee", truth.as_str())] {
        room.guess(name, text).unwrap();
    }
    assert_eq!(room.score("Dee"), 0);
    let mut scores = Vec::new();
    while room.phase() == "reveal" {
        scores.push((room.score("Cy"), room.score("Dee")));
        room.pass();
    }
    // The lies of Ana and Bo, which nobody picked, share the first step.
    assert_eq!(scores, [(0, 0), (0, 500), (1000, 500), (1000, 1500)]);
    assert_eq!(room.view().revealed.last().unwrap().kind, Kind::Truth);
}

#[test]
fn last_multiplier_applies_to_later_rounds() {
    let mut room = Room::open(
        &["Ana", "Bo"],
        config(r#"{"rounds": 3, "questions_per_round": 1, "round_multipliers": [1, 3], "truth_points": 100}"#),
    );
    let mut scores = Vec::new();
    while room.phase() != "game_over" {
        room.pass_to("guess");
        room.guess("Ana", &room.truth()).unwrap();
        room.pass_to("scoreboard");
        scores.push(room.score("Ana"));
        room.pass();
    }
    assert_eq!(scores, [100, 400, 700]);
}

#[test]
fn equal_scores_share_a_rank() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass_to("guess");
    for name in ["Bo", "Cy"] {
        room.guess(name, &room.truth()).unwrap();
    }
    room.pass_to("scoreboard");
    let ranks: Vec<(usize, String)> = room.view().ranking.into_iter().map(|r| (r.rank, r.nickname)).collect();
    assert_eq!(ranks, [(1, "Bo".into()), (1, "Cy".into()), (3, "Ana".into())]);
    assert!(room.view().is_final);
}

#[test]
fn lie_of_removed_player_remains() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    for name in ["Ana", "Bo", "Cy"] {
        room.lie(name, &format!("lie of {name}")).unwrap();
    }
    room.guess("Ana", "lie of Bo").unwrap();
    room.guess("Bo", "lie of Cy").unwrap();
    room.remove("Bo");
    room.guess("Cy", "lie of Ana").unwrap();
    room.pass_to("scoreboard");
    let of = |text: &str| room.view().revealed.into_iter().find(|it| it.text == text).unwrap();
    assert_eq!((of("lie of Bo").kind, of("lie of Bo").authors.len(), of("lie of Bo").awarded.len()), (Kind::Lie, 0, 0));
    assert_eq!(of("lie of Bo").pickers, [id("Ana")]);
    assert!(of("lie of Cy").pickers.is_empty());
    assert!(room.view().ranking.iter().all(|ranked| ranked.nickname != "Bo"));
}

#[test]
fn reveal_reactions_go_to_the_author() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    for name in ["Ana", "Bo", "Cy"] {
        room.lie(name, &format!("lie of {name}")).unwrap();
    }
    room.guess("Bo", "lie of Ana").unwrap();
    room.guess("Cy", "lie of Ana").unwrap();
    room.react("Cy", "🙈").unwrap();
    room.guess("Ana", &room.truth()).unwrap();
    while room.view().revealed.last().unwrap().text != "lie of Ana" {
        room.pass();
    }
    for name in ["Ana", "Ana", "Bo"] {
        room.react(name, "👏").unwrap();
    }
    room.pass_to("game_over");
    let awards: Vec<(String, String, u32)> =
        room.view().awards.into_iter().map(|it| (it.award, it.player_id.0, it.value)).collect();
    let expected = [
        ("fooled_most", "ana", 2),
        ("most_truths", "ana", 1),
        ("most_gullible", "bo", 1),
        ("crowd_favourite", "ana", 1),
        ("could_not_look", "cy", 1),
    ];
    assert_eq!(awards, expected.map(|(award, player, value)| (award.to_owned(), player.to_owned(), value)));
}

#[test]
fn reactions_merge_into_one_event() {
    let coalescing = Fib::CAPABILITIES.coalescing.unwrap();
    let mut room = short(&["Ana", "Bo"]);
    room.pass_to("guess");
    for (name, emoji) in [("Ana", "🔥"), ("Bo", "🔥"), ("Ana", "😂")] {
        room.react(name, emoji).unwrap();
    }
    let mut sent = room.events.split_off(room.events.len() - 3).into_iter();
    let mut sum = sent.next().unwrap();
    for event in sent {
        assert!(coalescing.merge(&mut sum, &event));
    }
    let Event::Reaction(sum) = sum else { panic!("{sum:?}") };
    assert_eq!(sum.counts, [("🔥".to_owned(), 2), ("😂".to_owned(), 1)].into());
    assert_eq!((coalescing.lane("reaction.send"), coalescing.lane("lie.submit")), (Lane::Coalesced, Lane::Reliable));
}

#[test]
fn only_suggested_lies_earn_half() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    let offered = room.suggest("Ana").unwrap();
    room.lie("Ana", &format!("the {}", offered[0])).unwrap();
    room.lie("Bo", &offered[0]).unwrap();
    room.lie("Cy", "something else").unwrap();
    room.guess("Cy", &format!("the {}", offered[0])).unwrap();
    room.pass_to("scoreboard");
    let revealed = room.view().revealed.into_iter().find(|it| !it.awarded.is_empty()).unwrap();
    let points: Vec<(&str, i64, Reason)> =
        revealed.awarded.iter().map(|a| (a.player_id.as_str(), a.points, a.reason)).collect();
    assert_eq!(points, [("ana", 250, Reason::Fooled), ("bo", 500, Reason::Fooled)]);
}

#[test]
fn handles_two_hundred_lies() {
    let names: Vec<String> = (0..200).map(|n| format!("P{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut room = short(&names);
    room.pass();
    for (n, name) in names.iter().enumerate() {
        // Long and similar lies are the most expensive to compare.
        let letters: String = (0..38).map(|at| if (n >> (at % 8)) & 1 == 1 { 'a' } else { 'b' }).collect();
        room.lie(name, &format!("x{letters} x{letters}")).unwrap();
    }
    assert_eq!(room.view().options.len(), 201);
}

/// Twenty lies, of which four are believed by one each and one by five: what nobody picked comes at
/// once, and so few are left that each has a step of its own.
#[test]
fn unpopular_lies_share_a_step() {
    let names: Vec<String> = (0..20).map(|n| format!("P{n}")).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let mut room = Room::open(&names, config(r#"{"rounds": 1, "questions_per_round": 1, "max_players": 20}"#));
    room.pass();
    for (n, name) in names.iter().enumerate() {
        room.lie(name, &format!("{} it is", MADE_UP[n])).unwrap();
    }
    let believed = |n: usize| if n < 5 { 19 } else { n - 5 };
    for (n, name) in names.iter().enumerate().take(9) {
        room.guess(name, &format!("{} it is", MADE_UP[believed(n)])).unwrap();
    }
    let truth = room.truth();
    for name in &names[9..19] {
        room.guess(name, &truth).unwrap();
    }
    room.pass_to("reveal");
    let together = |room: &Room| (room.view().revealed.len(), room.view().together);
    assert_eq!(together(&room), (15, 15), "all that nobody picked");
    assert!(room.view().revealed.iter().all(|one| one.pickers.is_empty()));
    for n in 1..=6 {
        room.pass();
        assert_eq!(together(&room), (15 + n, 1));
    }
    assert_eq!(room.view().revealed.last().unwrap().text, truth);
    room.pass();
    assert_eq!(room.phase(), "scores");
    assert_eq!(room.score("P19"), 2_500);
}

/// Words that do not resemble each other.
const MADE_UP: [&str; 20] = [
    "walnut", "harbour", "trumpet", "glacier", "pyjamas", "volcano", "biscuit", "lantern", "kangaroo", "omelette",
    "zebra", "museum", "ferry", "quartz", "igloo", "dragon", "umbrella", "yoghurt", "network", "velvet",
];

#[test]
fn a_question_with_a_picture_leaves_time_to_load_it() {
    let media = Some(Media { file: format!("{}.png", "a".repeat(64)), alt: "A tower".into() });
    for (question_ms, media, expected) in [(200, None, 200), (200, media.clone(), 2_000), (3_000, media, 3_000)] {
        let config = config(&format!(r#"{{"rounds": 1, "questions_per_round": 1, "question_ms": {question_ms}}}"#));
        let question = Question { media, ..question(1) };
        let mut room = Room::open_with(&["Ana", "Bo"], config, vec![question]);
        assert_eq!(room.next, Next::At(Timestamp::from_millis(expected)));
        room.pass();
        assert_eq!(room.phase(), "lie");
    }
}
