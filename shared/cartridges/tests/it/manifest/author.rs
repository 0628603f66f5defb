//! The migrations that `cargo run --example author -- presets KIND` writes.

use std::{
    fs,
    path::{Path, PathBuf},
};

use serde_json::json;
use wpp_game::manifest::{Choice, Setting, choice, count, list, picture, sound, switch, text, texts};

use crate::author::{
    preset_code::{change_table, columns, create_table},
    presets,
};

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
        let command = format!("cargo run --example author -- presets {kind}");
        let record = presets::read_record(&source(), kind).unwrap();
        let recorded = record.unwrap_or_else(|| panic!("{kind} has no table of presets: run {command}")).columns;
        let declared = columns(&cartridge.manifest().settings);
        assert_eq!(
            presets::definitions(&declared),
            presets::definitions(&recorded),
            "{kind} has other settings: run {command}"
        );
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

/// Returns the folder of this repository.
fn source() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Copies the files that the command changes into an empty folder.
fn repository() -> tempfile::TempDir {
    let (source, target) = (source(), tempfile::tempdir().unwrap());
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

    // The author repeats the command.
    write(&settings);
    assert_eq!(migrations_of(root, "fib"), new, "nothing has changed");
}

/// A database of the author, or of a server, may have applied the newest migration.
#[test]
fn a_written_migration_never_changes() {
    let (repository, settings) = (repository(), changed_settings());
    let root = repository.path();
    let files = || -> Vec<(String, String)> {
        let names = migrations_of(root, "fib").into_iter();
        names.map(|name| (read(root, &format!("migration/src/schema/presets/{name}.rs")), name)).collect()
    };
    let write = |settings: &[Setting], renamed: &[&str]| presets::write(root, "fib", settings, renamed).unwrap();
    write(&settings, &["questions_per_round=questions_in_round"]);
    let first = files();

    // One's own change is reverted by a further migration, and the renamed setting keeps its values.
    write(&settings[..settings.len() - 1], &[]);
    let second = files();
    assert_eq!(second[..first.len()], first);
    let (next, _) = &second[first.len()];
    assert!(next.contains(r#"[Change; 1]"#) && next.contains(r#"Change::Remove(text("motto", 0..=60)"#), "{next}");
    write(&settings, &[]);
    let third = files();
    assert_eq!(third[..second.len()], second);
    let (next, _) = &third[second.len()];
    assert!(next.contains(r#"[Change; 1]"#) && next.contains(r#"Change::Add(text("motto", 0..=60)"#), "{next}");
}

#[test]
fn defaults_and_order_change_only_the_record() {
    let (repository, mut settings) = (repository(), changed_settings());
    let root = repository.path();
    presets::write(root, "fib", &settings, &[]).unwrap();
    let (names, lines) = (migrations_of(root, "fib"), read(root, "migration/src/lib.rs"));
    settings.reverse();
    settings[0].default = json!("Hello");
    presets::write(root, "fib", &settings, &[]).unwrap();
    assert_eq!((migrations_of(root, "fib"), read(root, "migration/src/lib.rs")), (names, lines));
    let record = presets::read_record(root, "fib").unwrap().unwrap();
    assert_eq!(record.columns, columns(&settings));
}

#[test]
fn a_renamed_setting_must_exist_under_both_keys() {
    let (repository, settings) = (repository(), changed_settings());
    let error_of =
        |renamed: &[&str]| presets::write(repository.path(), "fib", &settings, renamed).unwrap_err().to_string();
    let error = |renamed| error_of(&[renamed]);
    let twice = ["questions_per_round=questions_in_round", "questions_per_round=motto"];
    assert!(error_of(&twice).contains("questions_per_round is named twice"));
    assert!(error_of(&[twice[0], "late_join=questions_in_round"]).contains("questions_in_round is named twice"));
    assert!(error("questions_per_round").contains("write questions_per_round as OLD=NEW"));
    assert!(error("nothing=questions_in_round").contains("nothing is not the key"));
    assert!(error("rounds=questions_in_round").contains("rounds is not the key"));
    assert!(error("questions_per_round=rounds").contains("rounds is not the key of a new setting"));
    assert_eq!(migrations_of(repository.path(), "fib"), migrations_of(&source(), "fib"));
}

#[test]
fn two_settings_cannot_need_the_same_column() {
    let repository = repository();
    let error = |settings: &[Setting]| presets::write(repository.path(), "toy", settings, &[]).unwrap_err().to_string();
    let number = |key| Setting::declare(key, "Number.", json!(1), count(0..=9));
    let steps = Setting::declare("x", "Steps.", json!([1]), list(1..=2, 1..=9));
    assert!(error(&[number("x_2"), steps]).contains("two settings need the column x_2"));
    let logo = Setting::declare("logo", "Logo.", json!(null), picture());
    assert!(error(&[logo, number("logo_alt")]).contains("two settings need the column logo_alt"));
    assert!(error(&[number("preset_id")]).contains("two settings need the column preset_id"));
    let long = number("a_key_of_more_than_fifty_letters_is_too_long_for_its_copy");
    assert!(error(&[long]).contains("has more than 50 letters"));
}

/// The settings of a game before a change. Some keys are words of SQL.
fn toy_settings() -> Vec<Setting> {
    vec![
        Setting::declare("order", "Order.", json!(2), count(1..=9)),
        Setting::declare("user", "User.", json!("Ana"), text(1..=20)),
        Setting::declare("x", "Numbers.", json!([1]), list(1..=2, 1..=9)),
        Setting::declare("select", "Texts.", json!([]), texts(0..=3, 1..=20)),
        Setting::declare("table", "Table.", json!(null), picture()),
        Setting::declare("where", "Where.", json!(false), switch()),
    ]
}

/// The settings after it: `limit` was `user`, and `x_2` has the name of a column that `x` no longer needs.
fn changed_toy_settings() -> Vec<Setting> {
    vec![
        Setting::declare("x_2", "Number.", json!(7), count(0..=9)),
        Setting::declare("order", "Order.", json!(4), count(3..=9)),
        Setting::declare("limit", "Limit.", json!("Ana"), text(1..=30)),
        Setting::declare("x", "Numbers.", json!([1]), list(1..=1, 1..=9)),
        Setting::declare("select", "Texts.", json!([]), texts(0..=2, 2..=10)),
        Setting::declare("table", "Table.", json!(null), sound()),
        Setting::declare("group", "Group.", json!(Mood::Calm), choice::<Mood>()),
    ]
}

/// Integration tests apply these migrations to both databases.
#[test]
fn the_migrations_that_integration_tests_apply_are_those_of_the_command() {
    let repository = repository();
    presets::write(repository.path(), "toy", &toy_settings(), &[]).unwrap();
    presets::write(repository.path(), "toy", &changed_toy_settings(), &["user=limit"]).unwrap();
    let names = migrations_of(repository.path(), "toy");
    assert_eq!(names.len(), 2);
    for (name, applied) in names.iter().zip(["m0001_toy_presets.rs", "m0002_toy_presets.rs"]) {
        let written = read(repository.path(), &format!("migration/src/schema/presets/{name}.rs"));
        let path = format!("tests/tests/integration/presets/written/{applied}");
        assert_eq!(written, fs::read_to_string(source().join(&path)).unwrap_or_default(), "write this text to {path}");
    }
}
