//! Law 3: a second wake-up changes nothing; a rejected command changes nothing that anybody sees, but due
//! deadlines remain applied; a repeated action has one effect and the same answer.

use serde_json::{Value, value::RawValue};
use wpp_game::{
    contract::ErrorCode,
    registry::Registry,
    session::{Answer, Command, Rejected, Session},
    time::Timestamp,
};

use crate::{
    conformance::{Law, assert_same, events, note},
    playable::Playable,
    script::scripts,
    world::{World, essence},
};

pub fn repeated_and_rejected_commands_change_nothing<D: Playable>(law: Law) {
    law.check((scripts(), 0..3_000_u64), |(script, late)| {
        note(|| format!("Each input is tested {late} ms late."));
        World::<D>::record(&script, |moment| {
            let now = moment.now.plus_ms(late);
            let registry = &moment.world.registry;
            let once = moment.before.step(registry, &[Command::Wake], now).unwrap();
            let twice = once.session.step(registry, &[Command::Wake], now).unwrap();
            assert_same("A second wake-up sends events", &Value::Array(Vec::new()), &events(&twice.events));
            assert!(!twice.changed, "A second wake-up needs a commit.");
            assert_eq!(twice.session.version(), once.session.version());
            assert_same("A second wake-up changes the session", &essence(&once.session), &essence(&twice.session));

            let asked = moment.before.step(registry, moment.commands, now).unwrap();
            assert_eq!(asked.session.version(), moment.before.version() + u64::from(asked.changed));
            if asked.answers.iter().all(Result::is_err) {
                assert_same("A rejected command sends events", &events(&once.events), &events(&asked.events));
                let (expected, found) = (shown(registry, &once.session, now), shown(registry, &asked.session, now));
                assert_same("A rejected command changes a snapshot", &expected, &found);
                // A game may count rejections, and nothing else.
                if !asked.answers.iter().any(is_counted) {
                    assert_eq!(asked.changed, once.changed, "A rejected command needs a commit.");
                    assert_same(
                        "A rejected command changes the session",
                        &essence(&once.session),
                        &essence(&asked.session),
                    );
                }
            }

            // A repeated id receives the same answer and has no effect.
            for (command, answer) in moment.commands.iter().zip(&asked.answers) {
                let (Command::Action { .. }, Ok(first)) = (command, answer) else { continue };
                let again = asked.session.step(registry, std::slice::from_ref(command), now).unwrap();
                let second = again.answers[0].as_ref().unwrap();
                assert!(!again.changed && again.events.is_empty(), "A repeated action has an effect.");
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
fn shown(registry: &Registry, session: &Session, now: Timestamp) -> Value {
    let viewers = session.players().iter().map(|player| Some(&player.player_id));
    let snapshots = viewers.chain([None]).map(|viewer| session.snapshot(registry, viewer, now).unwrap());
    snapshots.map(|snapshot| serde_json::to_value(snapshot).unwrap()).collect()
}

fn text(reply: &Option<Box<RawValue>>) -> Option<&str> {
    reply.as_deref().map(RawValue::get)
}
