//! Every input of a client is accepted or rejected with a text. It never causes an error, and a rejection
//! changes nothing.

use proptest::{collection::vec, prelude::*};
use serde_json::{Map, Value, json};
use wpp_game::contract::ErrorCode;
use wpp_game::session::Command;

use crate::{
    conformance::{Law, attempt, command as described},
    playable::Playable,
    script::scripts,
    world::{World, essence, raw},
};

/// A random input: player, declared action (or none), data.
type RandomInput = (usize, Option<usize>, Value);

pub fn every_input_is_accepted_or_rejected<D: Playable>(law: Law) {
    // Every step of a script is tested with all inputs, so few scripts are enough.
    law.on_few_cases(4).check((scripts(), vec(input(), 1..12)), |(script, inputs)| {
        World::<D>::record(&script, |moment| {
            let world = moment.world;
            let people = world.session.players();
            for (n, (player, kind, data)) in inputs.iter().enumerate() {
                let Some(player) = people.get(player % people.len().max(1)) else { return };
                let declared = kind.and_then(|at| D::ACTIONS.get(at % D::ACTIONS.len().max(1)));
                let command = Command::Action {
                    player_id: player.player_id.clone(),
                    id: format!("fuzz-{n}"),
                    kind: declared.map_or("no.such.thing", |action| action.kind).to_owned(),
                    data: raw(&shaped(data, declared.map_or(&[], |action| action.fields))),
                };
                attempt(|| described(&command));
                let step = world.session.step(&world.registry, &[command], moment.now).unwrap();
                if let Err(refusal) = &step.answers[0] {
                    assert!(
                        !step.changed && essence(&step.session) == essence(&world.session),
                        "A rejection changes the session: {refusal}"
                    );
                    assert!(
                        !refusal.code.as_str().is_empty() && !refusal.message.is_empty(),
                        "A rejection has no text."
                    );
                } else {
                    assert!(declared.is_some(), "An action that no game has is accepted.");
                }
                if declared.is_none() && world.session.phase_name().is_some() {
                    let refusal = step.answers[0].as_ref().unwrap_err();
                    let expected =
                        [ErrorCode::InvalidInput, ErrorCode::Paused, ErrorCode::WrongPhase, ErrorCode::NotAllowed];
                    assert!(expected.contains(&refusal.code), "An unknown action is rejected with {refusal:?}.");
                }
            }
        });
    });
}

/// Puts the values of an array under the declared field names, so that random data reaches the rules.
fn shaped(data: &Value, fields: &[wpp_game::manifest::Field]) -> Value {
    match data {
        Value::Array(items) if !fields.is_empty() => {
            let named =
                fields.iter().zip(items.iter().cycle()).map(|(field, item)| (field.name.to_owned(), item.clone()));
            named.collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

fn input() -> impl Strategy<Value = RandomInput> {
    (0..8_usize, proptest::option::weighted(0.9, 0..8_usize), data())
}

fn data() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(|number| json!(number)),
        ".{0,40}".prop_map(Value::from),
        "[\\u{0}-\\u{1f}\\u{202a}-\\u{202e}a-z]{0,8}".prop_map(Value::from),
        Just(Value::from("x".repeat(5_000))),
        Just(Value::from("e\u{301}".repeat(200))),
    ];
    leaf.prop_recursive(3, 24, 6, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 1..5).prop_map(Value::from),
            1 => proptest::collection::btree_map("[a-z_]{1,8}", inner, 0..5)
                .prop_map(|fields| fields.into_iter().collect::<Map<_, _>>().into()),
        ]
    })
}
