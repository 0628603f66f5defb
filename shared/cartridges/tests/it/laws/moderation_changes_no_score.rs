//! A text that is rejected or removed counts like one that is shown.

use serde_json::{Value, json};
use wpp_game::session::Command;

use crate::{
    conformance::{Law, assert_same, note},
    playable::Playable,
    script::{Op, Script, scripts},
    world::World,
};

pub fn replaced_texts_count<D: Playable>(law: Law) {
    law.on_few_cases(2).check(scripts(), |script| {
        note(|| "The moderator approves all texts:".to_owned());
        let approved = play::<D>(&script, true);
        note(|| "The same inputs; the moderator rejects and removes all texts:".to_owned());
        let rejected = play::<D>(&script, false);
        assert_same("Moderation changes phases, scores or progress", &approved, &rejected);
    });
}

/// Plays the script with a moderator who approves all texts, or rejects and removes all. Returns phases, scores and
/// progress after each operation.
fn play<D: Playable>(script: &Script, approves: bool) -> Value {
    let mut world = World::<D>::new(script);
    let mut now = world.now;
    world.step(&[Command::Moderate { on: true, moderator: None }], now);
    let mut seen = Vec::new();
    let mut commands = Vec::new();
    // The numbers of the steps seed what is drawn, and a removal is a step of its own. So no teams are drawn between.
    let is_left_out = |op: &Op| {
        matches!(op, Op::Moderate { .. } | Op::JudgeText { .. } | Op::RemoveText { .. } | Op::Next | Op::DrawTeams)
    };
    let ops = script.ops.iter().filter(|(_, op)| !is_left_out(op));
    for (n, (gap, op)) in [(0, Op::Play)].iter().chain(ops).enumerate() {
        now = now.plus_ms(*gap);
        while let Some(due) = world.session.wake_at().filter(|due| *due <= now) {
            world.step(&[Command::Wake], due);
            moderate(&mut world, approves);
        }
        let Some(command) = world.command(op, n, &commands) else { continue };
        world.step(std::slice::from_ref(&command), now);
        commands.push((now, command));
        moderate(&mut world, approves);
        let mut snapshot = world.snapshot(None);
        crate::world::strip_clock(&mut snapshot);
        seen.push(json!({ "phase": snapshot["phase"], "players": snapshot["players"] }));
    }
    seen.into()
}

/// Decides about all texts.
fn moderate<D: Playable>(world: &mut World<D>, approves: bool) {
    let now = world.now;
    for text in world.session.texts(&world.registry).unwrap().waiting {
        world.step(&[Command::JudgeText { text_id: text.text_id, approved: approves }], now);
    }
    if approves {
        return;
    }
    for text in world.session.texts(&world.registry).unwrap().shown {
        world.step(&[Command::RemoveText { text_id: text.text_id }], now);
    }
}
