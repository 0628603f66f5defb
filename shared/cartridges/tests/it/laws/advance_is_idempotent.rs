//! Law 3: a second wake-up changes nothing; a rejected command changes nothing that anybody sees, but due
//! deadlines remain applied; a repeated action has one effect and the same answer.

use proptest::prelude::*;
use serde_json::{Value, value::RawValue};
use wpp_game::{
    contract::ErrorCode,
    registry::Registry,
    session::{Answer, Command, Rejected, Session},
    time::Timestamp,
};

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{World, essence},
};

pub fn repeated_and_rejected_commands_change_nothing<D: Playable>() {
    proptest!(cases(), |(script in scripts(), late in 0..3_000_u64)| {
        World::<D>::record(&script, |moment| {
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let once = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let twice = once.session.step(registry, &[Command::Wake], now).unwrap();
            assert!(!twice.changed && twice.events.is_empty());
            assert_eq!(twice.session.version(), once.session.version());
            assert_eq!(essence(&twice.session), essence(&once.session));

            let asked = moment.before.step(registry, moment.commands, now).unwrap();
            assert_eq!(asked.session.version(), moment.before.version() + u64::from(asked.changed));
            if asked.answers.iter().all(Result::is_err) {
                assert_eq!(asked.events, once.events);
                assert_eq!(shown(registry, &asked.session, now), shown(registry, &once.session, now));
                // A game may count rejections, and nothing else.
                if !asked.answers.iter().any(is_counted) {
                    assert_eq!(asked.changed, once.changed);
                    assert_eq!(essence(&asked.session), essence(&once.session));
                }
            }

            // A repeated id receives the same answer and has no effect.
            for (command, answer) in moment.commands.iter().zip(&asked.answers) {
                let (Command::Action { .. }, Ok(first)) = (command, answer) else { continue };
                let again = asked.session.step(registry, std::slice::from_ref(command), now).unwrap();
                let second = again.answers[0].as_ref().unwrap();
                assert!(!again.changed && again.events.is_empty());
                assert_eq!((first.seq, text(&first.reply)), (second.seq, text(&second.reply)));
            }
        });
    });
}

/// Returns whether a game may count a rejection: only those with a code of the game.
fn is_counted(answer: &Result<Answer, Rejected>) -> bool {
    answer.as_ref().is_err_and(|rejected| matches!(rejected.code, ErrorCode::Game(_)))
}

/// Returns the snapshots of everybody.
fn shown(registry: &Registry, session: &Session, now: Timestamp) -> Vec<Value> {
    let viewers = session.players().iter().map(|player| Some(&player.player_id));
    let snapshots = viewers.chain([None]).map(|viewer| session.snapshot(registry, viewer, now).unwrap());
    snapshots.map(|snapshot| serde_json::to_value(snapshot).unwrap()).collect()
}

fn text(reply: &Option<Box<RawValue>>) -> Option<&str> {
    reply.as_deref().map(RawValue::get)
}
