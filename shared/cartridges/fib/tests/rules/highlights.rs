//! The order of the reveal, and the texts that earn awards.

use wpp_fib::Kind;

use crate::room::{Room, config, short};

#[test]
fn unpicked_lies_share_a_step() {
    let mut room = short(&["Ana", "Bo", "Cy"]);
    room.pass();
    for name in ["Ana", "Bo", "Cy"] {
        room.lie(name, &format!("lie of {name}")).unwrap();
    }
    room.guess("Bo", "lie of Ana").unwrap();
    room.guess("Cy", &room.truth()).unwrap();
    room.guess("Ana", &room.truth()).unwrap();
    let shown = |room: &Room| (room.view().revealed.len(), room.view().together);
    let total = room.view().options.len();
    assert_eq!(shown(&room), (total - 2, total - 2), "all that nobody picked");
    assert!(room.view().revealed.iter().all(|one| one.pickers.is_empty() && one.kind != Kind::Truth));
    room.pass();
    assert_eq!(shown(&room), (total - 1, 1));
    assert_eq!(room.view().revealed.last().unwrap().text, "lie of Ana");
    room.pass();
    assert_eq!(room.view().revealed.last().unwrap().kind, Kind::Truth);
}

#[test]
fn an_unpicked_truth_comes_last() {
    let mut room = short(&["Ana", "Bo"]);
    room.pass();
    room.lie("Ana", "lie of Ana").unwrap();
    room.lie("Bo", "lie of Bo").unwrap();
    room.guess("Ana", "lie of Bo").unwrap();
    room.guess("Bo", "lie of Ana").unwrap();
    while room.phase() == "reveal" && room.view().revealed.last().unwrap().kind != Kind::Truth {
        room.pass();
    }
    assert_eq!(room.view().revealed.len(), room.view().options.len());
    assert_eq!(room.view().together, 1);
}

/// Ana fools one player with the first lie and two with the second. Bo believes both.
#[test]
fn awards_quote_the_texts_that_earned_them() {
    let names = ["Ana", "Bo", "Cy"];
    let mut room = Room::open(&names, config(r#"{"rounds": 1, "questions_per_round": 2}"#));
    let mut truths = Vec::new();
    for (round, believers) in [("first", &["Bo"][..]), ("second", &["Bo", "Cy"])] {
        room.pass_to("lie");
        for name in names {
            room.lie(name, &format!("{round} lie of {name}")).unwrap();
        }
        let truth = room.truth();
        for name in names {
            let text = if believers.contains(&name) { format!("{round} lie of Ana") } else { truth.clone() };
            room.guess(name, &text).unwrap();
        }
        truths.push(truth);
        while !room.view().revealed.iter().any(|one| one.text == format!("{round} lie of Ana")) {
            room.pass();
        }
        room.react("Cy", "😂").unwrap();
        room.pass_to("scores");
    }
    room.pass_to("game_over");
    let quote = |award: &str| room.view().awards.into_iter().find(|one| one.award == award).and_then(|one| one.quote);
    assert_eq!(quote("fooled_most").as_deref(), Some("second lie of Ana"));
    assert_eq!(quote("most_gullible").as_deref(), Some("first lie of Ana"), "believed with the fewest others");
    assert_eq!(quote("most_truths").as_ref(), truths.get(1), "found with the fewest others");
    assert_eq!(quote("funniest_lies").as_deref(), Some("first lie of Ana"), "the first of equal ones");
}
