//! A rejection that depends on a secret is limited: a player who sends a secret over and over cannot
//! distinguish it from another text more than five times.

use proptest::prelude::*;
use serde_json::{Map, Value};
use wpp_game::{
    ids::PlayerId,
    session::{Command, Session},
};

use super::no_leak::may_read;
use crate::{
    conformance::Law,
    playable::{Playable, word},
    script::scripts,
    world::{World, raw},
};

/// Number of rejections that may depend on a secret.
const MOST: usize = 5;

/// Number of secrets tried at each moment. A game has dozens.
const SECRETS: usize = 4;

pub fn secret_is_confirmed_five_times<D: Playable>(law: Law) {
    law.on_few_cases(4).check((scripts(), any::<u16>()), |(script, pick)| {
        World::<D>::record(&script, |moment| {
            let world = moment.world;
            let people = world.session.players();
            let Some(player) = people.get(usize::from(pick) % people.len().max(1)) else { return };
            let secrets = D::secrets_now(world, &world.log);
            let from = usize::from(pick) + world.log.len();
            for secret in secrets.iter().cycle().skip(from % secrets.len().max(1)).take(SECRETS.min(secrets.len())) {
                if !may_read(&secrets, &secret.text, &player.player_id) {
                    for action in D::ACTIONS {
                        let confirmed = probe(world, &player.player_id, action, &secret.text);
                        assert!(
                            confirmed <= MOST,
                            "{} confirms {:?} to {} {confirmed} times",
                            action.kind,
                            secret.text,
                            player.player_id
                        );
                    }
                }
            }
        });
    });
}

/// Sends a secret several times. Returns how often its rejection differs from the answer to another text.
fn probe<D: Playable>(
    world: &World<D>,
    player_id: &PlayerId,
    action: &wpp_game::manifest::ActionKind,
    secret: &str,
) -> usize {
    let outcome = |session: &Session, n: usize, text: &str| {
        let fields: Map<String, Value> =
            action.fields.iter().map(|field| (field.name.to_owned(), Value::from(text))).collect();
        let command = Command::Action {
            player_id: player_id.clone(),
            id: format!("probe-{n}"),
            kind: action.kind.to_owned(),
            data: raw(&fields.into()),
        };
        let mut step = session.step(&world.registry, &[command], world.now).unwrap();
        (step.answers.remove(0).map_err(|rejected| rejected.code), step.session)
    };
    let mut session = world.session.clone();
    let mut confirmed = 0;
    for n in 0..MOST + 3 {
        let (answer, next) = outcome(&session, n, secret);
        let (other, _) = outcome(&session, n, &word(3_000_000));
        let Err(code) = answer else { break };
        if other.err() == Some(code) {
            break;
        }
        confirmed += 1;
        session = next;
    }
    confirmed
}
