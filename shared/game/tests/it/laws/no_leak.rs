//! Law 6: no view, event or answer carries a truth, an author or another's text before its reveal.

use std::marker::PhantomData;

use proptest::prelude::*;
use serde_json::Value;
use wpp_game::{driver::Secret, ids::PlayerId, session::Command};

use super::cases;
use crate::{
    playable::Playable,
    script::scripts,
    world::{Moment, Told, World},
};

pub fn nobody_reads_a_secret_before_its_time<D: Playable>() {
    proptest!(cases(), |(script in scripts())| {
        World::<D>::record(&script, |moment| {
            let world = moment.world;
            // Event by event: what one of them reveals was still a secret in the one before.
            for n in world.log.len() - moment.step.events.len()..world.log.len() {
                Check::new(world, &world.log[..=n]).run(&world.log[n].data, None);
            }
            let check = Check::new(world, &world.log);
            check.run(&world.snapshot(None), None);
            for player in world.session.players().iter().chain(world.session.audience()) {
                check.run(&world.snapshot(Some(&player.player_id))["you"], Some(&player.player_id));
            }
            replies(&moment, &check);
        });
    });
}

/// What the acknowledgement of an action tells the one who acted.
fn replies<D: Playable>(moment: &Moment<'_, D>, check: &Check<'_, D>) {
    for (command, answer) in moment.commands.iter().zip(&moment.step.answers) {
        let Command::Action { player_id, .. } = command else { continue };
        let told = match answer {
            Ok(answer) => answer.reply.as_ref().map(|reply| serde_json::from_str(reply.get()).unwrap()),
            Err(refusal) => Some(Value::from(refusal.message.as_str())),
        };
        check.run(&told.unwrap_or_default(), Some(player_id));
    }
}

/// The secrets of one moment.
struct Check<'a, D> {
    log: &'a [Told],
    secrets: Vec<Secret>,
    driver: PhantomData<fn() -> D>,
}

impl<'a, D: Playable> Check<'a, D> {
    fn new(world: &World<D>, log: &'a [Told]) -> Self {
        Self { log, secrets: D::untold(world, log), driver: PhantomData }
    }

    fn run(&self, shown: &Value, viewer: Option<&PlayerId>) {
        let text = shown.to_string();
        for secret in &self.secrets {
            let own = secret.of.is_some() && secret.of.as_ref() == viewer;
            assert!(own || !text.contains(&secret.text), "{secret:?} is told to {viewer:?} in {text}");
        }
        if let Err(leak) = D::audit(self.log, shown, viewer) {
            panic!("{leak}: told to {viewer:?} in {text}");
        }
    }
}
