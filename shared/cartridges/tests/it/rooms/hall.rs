//! A quiz in a hall: as many players as its rules allow.

use serde_json::{Value, json};
use wpp_game::session::{Command, Origin, Status, Step};
use wpp_quiz::Quiz;

use super::{TestRoom, player};
use crate::world::{at, raw, stored};

const SEATS: usize = 500;

/// Takes one step with all commands, as a busy server does.
fn together(room: &mut TestRoom, ms: u64, commands: &[Command]) -> Step {
    let step = room.session.step(&room.registry, commands, at(ms)).unwrap();
    room.session = stored(&step.session);
    step
}

fn join(n: usize) -> Command {
    let nickname = format!("Guest {n}");
    Command::Join { player_id: player(&format!("p{n}")), nickname, avatar: None, origin: Origin::default() }
}

fn snapshot(room: &TestRoom) -> Value {
    serde_json::to_value(room.session.snapshot(&room.registry, None, at(0)).unwrap()).unwrap()
}

/// Returns the data of an answer that fits the kind of the question.
pub fn answer(view: &Value) -> Value {
    let ids: Vec<&Value> = view["options"].as_array().unwrap().iter().map(|option| &option["option_id"]).collect();
    match view["kind"].as_str().unwrap() {
        "several" => json!({ "option_ids": [ids[0]] }),
        "order" => json!({ "order": ids }),
        "number" => json!({ "number": 7 }),
        "typed" | "word_cloud" => json!({ "text": "piano" }),
        _ => json!({ "option_id": ids[0] }),
    }
}

#[test]
fn five_hundred_play() {
    let config = json!({"max_players": SEATS, "rounds": 1, "questions_per_round": 1});
    let mut room = TestRoom::playing::<Quiz>(config, &[]);
    let joins: Vec<Command> = (0..=SEATS).map(join).collect();
    let joined = together(&mut room, 0, &joins);
    let refused: Vec<&str> =
        joined.answers.iter().filter_map(|answer| answer.as_ref().err()).map(|error| error.code.as_str()).collect();
    assert_eq!((room.session.players().len(), refused.as_slice()), (SEATS, &["session_full"][..]));

    let presences = (0..SEATS).map(|n| Command::Presence { player_id: player(&format!("p{n}")), connected: true });
    let start: Vec<Command> = presences.chain([Command::Play { content: None }]).collect();
    together(&mut room, 0, &start);
    let begins = room.session.wake_at().unwrap();
    together(&mut room, begins.ms_since(at(0)), &[Command::Wake]);
    assert_eq!(snapshot(&room)["view"]["waiting"].as_array().unwrap().len(), SEATS);

    let data = answer(&snapshot(&room)["view"]);
    let answers = (0..SEATS).map(|n| Command::Action {
        player_id: player(&format!("p{n}")),
        id: "a1".into(),
        kind: "answer.submit".into(),
        data: raw(&data),
    });
    let answered = together(&mut room, 6_000, &answers.collect::<Vec<_>>());
    assert!(answered.answers.iter().all(Result::is_ok), "everybody is answered");
    assert_eq!(snapshot(&room)["phase"]["name"], "solution", "the last answer ends the phase");

    while room.session.status() == Status::Running {
        let due = room.session.wake_at().unwrap();
        together(&mut room, due.ms_since(at(0)), &[Command::Wake]);
    }
    assert_eq!(snapshot(&room)["view"]["ranking"].as_array().unwrap().len(), SEATS);
}
