//! A session whose store lost the latest steps.

use serde_json::value::RawValue;
use wpp_game::{
    ids::{Epoch, PlayerId},
    session::{Command, STORE_CHANGE_ABSENCE_MS, STORE_CHANGE_HOLD_MS},
    time::Timestamp,
};

use crate::{example_game::ExampleGame, script::Script, world::World};

/// A running game of two connected players that write until [`deadline`].
fn writing() -> World<ExampleGame> {
    let mut world = World::new(&Script { seed: 1, players: 2, config: 2, ops: Vec::new(), wakes: Vec::new() });
    world.step(&[presence(0, true), presence(1, true), Command::Play { content: None }], world.now);
    world
}

fn presence(player: usize, connected: bool) -> Command {
    Command::Presence { player_id: PlayerId(format!("player-{player}")), connected }
}

fn deadline(world: &World<ExampleGame>) -> Timestamp {
    world.session.deadline().unwrap()
}

fn write(player: usize) -> Command {
    Command::Action {
        player_id: PlayerId(format!("player-{player}")),
        id: format!("a{player}"),
        kind: "note.write".into(),
        data: RawValue::from_string(r#"{"text":"mine"}"#.into()).unwrap(),
    }
}

#[test]
fn accepts_lost_actions_after_the_deadline() {
    let mut world = writing();
    let due = deadline(&world);
    let late = due.plus_ms(500);
    world.session = world.session.on_store_change(late).session;
    assert_eq!(world.session.deadline(), Some(due), "clients see the deadline that they know");
    assert_eq!(world.session.wake_at(), Some(late.plus_ms(STORE_CHANGE_HOLD_MS)));
    for player in 0..2 {
        let step = world.step(&[write(player)], late.plus_ms(100));
        assert!(step.answers[0].is_ok(), "{:?}", step.answers);
    }
    assert_ne!(world.session.phase_name(), Some("write"), "the last answer ends the phase at once");
}

#[test]
fn waits_for_lost_actions_of_a_missing_player() {
    let mut world = writing();
    let due = deadline(&world);
    world.step(&[presence(1, false)], Timestamp::from_millis(due.millis() - 500));
    let late = due.plus_ms(500);
    world.session = world.session.on_store_change(late).session;
    assert_eq!(world.session.wake_at(), Some(late.plus_ms(STORE_CHANGE_ABSENCE_MS)));
    let back = late.plus_ms(STORE_CHANGE_HOLD_MS + 500);
    assert!(!world.step(&[Command::Wake], back).changed);
    world.step(&[presence(1, true)], back);
    assert_eq!(world.session.phase_name(), Some("write"));
    assert_eq!(world.session.wake_at(), Some(back.plus_ms(STORE_CHANGE_HOLD_MS)));
    let step = world.step(&[write(1)], back.plus_ms(100));
    assert!(step.answers[0].is_ok(), "{:?}", step.answers);
}

#[test]
fn waits_no_longer_than_the_limit() {
    let mut world = writing();
    let due = deadline(&world);
    world.step(&[presence(1, false)], world.now);
    world.session = world.session.on_store_change(due).session;
    let limit = due.plus_ms(STORE_CHANGE_ABSENCE_MS);
    // A player who is back just before the limit does not move it.
    world.step(&[presence(1, true)], Timestamp::from_millis(limit.millis() - 1));
    assert_eq!(world.session.wake_at(), Some(limit));
    assert_eq!(world.step(&[Command::Wake], limit).events[0].due_at, Some(due));
}

#[test]
fn fires_the_deadline_after_the_hold() {
    let mut world = writing();
    let due = deadline(&world);
    world.session = world.session.on_store_change(due).session;
    let end = due.plus_ms(STORE_CHANGE_HOLD_MS);
    assert!(!world.step(&[Command::Wake], Timestamp::from_millis(end.millis() - 1)).changed);
    let step = world.step(&[Command::Wake], end);
    assert_eq!(step.events[0].due_at, Some(due));
}

#[test]
fn a_hold_changes_no_later_wake_up() {
    let mut world = writing();
    let before = world.session.wake_at();
    world.session = world.session.on_store_change(world.now).session;
    assert_eq!(world.session.wake_at(), before);
}

#[test]
fn later_numbers_are_uncertain_until_renumbered() {
    let mut world = writing();
    let before = world.session.seq();
    assert!(world.session.is_certain(before + 1));
    world.session = world.session.on_store_change(world.now).session;
    world.step(&[write(0)], world.now);
    world.session = world.session.on_store_change(world.now).session;
    assert!(world.session.seq() > before);
    assert_eq!([before, before + 1].map(|seq| world.session.is_certain(seq)), [true, false]);

    let renumber = |lost: &str, epoch: &str| Command::Renumber { lost: Epoch(lost.into()), epoch: Epoch(epoch.into()) };
    assert!(!world.step(&[renumber("e0", "e2")], world.now).changed, "another process was first");
    world.step(&[renumber("e1", "e2")], world.now);
    assert_eq!(world.session.epoch().0, "e2");
    assert!(world.session.is_certain(before + 1));
}
