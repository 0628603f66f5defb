use serde_json::{Value, json};
use wpp_game::{
    driver::GameDriver,
    session::{Command, NextGame, Origin, Status},
};
use wpp_lounge::Lounge;

use super::{TestRoom, player};
use crate::{
    example_game::ExampleGame,
    playable::content,
    world::{Maps, at, comparable, raw, receive},
};

/// The choice of `cartridge`, as the platform makes it now.
fn next(room: &TestRoom, cartridge: &str, config: &Value) -> Command {
    let config = raw(config);
    let need = room.registry.get(cartridge).unwrap().content_need(Some(&config)).unwrap();
    Command::Next(Box::new(NextGame {
        cartridge: cartridge.to_owned(),
        config: Some(config),
        pack_ids: vec!["evening".to_owned()],
        content: content(&need),
        number: room.session.games_chosen() + 1,
    }))
}

fn example(room: &TestRoom) -> Command {
    next(room, ExampleGame::KIND, &json!({"rounds": 1, "write_ms": 1_000, "show_ms": 100}))
}

fn lounge(room: &TestRoom) -> Command {
    next(room, Lounge::KIND, &json!({}))
}

fn act(room: &mut TestRoom, ms: u64, id: &str, action: &str, kind: &str) -> Result<(), &'static str> {
    let data = raw(&json!({"text": format!("a note of {id}")}));
    let command = Command::Action { player_id: player(id), id: action.to_owned(), kind: kind.to_owned(), data };
    room.ask(ms, command).map(drop).map_err(|rejected| rejected.code.as_str())
}

/// A finished game in which both players wrote a note, and the time of its end.
fn finished() -> (TestRoom, u64) {
    let mut room = TestRoom::of(&["ann", "bob"]);
    let choice = example(&room);
    room.must(0, choice);
    room.must(0, Command::Play { content: None });
    for id in ["ann", "bob"] {
        act(&mut room, 10, id, &format!("1-{id}"), "note.write").unwrap();
    }
    room.must(5_000, Command::Wake);
    assert_eq!(room.session.status(), Status::Finished);
    (room, 5_000)
}

fn public(room: &TestRoom, ms: u64) -> Value {
    serde_json::to_value(room.session.snapshot(&room.registry, None, at(ms)).unwrap()).unwrap()
}

#[test]
fn same_people_play_another_game() {
    let (mut room, ms) = finished();
    room.watch(ms, "gus", "Gus", Origin::default()).unwrap();
    room.must(ms, Command::Lock { locked: true });
    let before = public(&room, ms);
    let choice = lounge(&room);
    room.must(ms, choice);
    let after = public(&room, ms);
    assert_eq!((&after["cartridge"], &after["status"]), (&json!("lounge"), &json!("lobby")));
    for kept in ["code", "epoch", "audience", "locked", "vip"] {
        assert_eq!(after[kept], before[kept], "{kept}");
    }
    assert!(after["view"].is_null() && after["phase"].is_null());
    assert_eq!(room.session.pack_ids(), ["evening"]);
    assert_eq!(room.events.last().unwrap(), "session.game_changed");
    room.must(ms, Command::Play { content: None });
    assert_eq!(room.session.status(), Status::Running);
}

#[test]
fn evening_adds_finished_games() {
    let (mut room, ms) = finished();
    let points = |room: &TestRoom, field: &str| -> Vec<i64> {
        public(room, ms)["players"].as_array().unwrap().iter().map(|one| one[field].as_i64().unwrap_or(0)).collect()
    };
    let first = points(&room, "score");
    assert!(first.iter().any(|points| *points > 0), "{first:?}");
    assert_eq!(points(&room, "evening"), [0, 0], "the current game is not part of the evening yet");
    let choice = example(&room);
    room.must(ms, choice);
    assert_eq!((points(&room, "evening"), points(&room, "score")), (first.clone(), vec![0, 0]));

    // An unfinished game does not count.
    room.must(ms, Command::Play { content: None });
    act(&mut room, ms, "ann", "2", "note.write").unwrap();
    let choice = example(&room);
    room.must(ms, choice);
    assert_eq!(points(&room, "evening"), first);

    // The same game again counts as well.
    room.must(ms, Command::Play { content: None });
    for id in ["ann", "bob"] {
        act(&mut room, ms, id, &format!("3-{id}"), "note.write").unwrap();
    }
    room.must(ms + 5_000, Command::Wake);
    let second = points(&room, "score");
    let again = content(&room.registry.get(ExampleGame::KIND).unwrap().content_need(None).unwrap());
    room.must(ms + 5_000, Command::Play { content: Some(again) });
    let sum: Vec<i64> = first.iter().zip(&second).map(|(a, b)| a + b).collect();
    assert_eq!(points(&room, "evening"), sum);
}

#[test]
fn room_changes_its_game_in_every_status() {
    for pause in [false, true] {
        let mut room = TestRoom::of(&["ann", "bob"]);
        room.must(0, Command::Play { content: None });
        room.presence(1_000, "bob", false);
        if pause {
            room.must(2_000, Command::Pause { by: None });
        }
        let choice = lounge(&room);
        room.must(3_000, choice);
        assert_eq!((room.session.status(), room.session.deadline()), (Status::Lobby, None));
        assert_eq!(room.session.wake_at(), None, "nothing of the earlier game is due");
        room.must(4_000, Command::Play { content: None });
        assert_eq!(room.session.status(), Status::Running);
    }
}

#[test]
fn repeated_choice_changes_nothing() {
    let (mut room, ms) = finished();
    let choice = example(&room);
    let other = lounge(&room);
    room.must(ms, choice.clone());
    room.must(ms, Command::Play { content: None });
    act(&mut room, ms, "ann", "2", "note.write").unwrap();
    let version = room.session.version();
    // A repetition after an unknown outcome, and a choice made at the same time as the first.
    for late in [choice, other] {
        room.must(ms, late);
        assert_eq!((room.session.version(), room.session.status()), (version, Status::Running));
    }
}

#[test]
fn actions_of_the_earlier_game_have_no_effect() {
    let (mut room, ms) = finished();
    for choice in [lounge(&room), example(&room)] {
        let choice = match choice {
            Command::Next(next) => {
                Command::Next(Box::new(NextGame { number: room.session.games_chosen() + 1, ..*next }))
            }
            other => other,
        };
        room.must(ms, choice);
        assert_eq!(act(&mut room, ms, "ann", "1-ann", "note.write"), Ok(()), "the repetition is acknowledged");
        assert_eq!(act(&mut room, ms, "ann", "new", "note.write"), Err("wrong_phase"));
    }
    room.must(ms, Command::Play { content: None });
    act(&mut room, ms, "ann", "1-ann", "note.write").unwrap();
    assert_eq!(public(&room, ms)["players"][0]["answered"], false);
}

#[test]
fn too_many_people_keep_their_game() {
    let mut room = TestRoom::of(&["ann", "bob", "cyd"]);
    let choice = next(&room, Lounge::KIND, &json!({"max_players": 2}));
    assert_eq!(room.refused(0, choice), "too_many_players");
    assert_eq!(room.session.cartridge(), ExampleGame::KIND);
    let unknown = NextGame {
        cartridge: "chess".to_owned(),
        config: None,
        pack_ids: Vec::new(),
        content: wpp_game::content::Content::None,
        number: 1,
    };
    assert_eq!(room.refused(0, Command::Next(Box::new(unknown))), "invalid_input");
}

#[test]
fn bots_leave_a_game_without_bots() {
    let mut room = TestRoom::of(&["ann"]);
    room.must(0, Command::AddBots { player_ids: vec![player("bot")] });
    let choice = example(&room);
    room.must(0, choice);
    assert_eq!(room.ids(), ["ann", "bot"]);
    let choice = lounge(&room);
    room.must(0, choice);
    assert_eq!(room.ids(), ["ann"]);
    assert!(room.session.was_removed(&player("bot")));
}

#[test]
fn clients_follow_into_the_other_game_and_back() {
    let mut room = TestRoom::of(&["ann", "bob"]);
    let (mut client, maps) = (public(&room, 10), Maps::of::<Lounge>());
    let mut ask = |room: &mut TestRoom, command: Command| {
        let step = room.session.step(&room.registry, &[command], at(10)).unwrap();
        for event in &step.events {
            let envelope = event.envelope(step.session.code(), step.session.epoch(), at(10));
            receive(&mut client, &serde_json::from_str(&envelope).unwrap());
        }
        room.session = step.session;
        assert_eq!(comparable(&client, &maps), comparable(&public(room, 10), &maps));
    };
    for choice in [lounge, example, lounge] {
        let choice = choice(&room);
        ask(&mut room, choice);
        ask(&mut room, Command::Play { content: None });
    }
}
