//! Law 6: no view, event or answer carries a truth, an author or another's text before its reveal.

use proptest::prelude::*;
use serde_json::Value;
use wpp_game::{ids::PlayerId, session::Command};

use super::cases;
use crate::{
    playable::{Playable, every_driver},
    script::scripts,
    world::{Moment, World},
};

fn nobody_reads_a_secret_before_its_time<D: Playable>() {
    proptest!(cases(), |(script in scripts())| {
        World::<D>::record(&script, |moment| {
            // Event by event: what one of them reveals was still a secret in the one before.
            let first = moment.world.log.len() - moment.step.events.len();
            for n in first..moment.world.log.len() {
                let mut then = moment.world.fork();
                then.log.truncate(n + 1);
                check(&then, &serde_json::from_str(&then.log[n].body).unwrap(), None);
            }
            check(moment.world, &moment.world.snapshot(None), None);
            for player in moment.world.session.players() {
                let viewer = &player.player_id;
                check(moment.world, &moment.world.snapshot(Some(viewer))["you"], Some(viewer));
            }
            replies(&moment);
        });
    });
}

/// What the acknowledgement of an action tells the one who acted.
fn replies<D: Playable>(moment: &Moment<'_, D>) {
    for (command, answer) in moment.commands.iter().zip(&moment.step.answers) {
        let Command::Action { player_id, .. } = command else { continue };
        match answer {
            Ok(answer) => {
                let Some(reply) = &answer.reply else { continue };
                check(moment.world, &serde_json::from_str(reply.get()).unwrap(), Some(player_id));
            }
            Err(refusal) => check(moment.world, &Value::from(refusal.message.as_str()), Some(player_id)),
        }
    }
}

fn check<D: Playable>(world: &World<D>, shown: &Value, viewer: Option<&PlayerId>) {
    let text = shown.to_string();
    for secret in D::secrets(world) {
        let own = secret.of.is_some() && secret.of.as_ref() == viewer;
        assert!(own || !text.contains(&secret.text), "{secret:?} is told to {viewer:?} in {text}");
    }
    if let Err(leak) = D::audit(world, shown, viewer) {
        panic!("{leak}: told to {viewer:?} in {text}");
    }
}

every_driver!(nobody_reads_a_secret_before_its_time);
