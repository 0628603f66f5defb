//! Bots know what players know and do what players may: every move is a player's command, made of
//! the bot's own snapshot, at a moment that a step has named; and they never make a game wait.

use proptest::prelude::*;
use serde_json::value::RawValue;
use wpp_game::{
    engine::generator,
    ids::PlayerId,
    session::{BotWakeUp, Command, Status, Step},
};

use super::cases;
use crate::{
    playable::Playable,
    script::Script,
    world::{World, raw},
};

/// Refusals that a bot, like anybody, may meet: two players think of the same thing at once.
const HONEST: [&str; 1] = ["too_close_to_truth"];

pub fn bots_answer_within_the_rules<D: Playable>() {
    if !D::CAPABILITIES.bots.is_some() {
        return;
    }
    proptest!(cases(), |(seed: u64, bots in 1..4_usize, config in 0..4_u32)| {
        let mut world = World::<D>::new(&Script { seed, players: 1, config, ops: vec![], wakes: vec![] });
        let ids: Vec<PlayerId> = (0..bots).map(|n| PlayerId(format!("player-bot-{n}"))).collect();
        world.step(&[Command::AddBots { player_ids: ids.clone() }], world.now);
        prop_assert_eq!(world.session.bots().count(), bots);
        let mut turns = world.step(&[Command::Play { content: None }], world.now).bots;

        for _ in 0..2_000 {
            let due = world.session.wake_at();
            let next = turns.iter().map(|turn| turn.at).min();
            let Some(now) = due.into_iter().chain(next).min() else { break };
            if due == Some(now) {
                renew(&mut turns, world.step(&[Command::Wake], now));
                continue;
            }
            let at = turns.iter().position(|turn| turn.at == now).unwrap();
            let turn = turns.remove(at);
            prop_assert_eq!(turn.scene, world.session.scene(), "turns of a scene that is over are void");
            play(&mut world, &turn, &mut turns);
        }
        prop_assert_eq!(world.session.status(), Status::Finished);
        // Whatever waited for a bot was answered by it: nobody else is there to end it before.
        let waiting = |event: &&crate::world::RecordedEvent| event.kind == "progress" && event.data["answered"].to_string().contains("player-bot-");
        prop_assert!(world.log.iter().any(|event| waiting(&event)));
    });
}

/// Plays a bot's turn as the platform does.
fn play<D: Playable>(world: &mut World<D>, turn: &BotWakeUp, turns: &mut Vec<BotWakeUp>) {
    let mut rng = generator([3; 32], world.session.version());
    for tries in 0.. {
        assert!(tries < 10, "a bot does not come to an end");
        let snapshot = world.session.snapshot(&world.registry, Some(&turn.player_id), turn.at).unwrap();
        let Some(made) = world.registry.get(D::KIND).unwrap().bot(snapshot, tries, &mut rng).unwrap() else { return };
        let data: Box<RawValue> = raw(&made.data);
        let (id, kind) = (format!("b{}.{tries}", turn.scene), made.kind.to_owned());
        let step = world.step(&[Command::Action { player_id: turn.player_id.clone(), id, kind, data }], turn.at);
        if let Err(refusal) = &step.answers[0] {
            assert!(HONEST.contains(&refusal.code.as_str()), "{made:?} is refused: {refusal}");
        }
        renew(turns, step);
        if world.session.scene() != turn.scene {
            return;
        }
    }
}

/// A new scene makes what was planned for the old one void.
fn renew(turns: &mut Vec<BotWakeUp>, step: Step) {
    if let Some(first) = step.bots.first() {
        assert_eq!(first.scene, step.session.scene());
    }
    turns.retain(|turn| turn.scene == step.session.scene());
    turns.extend(step.bots);
}
