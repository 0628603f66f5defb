//! The migrations that `cargo run --example author -- presets KIND` writes.

use serde_json::{Value, json};
use wpp_game::manifest::{Choice, Setting, choice, count, list, switch, text, texts};

#[path = "../../../examples/author/preset_code.rs"]
mod preset_code;

use preset_code::{Column, change_table, columns, create_table};

wpp_game::choices! {
    /// A mood.
    pub enum Mood {
        /// Quiet.
        Calm = "calm",
        /// Loud.
        Wild = "wild",
    }
}

/// Every change of settings needs a migration, which the command writes with the record of its result.
#[test]
fn records_match_the_settings() {
    for cartridge in wpp_cartridges::registry().cartridges() {
        let kind = cartridge.kind();
        let path = format!("{}/../../migration/presets/{kind}.json", env!("CARGO_MANIFEST_DIR"));
        let record: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let recorded: Vec<Column> = serde_json::from_value(record["after"].clone()).unwrap();
        let definitions = |columns: &[Column]| -> Vec<String> {
            let mut definitions: Vec<String> = columns.iter().map(|column| column.definition.clone()).collect();
            definitions.sort();
            definitions
        };
        let declared = columns(&cartridge.manifest().settings);
        let command = format!("cargo run --example author -- presets {kind}");
        assert_eq!(definitions(&declared), definitions(&recorded), "run {command}");
    }
}

#[test]
fn a_change_has_its_reversal() {
    let before = columns(&[
        Setting::declare("rounds", "Rounds.", json!(3), count(1..=10)),
        Setting::declare("strict", "Strict.", json!(false), switch()),
        Setting::declare("steps", "Steps.", json!([1, 2]), list(1..=3, 1..=100_000)),
    ]);
    let after = columns(&[
        Setting::declare("rounds", "Rounds.", json!(4), count(1..=10)),
        Setting::declare("steps", "Steps.", json!([1]), list(1..=4, -5..=100_000)),
        Setting::declare("mood", "Mood.", json!(Mood::Calm), choice::<Mood>()),
        Setting::declare("motto", "Motto.", json!("Be \"kind\""), text(0..=60)),
        Setting::declare("words", "Words.", json!(["one"]), texts(0..=20, 1..=30)),
    ]);
    assert_eq!(Mood::OPTIONS, ["calm", "wild"]);
    insta::assert_snapshot!("create", create_table("snap", &before));
    insta::assert_snapshot!("change", change_table("snap", &before, &after));
}
