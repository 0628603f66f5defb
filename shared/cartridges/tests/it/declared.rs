//! Random play of a driver from its declarations.

use serde_json::{Map, Value, json};
use wpp_game::{
    content::MediaKind,
    driver::GameDriver,
    engine::generator,
    ids::PlayerId,
    manifest::{ActionKind, FieldType, Manifest, Setting, SettingKind, Unit},
};

use crate::{
    playable::{Playable, action as named, nonsense, word},
    world::{World, raw},
};

/// Longest phase in milliseconds, if the bounds allow it.
const LONGEST: i32 = 6_000;

/// Returns a configuration within the declared bounds with short times. Falls back to default values with
/// short times if the driver rejects the configuration.
pub fn config(manifest: &Manifest, pick: u32) -> Value {
    let made = |vary: bool| -> Value {
        let settings = manifest.settings.iter().zip(0..);
        let value = |(setting, n): (&Setting, u32)| {
            (setting.key.to_owned(), one(setting, pick.rotate_right(n * 5), vary && pick > 0))
        };
        settings.map(value).collect::<Map<_, _>>().into()
    };
    let fits = |config: &Value| {
        let cartridge = wpp_cartridges::registry();
        let cartridge = cartridge.get(manifest.cartridge);
        cartridge.is_none_or(|cartridge| cartridge.configure(Some(&raw(config))).is_ok())
    };
    Some(made(true)).filter(fits).unwrap_or_else(|| made(false))
}

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
            json!((0..count as u32).map(|n| word_of(pick + n, min_length, max_length)).collect::<Vec<_>>())
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
