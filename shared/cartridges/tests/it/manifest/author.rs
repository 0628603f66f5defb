//! The migrations that `cargo run --example author -- presets KIND` writes.

use serde_json::{Value, json};
use wpp_game::manifest::{Choice, Setting, choice, count, list, picture, sound, switch, text, texts};

#[path = "../../../examples/author/files.rs"]
mod files;
#[path = "../../../examples/author/preset_code.rs"]
mod preset_code;
#[path = "../../../examples/author/presets.rs"]
#[expect(dead_code, reason = "the tests give settings of their own")]
mod presets;

use std::{fs, path::Path};

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
        let command = format!("cargo run --example author -- presets {kind}");
        let record =
            fs::read_to_string(path).unwrap_or_else(|_| panic!("{kind} has no table of presets: run {command}"));
        let record: Value = serde_json::from_str(&record).unwrap();
        let recorded: Vec<Column> = serde_json::from_value(record["after"].clone()).unwrap();
        let definitions = |columns: &[Column]| -> Vec<String> {
            let mut definitions: Vec<String> = columns.iter().map(|column| column.definition.clone()).collect();
            definitions.sort();
            definitions
        };
        let declared = columns(&cartridge.manifest().settings);
        assert_eq!(definitions(&declared), definitions(&recorded), "{kind} has other settings: run {command}");
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
        Setting::declare("logo", "Logo.", json!(null), picture()),
        Setting::declare("fanfare", "Fanfare.", json!(null), sound()),
    ]);
    assert_eq!(Mood::OPTIONS, ["calm", "wild"]);
    insta::assert_snapshot!("create", create_table("snap", &before));
    insta::assert_snapshot!("change", change_table("snap", &before, &after, &[]));
}

/// Copies the files that the command changes into an empty folder.
fn repository() -> tempfile::TempDir {
    let (source, target) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), tempfile::tempdir().unwrap());
    for folder in ["migration/src", "migration/src/schema", "migration/src/schema/presets", "migration/presets"] {
        fs::create_dir_all(target.path().join(folder)).unwrap();
        for entry in fs::read_dir(source.join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), target.path().join(folder).join(entry.file_name())).unwrap();
            }
        }
    }
    fs::create_dir_all(target.path().join("entity/src/database")).unwrap();
    let versions = "entity/src/database/schema_version.rs";
    fs::copy(source.join(versions), target.path().join(versions)).unwrap();
    target
}

fn read(root: &Path, path: &str) -> String {
    fs::read_to_string(root.join(path)).unwrap()
}

/// Returns the names of the migrations of a game's presets, in order.
fn migrations_of(root: &Path, kind: &str) -> Vec<String> {
    let folder = fs::read_dir(root.join("migration/src/schema/presets")).unwrap();
    let names = folder.map(|entry| entry.unwrap().file_name().to_string_lossy().trim_end_matches(".rs").to_owned());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(&format!("{kind}_presets"))).collect();
    names.sort();
    names
}

/// The settings of Fib after a change: one has other bounds, one another key, one is gone, and one is new.
fn changed_settings() -> Vec<Setting> {
    let registry = wpp_cartridges::registry();
    let settings = registry.get("fib").unwrap().manifest().settings.clone();
    let changed = settings.into_iter().filter_map(|setting| match setting.key {
        "rounds" => Some(Setting::declare("rounds", "Rounds.", json!(3), count(2..=7))),
        "questions_per_round" => Some(Setting { key: "questions_in_round", ..setting }),
        "late_join" => None,
        _ => Some(setting),
    });
    changed.chain([Setting::declare("motto", "Motto.", json!("Hi"), text(0..=60))]).collect()
}

#[test]
fn a_changed_game_gets_a_further_migration() {
    let (repository, settings) = (repository(), changed_settings());
    let (root, old) = (repository.path(), migrations_of(repository.path(), "fib"));
    let write = |settings: &[Setting]| {
        presets::write(root, "fib", settings, &["questions_per_round=questions_in_round"]).unwrap();
    };
    write(&settings);
    let new = migrations_of(root, "fib");
    assert_eq!((new.len(), &new[..old.len()]), (old.len() + 1, old.as_slice()), "the older migrations stay");
    let name = new.last().unwrap();
    let code = read(root, &format!("migration/src/schema/presets/{name}.rs"));
    insta::assert_snapshot!("further", code);
    for (path, line) in [
        ("migration/src/schema/presets.rs", format!("pub mod {name};")),
        ("migration/src/lib.rs", format!("Box::new(schema::presets::{name}::Migration),")),
        ("entity/src/database/schema_version.rs", format!("\"{name}\",")),
    ] {
        assert_eq!(read(root, path).matches(&line).count(), 1, "{path}");
    }

    // The author repeats the command, and changes the settings once more.
    write(&settings);
    assert_eq!(read(root, &format!("migration/src/schema/presets/{name}.rs")), code);
    let fewer = &settings[..settings.len() - 1];
    write(fewer);
    assert_eq!(migrations_of(root, "fib"), new, "the newest migration is rewritten");
    assert!(!read(root, &format!("migration/src/schema/presets/{name}.rs")).contains("motto"));

    // After the migration of another game, the next change needs another one.
    presets::write(root, "quiz", &settings, &[]).unwrap();
    presets::write(root, "fib", fewer, &[]).unwrap();
    assert_eq!(migrations_of(root, "fib"), new, "nothing has changed");
    presets::write(root, "fib", &settings, &[]).unwrap();
    let names = migrations_of(root, "fib");
    assert_eq!(names.len(), new.len() + 1);
    let next = read(root, &format!("migration/src/schema/presets/{}.rs", names.last().unwrap()));
    assert!(next.contains(r#"[Change; 1]"#) && next.contains(r#"Change::Add(text("motto", 0..=60)"#), "{next}");
}

#[test]
fn a_renamed_setting_must_exist_under_both_keys() {
    let (repository, settings) = (repository(), changed_settings());
    let error =
        |renamed: &str| presets::write(repository.path(), "fib", &settings, &[renamed]).unwrap_err().to_string();
    assert!(error("questions_per_round").contains("write questions_per_round as OLD=NEW"));
    assert!(error("nothing=questions_in_round").contains("nothing is not the key"));
    assert!(error("rounds=questions_in_round").contains("rounds is not the key"));
    assert!(error("questions_per_round=rounds").contains("rounds is not the key of a new setting"));
    assert_eq!(
        migrations_of(repository.path(), "fib"),
        migrations_of(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), "fib")
    );
}
