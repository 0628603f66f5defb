//! Bots have the information and the actions of players. Every move follows from the bot's own snapshot, at
//! the scheduled moment, and no game waits for a bot longer than that.

use proptest::prelude::*;
use serde_json::{Value, value::RawValue};
use wpp_game::{
    engine::generator,
    ids::PlayerId,
    session::{BotWakeUp, Command, Status, Step},
};

use crate::{
    conformance::Law,
    playable::Playable,
    script::Script,
    world::{World, raw},
};

/// How long the host reads a phase without a deadline.
const HOST_MS: u64 = 10_000;

pub fn bots_answer_within_the_rules<D: Playable>(law: Law) {
    if D::CAPABILITIES.bots.is_none() {
        return;
    }
    law.check((any::<u64>(), 1..4_usize, any::<u32>()), |(seed, bots, config)| {
        // One person, and as many bots as the game needs.
        let seats = World::<D>::seats(config);
        let bots = bots.max(seats.min.saturating_sub(1)).min(seats.max.saturating_sub(1));
        if bots == 0 {
            return;
        }
        let mut world = World::<D>::with_people(&Script { seed, players: 1, config, ops: vec![], wakes: vec![] }, 1);
        let ids: Vec<PlayerId> = (0..bots).map(|n| PlayerId(format!("player-bot-{n}"))).collect();
        world.step(&[Command::AddBots { player_ids: ids.clone() }], world.now);
        assert_eq!(world.session.bots().count(), bots, "The room has another number of bots.");
        let mut turns = world.step(&[Command::Play { content: None }], world.now).bots;
        if !world.session.has_game() {
            return;
        }
        // Then nothing waits for the person.
        let away = Command::Presence { player_id: PlayerId("player-0".into()), connected: false };
        renew(&mut turns, world.step(&[away], world.now));

        for _ in 0..2_000 {
            let due = world.session.wake_at();
            let next = turns.iter().map(|turn| turn.at).min();
            let Some(now) = due.into_iter().chain(next).min() else {
                if world.session.status() == Status::Finished {
                    break;
                }
                // The host ends phases without a deadline, if the game lets the host.
                let step = world.step(&[Command::Play { content: None }], world.now.plus_ms(HOST_MS));
                assert!(step.changed, "Bots do not play the game to its end.");
                renew(&mut turns, step);
                continue;
            };
            if due == Some(now) {
                renew(&mut turns, world.step(&[Command::Wake], now));
                continue;
            }
            let at = turns.iter().position(|turn| turn.at == now).unwrap();
            let turn = turns.remove(at);
            assert_eq!(turn.scene, world.session.scene(), "turns of a scene that is over are void");
            play(&mut world, &turn, &mut turns);
        }
        assert_eq!(world.session.status(), Status::Finished, "Bots do not play the game to its end.");
        let moved = |(player, _, _): &(PlayerId, String, Value)| ids.contains(player);
        assert!(world.accepted.iter().any(moved), "The game accepts no move of a bot.");
    });
}

/// Plays a bot's moves as the platform does.
fn play<D: Playable>(world: &mut World<D>, turn: &BotWakeUp, turns: &mut Vec<BotWakeUp>) {
    let mut rng = generator([3; 32], world.session.version());
    for tries in 0.. {
        assert!(tries < 10, "A bot has a move after ten tries.");
        let snapshot = world.session.snapshot(&world.registry, Some(&turn.player_id), turn.at).unwrap();
        let Some(made) = world.registry.get(D::KIND).unwrap().bot(snapshot, tries, &mut rng).unwrap() else { return };
        let data: Box<RawValue> = raw(&made.data);
        let (id, kind) = (format!("b{}.{tries}", turn.scene), made.kind.to_owned());
        let step = world.step(&[Command::Action { player_id: turn.player_id.clone(), id, kind, data }], turn.at);
        if let Err(refusal) = &step.answers[0] {
            let is_declared = D::BOT_REJECTIONS.contains(&refusal.code.as_str());
            assert!(is_declared, "The bot's move {made:?} is rejected: {refusal}");
        }
        renew(turns, step);
        if world.session.scene() != turn.scene {
            return;
        }
    }
}

/// Discards moves that were scheduled for an earlier scene.
fn renew(turns: &mut Vec<BotWakeUp>, step: Step) {
    if let Some(first) = step.bots.first() {
        assert_eq!(first.scene, step.session.scene());
    }
    turns.retain(|turn| turn.scene == step.session.scene());
    turns.extend(step.bots);
}
