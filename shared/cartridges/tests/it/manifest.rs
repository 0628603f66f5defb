//! Manifests of all cartridges.

mod author;

use std::collections::BTreeSet;

use serde_json::{Value, json, value::to_raw_value};
use wpp_game::{
    content::MediaKind,
    driver::GameDriver,
    manifest::{Manifest, SettingKind},
    registry::{Cartridge, Registry},
    session::{CommandError, snapshot::Feature},
};

use crate::{example_game::ExampleGame, item_game::ItemGame};

fn cartridges() -> Registry {
    wpp_cartridges::registry().with::<ExampleGame>().with::<ItemGame>()
}

fn configured(cartridge: &dyn Cartridge, config: &Value) -> Result<Value, CommandError> {
    let stated = cartridge.configure(Some(&to_raw_value(config).unwrap()))?;
    Ok(serde_json::from_str(stated.get()).unwrap())
}

#[test]
fn defaults_are_within_bounds() {
    for cartridge in cartridges().cartridges() {
        let manifest = cartridge.manifest();
        let mut keys = BTreeSet::new();
        for setting in &manifest.settings {
            assert!(keys.insert(setting.key), "{} is declared twice", setting.key);
            assert!(!setting.description.is_empty());
            // The description of a picture or a sound has a column of its own.
            assert!(!setting.key.ends_with("_alt"), "{} is the name of a column", setting.key);
            for value in [&setting.default].into_iter().chain(&setting.suggested) {
                setting.check(value).unwrap();
            }
        }
        let suggested: Value =
            manifest.settings.iter().filter_map(|s| Some((s.key.to_owned(), s.suggested.clone()?))).collect();
        configured(cartridge, &suggested).unwrap();
    }
}

#[test]
fn configuration_is_complete() {
    for cartridge in cartridges().cartridges() {
        let usual = configured(cartridge, &json!({})).unwrap();
        assert_eq!(usual, serde_json::from_str::<Value>(cartridge.configure(None).unwrap().get()).unwrap());
        assert_eq!(usual.as_object().unwrap().len(), cartridge.manifest().settings.len());
        for setting in &cartridge.manifest().settings {
            assert_eq!(usual[setting.key], setting.default, "{}", setting.key);
        }
        assert_eq!(configured(cartridge, &usual).unwrap(), usual);
    }
}

/// Returns the extreme allowed values of a setting, and values just beyond.
fn edges(kind: &SettingKind) -> (Vec<Value>, Vec<Value>) {
    match *kind {
        SettingKind::Integer { min, max, .. } => (
            vec![json!(min), json!(max)],
            vec![json!(i64::from(min) - 1), json!(i64::from(max) + 1), json!(f64::from(max) + 0.5), json!(u64::MAX)],
        ),
        SettingKind::Boolean => (vec![json!(true), json!(false)], vec![json!(0), json!("true")]),
        SettingKind::Choice { options } => {
            (options.iter().map(|word| json!(word)).collect(), vec![json!(""), json!(0)])
        }
        SettingKind::Integers { min_length, max_length, min, max, .. } => (
            vec![json!(vec![min; min_length]), json!(vec![max; max_length])],
            vec![
                json!(vec![min; max_length + 1]),
                json!(vec![i64::from(max) + 1; max_length]),
                json!([min, "x"]),
                json!({}),
            ],
        ),
        SettingKind::Text { min_length, max_length } => (
            vec![json!("ø".repeat(min_length)), json!("ø".repeat(max_length))],
            vec![json!("ø".repeat(max_length + 1)), json!("\u{1}"), json!(1), json!(["ø"])],
        ),
        SettingKind::Texts { min_count, max_count, min_length, max_length } => (
            vec![json!(different(min_count, min_length)), json!(different(max_count, max_length))],
            vec![
                json!(different(max_count + 1, max_length)),
                json!(["ø".repeat(max_length + 1)]),
                json!(["ø".repeat(min_length - 1)]),
                json!(["Twice the same", "twice, the same!"]),
                json!([1]),
                json!("ø"),
            ],
        ),
        SettingKind::Media { media } => {
            let is_picture = media == MediaKind::Picture;
            let name = |ending: &str| format!("{}.{ending}", "0f".repeat(32));
            let (own, other) = if is_picture { (name("jpg"), name("mp3")) } else { (name("mp3"), name("png")) };
            let beyond = vec![
                json!(own),
                json!({ "file": other, "alt": "A tower" }),
                json!({ "file": "../wpp.db", "alt": "A tower" }),
                json!({ "file": own, "alt": "ø".repeat(301) }),
                json!({ "file": own, "alt": "A tower", "more": 1 }),
                json!({ "alt": "A tower" }),
                if is_picture { json!({ "file": own }) } else { json!([]) },
            ];
            (vec![json!(null), json!({ "file": own, "alt": "ø".repeat(300) })], beyond)
        }
    }
}

/// Returns different texts of `length` letters.
fn different(count: usize, length: usize) -> Vec<String> {
    let text = |n: usize| {
        let letters = format!("{}{}", ('a'..='z').nth(n % 26).unwrap(), ('a'..='z').nth(n / 26).unwrap());
        letters.chars().cycle().take(length).collect()
    };
    (0..count).map(text).collect()
}

#[test]
fn settings_enforce_their_bounds() {
    for cartridge in cartridges().cartridges() {
        for setting in &cartridge.manifest().settings {
            let (within, beyond) = edges(&setting.kind);
            for value in within {
                setting.check(&value).unwrap();
                // Another field may have to follow (no more players at most than at least); the
                // refusal is then of that rule, in words that name a field.
                if let Err(CommandError::Engine(fault)) = configured(cartridge, &json!({ setting.key: value })) {
                    panic!("{}: {fault}", setting.key);
                }
            }
            // Only a picture or a sound may be absent.
            let null = (!matches!(setting.kind, SettingKind::Media { .. })).then_some(Value::Null);
            for value in beyond.into_iter().chain(null) {
                let Err(CommandError::Rejected(refusal)) = configured(cartridge, &json!({ setting.key: value })) else {
                    panic!("{} may be {value}", setting.key)
                };
                assert_eq!(refusal.field.as_deref(), Some(setting.key));
                assert_eq!(refusal.message, format!("{} must be {}", setting.key, setting.kind.bounds()));
            }
        }
    }
}

#[test]
fn features_match_the_driver() {
    let Manifest { features, players, .. } = Manifest::of::<ExampleGame>();
    assert_eq!(features, [Feature::Audience, Feature::Bots, Feature::LateJoin]);
    assert_eq!((players.min, players.max), (2, 5));
    assert_eq!(ExampleGame::KIND, Manifest::of::<ExampleGame>().cartridge);
}
