//! Random play of a driver from its declarations.

use serde_json::{Map, Value, json};
use wpp_game::{
    content::MediaKind,
    driver::GameDriver,
    engine::generator,
    ids::PlayerId,
    manifest::{ActionKind, FieldType, Setting, SettingKind, Settings as _, Unit},
};

use crate::{
    playable::{Playable, action as named, nonsense, word},
    world::{World, raw},
};

/// Longest phase in milliseconds, if the bounds allow it.
const LONGEST: i32 = 6_000;

/// Number of configurations that are tried for one pick.
const ATTEMPTS: u32 = 16;

/// Returns a configuration within the declared bounds with short times. Pick 0 has default values except times.
///
/// # Panics
/// If the driver rejects every attempt.
pub fn config<D: GameDriver>(pick: u32) -> Value {
    let settings = D::Config::declared();
    let attempt = |attempt: u32| -> Value {
        let value = |(setting, n): (&Setting, u32)| {
            // A rule between settings rejects many combinations, so further attempts vary fewer settings.
            let is_varied = pick > 0 && mix([pick, attempt, n, 1]).is_multiple_of(attempt + 1);
            let dice = if pick == 0 { 0 } else { mix([pick, attempt, n, 0]) };
            (setting.key.to_owned(), one(setting, dice, is_varied))
        };
        settings.iter().zip(0..).map(value).collect::<Map<_, _>>().into()
    };
    let fits = |config: &Value| D::Config::read(&raw(config)).is_ok_and(|config| D::check(&config).is_ok());
    let mut configs = (0..ATTEMPTS).map(attempt);
    configs.find(fits).unwrap_or_else(|| {
        panic!("{} rejects random settings within their bounds. Implement `Playable::config` for it.", D::KIND)
    })
}

/// Returns a number that depends on every bit of `parts`.
fn mix(parts: [u32; 4]) -> u32 {
    let mixed = parts.into_iter().fold(0_u64, |mixed, part| {
        let mixed = (mixed ^ u64::from(part)).wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    });
    u32::try_from(mixed >> 32).unwrap()
}

/// Returns a value of a setting: chosen by `pick`, or the default if the setting does not vary. Times always vary.
fn one(setting: &Setting, pick: u32, vary: bool) -> Value {
    let dice = i32::try_from(pick % 1_000).unwrap();
    match setting.kind {
        SettingKind::Integer { min, max, unit: Unit::Ms } => json!((min + dice * LONGEST / 1_000).clamp(min, max)),
        _ if !vary => setting.default.clone(),
        // Small values keep the games short.
        SettingKind::Integer { min, max, .. } => json!((min + dice % 4).clamp(min, max)),
        SettingKind::Boolean => json!(dice % 2 == 0),
        SettingKind::Choice { options } => json!(options[pick as usize % options.len()]),
        SettingKind::Integers { .. } => setting.default.clone(),
        SettingKind::Text { min_length, max_length } => json!(word_of(pick, min_length, max_length)),
        SettingKind::Texts { min_count, max_count, min_length, max_length } => {
            let count = (pick as usize % 4).clamp(min_count, max_count);
            json!((0..count as u32).map(|n| word_of(pick.wrapping_add(n), min_length, max_length)).collect::<Vec<_>>())
        }
        SettingKind::Media { media } => {
            let ending = if media == MediaKind::Picture { "png" } else { "mp3" };
            json!((dice % 2 == 0).then(|| json!({ "file": format!("{pick:064x}.{ending}"), "alt": word(pick) })))
        }
    }
}

/// Returns an artificial word whose length is within bounds.
fn word_of(n: u32, min_length: usize, max_length: usize) -> String {
    let word = word(n).repeat(1 + min_length / 12);
    word.chars().take(max_length).collect()
}

/// Usually returns a bot's move for this player; otherwise any declared or unknown action.
pub fn action<D: Playable>(world: &World<D>, player: &PlayerId, pick: u32) -> (String, Value) {
    let (dice, pick) = (pick % 8, pick / 8);
    match dice {
        0 => nonsense::<D>(pick),
        1 | 2 => any(D::ACTIONS, pick).unwrap_or_else(|| nonsense::<D>(pick)),
        _ => as_a_bot(world, player, pick).or_else(|| any(D::ACTIONS, pick)).unwrap_or_else(|| nonsense::<D>(pick)),
    }
}

fn as_a_bot<D: Playable>(world: &World<D>, player: &PlayerId, pick: u32) -> Option<(String, Value)> {
    // The platform asks bots only in a running game: their own view has no fields of the game before.
    if !world.session.has_game() {
        return None;
    }
    let mut rng = generator([5; 32], u64::from(pick));
    let seen = world.session.snapshot(&world.registry, Some(player), world.now).unwrap();
    let made = world.registry.get(<D as GameDriver>::KIND)?.bot(seen, pick % 3, &mut rng).unwrap()?;
    Some(named(made.kind, made.data))
}

fn any(actions: &[ActionKind], pick: u32) -> Option<(String, Value)> {
    let chosen = actions.get(pick as usize % actions.len().max(1))?;
    let fields = chosen.fields.iter().map(|field| (field.name.to_owned(), fitting(field.kind, pick)));
    Some(named(chosen.kind, fields.collect::<Map<_, _>>().into()))
}

/// Returns a value of the declared type.
fn fitting(kind: FieldType, pick: u32) -> Value {
    match kind {
        FieldType::Text | FieldType::Any => json!(word(pick)),
        FieldType::Integer => json!(pick % 10),
        FieldType::Number => json!(f64::from(pick % 100) / 10.0),
        FieldType::Boolean => json!(pick.is_multiple_of(2)),
        FieldType::Texts => json!([word(pick), word(pick + 1)]),
    }
}

#[test]
fn every_setting_varies() {
    let settings = wpp_last_word::Config::declared();
    let configs: Vec<Value> = (0..24).map(config::<wpp_last_word::LastWord>).collect();
    for setting in &settings {
        let mut values: Vec<String> = configs.iter().map(|config| config[setting.key].to_string()).collect();
        values.sort();
        values.dedup();
        let expected = match setting.kind {
            SettingKind::Boolean => 2,
            SettingKind::Choice { options } => options.len(),
            SettingKind::Integers { .. } => 1,
            _ => 2,
        };
        assert!(values.len() >= expected, "{} has only the values {values:?}", setting.key);
    }
    let has_free_seats = |config: &&Value| config["min_players"].as_u64() < config["max_players"].as_u64();
    assert!(configs.iter().filter(has_free_seats).count() >= 12, "too few games with free seats");
}

#[test]
fn first_pick_has_default_values() {
    let config = config::<wpp_last_word::LastWord>(0);
    for setting in wpp_last_word::Config::declared() {
        let is_time = matches!(setting.kind, SettingKind::Integer { unit: Unit::Ms, .. });
        assert!(is_time || config[setting.key] == setting.default, "{}", setting.key);
    }
}
