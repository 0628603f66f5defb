//! Law 6: no view, event, patch or answer carries a truth, an author or another's text before its reveal. Nobody sees that
//! another person takes extra time.

use std::marker::PhantomData;

use serde_json::{Number, Value};
use wpp_game::{
    contract::compact_event::compact_envelope,
    driver::Secret,
    ids::PlayerId,
    session::{AUDIENCE_ID, Command, Patches, Step},
};

use crate::{
    conformance::Law,
    playable::Playable,
    script::scripts,
    world::{Moment, RecordedEvent, World},
};

pub fn no_secret_leaks<D: Playable>(law: Law) {
    law.check(scripts(), |script| {
        World::<D>::record_with_audience(&script, |moment| {
            let world = moment.world;
            // Events are checked one by one, because each may reveal secrets of the previous ones.
            for n in world.log.len() - moment.step.events.len()..world.log.len() {
                Check::new(world, &world.log[..=n]).run(&world.log[n].data, None);
            }
            let check = Check::new(world, &world.log);
            check.run(&world.snapshot(None), None);
            let players = world.session.players().iter().map(|player| player.player_id.clone());
            for person in players.chain([PlayerId(AUDIENCE_ID.into())]) {
                check.run(&world.snapshot(Some(&person))["you"], Some(&person));
            }
            for Patches { public, compact, private } in moment.step.events.iter().map(|event| &event.patches) {
                let parsed = |patch: &str| serde_json::from_str::<Value>(patch).unwrap();
                check.run(&public.as_deref().map(parsed).unwrap_or_default(), None);
                let compact = compact.as_deref().map(|compact| parsed(&compact_envelope("{\"type\":", compact)));
                check.run(&compact.unwrap_or_default()["patch"], None);
                private.iter().for_each(|(player, patch)| check.run(&parsed(patch), Some(player)));
            }
            replies(&moment, &check);
            extra_time(&moment);
        });
    });
}

/// Checks that a step that sets extra time shows everybody else the same as a step without the command.
fn extra_time<D: Playable>(moment: &Moment<'_, D>) {
    let [Command::SetExtraTime { player_id, .. }] = moment.commands else { return };
    let (world, now) = (moment.world, moment.now);
    let before = moment.before.clone().with_crowd(world.crowd.clone());
    let without = before.step(&world.registry, &[Command::Wake], now).unwrap();
    let shown = |step: &Step| {
        let mut events = step.events.clone();
        events.iter_mut().for_each(|event| drop(event.patches.private.remove(player_id)));
        let others = step.session.players().iter().map(|player| &player.player_id).filter(|other| *other != player_id);
        let snapshot = |viewer| serde_json::to_value(step.session.snapshot(&world.registry, viewer, now).unwrap());
        let snapshots: Vec<_> = others.map(Some).chain([None]).map(|viewer| snapshot(viewer).unwrap()).collect();
        (events, snapshots)
    };
    assert_eq!(shown(moment.step), shown(&without), "others see that {player_id} sets extra time");
}

/// Checks the acknowledgement for the acting player.
fn replies<D: Playable>(moment: &Moment<'_, D>, check: &Check<'_, D>) {
    for (command, answer) in moment.commands.iter().zip(&moment.step.answers) {
        let Command::Action { player_id, .. } = command else { continue };
        let reply = match answer {
            Ok(answer) => answer.reply.as_ref().map(|reply| serde_json::from_str(reply.get()).unwrap()),
            Err(refusal) => Some(Value::from(refusal.message.as_str())),
        };
        check.run(&reply.unwrap_or_default(), Some(player_id));
    }
}

/// The secrets at one moment.
struct Check<'a, D> {
    log: &'a [RecordedEvent],
    secrets: Vec<Secret>,
    driver: PhantomData<fn() -> D>,
}

impl<'a, D: Playable> Check<'a, D> {
    fn new(world: &World<D>, log: &'a [RecordedEvent]) -> Self {
        Self { log, secrets: D::secrets_now(world, log), driver: PhantomData }
    }

    fn run(&self, shown: &Value, viewer: Option<&PlayerId>) {
        for secret in &self.secrets {
            // A text that several players wrote is known to all of them.
            assert!(
                viewer.is_some_and(|viewer| may_read(&self.secrets, &secret.text, viewer))
                    || !reveals(shown, &secret.text),
                "{:?}, which {}, reaches {} in {}",
                secret.text,
                readers(secret),
                name(viewer),
                around(shown, &secret.text),
            );
        }
        if let Err(leak) = D::audit(self.log, shown, viewer) {
            panic!("{leak}: visible to {} in {shown}", name(viewer));
        }
    }
}

/// Returns whether a player may read a text. A text that several players wrote is known to all of them.
pub(super) fn may_read(secrets: &[Secret], text: &str, player: &PlayerId) -> bool {
    secrets.iter().any(|secret| secret.text == text && secret.is_known_to(player))
}

/// States who may read a text.
fn readers(secret: &Secret) -> String {
    if secret.readers.is_empty() {
        return "nobody may read".to_owned();
    }
    let readers: Vec<&str> = secret.readers.iter().map(PlayerId::as_str).collect();
    format!("only {} may read", readers.join(" and "))
}

/// Names who sees something.
fn name(viewer: Option<&PlayerId>) -> String {
    viewer.map_or("everybody".to_owned(), ToString::to_string)
}

/// Returns the smallest part of `shown` that has a name and contains the secret.
fn around(shown: &Value, secret: &str) -> String {
    let inner = match shown {
        Value::Array(items) => items.iter().find(|item| reveals(item, secret)),
        Value::Object(fields) => {
            fields.values().find(|field| reveals(field, secret) && !field.is_string() && !field.is_number())
        }
        _ => None,
    };
    inner.map_or_else(|| shown.to_string(), |inner| around(inner, secret))
}

/// Returns whether any text contains the secret as a whole word, or whether any number is the secret.
fn reveals(shown: &Value, secret: &str) -> bool {
    match shown {
        Value::String(text) => has_word(text, secret),
        Value::Array(items) => items.iter().any(|item| reveals(item, secret)),
        Value::Object(fields) => fields.iter().any(|(name, field)| has_word(name, secret) || reveals(field, secret)),
        Value::Number(number) => is_secret(number, secret),
        Value::Null | Value::Bool(_) => false,
    }
}

/// Fewest digits of a secret that is searched among numbers. Shorter numbers equal points and times by chance.
const DIGITS: usize = 6;

fn is_secret(number: &Number, secret: &str) -> bool {
    let bits = |number: f64| number.to_bits();
    secret.bytes().filter(u8::is_ascii_digit).count() >= DIGITS
        && secret.parse().is_ok_and(|secret: f64| number.as_f64().map(bits) == Some(bits(secret)))
}

fn has_word(text: &str, secret: &str) -> bool {
    let inside = |letter: Option<char>| letter.is_some_and(char::is_alphanumeric);
    text.match_indices(secret)
        .any(|(at, _)| !inside(text[..at].chars().next_back()) && !inside(text[at + secret.len()..].chars().next()))
}

#[test]
fn finds_secrets_in_any_field() {
    let shown = serde_json::json!({"a": [{"b": "the cat, it sang"}], "dog": 1, "category": "cats"});
    let found = ["cat", "dog", "cats", "ca", "it sa"].map(|secret| reveals(&shown, secret));
    assert_eq!(found, [true, true, true, false, false]);
}

#[test]
fn finds_secrets_among_numbers() {
    let shown = serde_json::json!({"solution": {"number": 987_654_001}, "share": 0.123_456, "score": 1200});
    let found = ["987654001", "987654001.0", "0.123456", "1200", "98765400"].map(|secret| reveals(&shown, secret));
    assert_eq!(found, [true, true, true, false, false]);
    assert_eq!(around(&shown, "987654001"), r#"{"number":987654001}"#);
}

#[test]
fn readers_of_a_secret_are_a_set() {
    use crate::example_game::ExampleGame;

    let [ana, bo, cleo] = ["ana", "bo", "cleo"].map(|id| PlayerId(id.to_owned()));
    let secrets = vec![Secret::known_to_all([&ana, &bo], "badu"), Secret::known_to(&cleo, "kilo")];
    let check = Check::<ExampleGame> { log: &[], secrets, driver: PhantomData };
    let leaks = |viewer: Option<&PlayerId>| {
        std::panic::catch_unwind(|| check.run(&Value::from("badu"), viewer))
            .err()
            .map(|leak| *leak.downcast::<String>().unwrap())
    };
    assert_eq!([leaks(Some(&ana)), leaks(Some(&bo))], [None, None]);
    let leak = leaks(Some(&cleo)).unwrap();
    assert_eq!(leak, r#""badu", which only ana and bo may read, reaches cleo in "badu""#);
    assert!(leaks(None).is_some());
}
