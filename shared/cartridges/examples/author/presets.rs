//! Creates the migrations of a cartridge's preset table from its settings: the first one creates the table, and each
//! further one changes it.
//!
//! A written migration never changes, because a database may have applied it already: `bin/dev` applies each at once.
//! `migration/presets/<kind>.json` records the settings after the newest migration.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use wpp_game::manifest::{Setting, SettingKind};

use super::{
    files::{Outcome, insert, print},
    preset_code::{Column, change_table, columns, create_table},
};

const SCHEMA: &str = "migration/src/schema";
const PRESETS: &str = "migration/src/schema/presets";

/// Maximum length of the name of a column. PostgreSQL shortens names of more than 63 bytes, and the copy of a changed setting has a
/// longer name than the setting.
const MAX_NAME: usize = 50;

/// The columns of a preset table, and its newest migration.
#[derive(serde::Serialize, serde::Deserialize)]
pub struct Record {
    /// The newest migration of the table.
    migration: String,
    /// The columns after that migration.
    pub columns: Vec<Column>,
}

/// Writes the migration that leads to the game's settings, unless the columns are right already. `renamed` has the settings
/// with another key, each as `old=new`.
pub fn migration(kind: &str, renamed: &[&str]) -> Outcome {
    let registry = wpp_cartridges::registry();
    let cartridge = registry
        .get(kind)
        .ok_or_else(|| format!("there is no cartridge {kind}: create it first with new-cartridge"))?;
    write(Path::new("."), kind, &cartridge.manifest().settings, renamed)
}

/// Writes the migration into the repository in the folder `root`.
pub fn write(root: &Path, kind: &str, settings: &[Setting], renamed: &[&str]) -> Outcome {
    check_names(settings)?;
    let (last, record, after) = (last_migration(root)?, read_record(root, kind)?, columns(settings));
    if let Some(record) = record.as_ref().filter(|record| definitions(&record.columns) == definitions(&after)) {
        // A preset stores every setting, so that another default or another order changes no row.
        write_record(root, kind, &Record { migration: record.migration.clone(), columns: after })?;
        print(&format!("the table {kind}_preset has a column for each setting already"));
        return Ok(());
    }
    let before = record.map(|record| record.columns);
    let renamed = pairs(renamed, before.as_deref().unwrap_or_default(), &after)?;
    let name = format!("m{:04}_{kind}_presets", number(&last).unwrap_or(0) + 1);
    let text = match &before {
        None => create_table(kind, &after),
        Some(before) => change_table(kind, before, &after, &renamed),
    };
    let path = format!("{PRESETS}/{name}.rs");
    fs::write(root.join(&path), text)?;
    write_record(root, kind, &Record { migration: name.clone(), columns: after })?;
    insert(root.join("migration/src/schema/presets.rs"), "pub mod m", "\nuse super", &format!("pub mod {name};"))?;
    let line = format!("            Box::new(schema::presets::{name}::Migration),");
    insert(root.join("migration/src/lib.rs"), "fn migrations()", "        ]", &line)?;
    let line = format!("    \"{name}\",");
    insert(root.join("entity/src/database/schema_version.rs"), "pub const MIGRATIONS", "];", &line)?;
    print(&format!("wrote {path}"));
    Ok(())
}

/// Returns the definitions of columns, sorted.
pub fn definitions(columns: &[Column]) -> BTreeSet<&str> {
    columns.iter().map(|column| column.definition.as_str()).collect()
}

/// Returns the old and the new key of each renamed setting.
fn pairs(
    renamed: &[&str],
    before: &[Column],
    after: &[Column],
) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let has = |columns: &[Column], key: &str| columns.iter().any(|column| column.key == key);
    let mut used = BTreeSet::new();
    let mut pair = |given: &&str| {
        let (old, new) = given.split_once('=').ok_or_else(|| format!("write {given} as OLD=NEW"))?;
        if !has(before, old) || has(after, old) {
            return Err(format!("{old} is not the key of a setting that the game had and no longer has"));
        }
        if !has(after, new) || has(before, new) {
            return Err(format!("{new} is not the key of a new setting of the game"));
        }
        // No key is both old and new, so one set suffices.
        match [old, new].into_iter().find(|key| !used.insert((*key).to_owned())) {
            Some(key) => Err(format!("{key} is named twice; name each setting once")),
            None => Ok((old.to_owned(), new.to_owned())),
        }
    };
    Ok(renamed.iter().map(&mut pair).collect::<Result<_, String>>()?)
}

/// Refuses settings whose columns cannot be in one table.
fn check_names(settings: &[Setting]) -> Outcome {
    let mut used = BTreeSet::from(["preset_id".to_owned()]);
    for setting in settings {
        for name in column_names(setting) {
            let key = setting.key;
            if name.len() > MAX_NAME {
                return Err(format!("the column {name} has more than {MAX_NAME} letters; shorten the key {key}").into());
            }
            if !used.insert(name.clone()) {
                return Err(format!("two settings need the column {name}; give {key} another key").into());
            }
        }
    }
    Ok(())
}

/// Returns the names of the columns of a setting, as `migration/src/schema/parts/preset_columns.rs` defines them.
fn column_names(setting: &Setting) -> Vec<String> {
    let key = setting.key;
    match setting.kind {
        SettingKind::Integers { max_length: most, .. } | SettingKind::Texts { max_count: most, .. } => {
            (1..=most).map(|place| format!("{key}_{place}")).collect()
        }
        SettingKind::Media { .. } => vec![key.to_owned(), format!("{key}_alt")],
        SettingKind::Integer { .. } | SettingKind::Boolean | SettingKind::Choice { .. } | SettingKind::Text { .. } => {
            vec![key.to_owned()]
        }
    }
}

fn record_path(root: &Path, kind: &str) -> PathBuf {
    root.join(format!("migration/presets/{kind}.json"))
}

/// Returns the record of a game; `None` if its presets have no table.
pub fn read_record(root: &Path, kind: &str) -> Result<Option<Record>, Box<dyn std::error::Error>> {
    let path = record_path(root, kind);
    if !path.exists() {
        return Ok(None);
    }
    let read = serde_json::from_str(&fs::read_to_string(&path)?);
    Ok(Some(read.map_err(|error| format!("{}: {error}; restore the file from the repository", path.display()))?))
}

fn write_record(root: &Path, kind: &str, record: &Record) -> Outcome {
    fs::write(record_path(root, kind), serde_json::to_string_pretty(record)? + "\n")?;
    Ok(())
}

/// Returns the name of the migration with the highest number.
fn last_migration(root: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let mut names = Vec::new();
    for folder in [SCHEMA, PRESETS] {
        for entry in fs::read_dir(root.join(folder))? {
            names.push(entry?.file_name().to_string_lossy().trim_end_matches(".rs").to_owned());
        }
    }
    names.retain(|name| number(name).is_some());
    names.sort();
    Ok(names.pop().unwrap_or_default())
}

/// `m0007_fib_presets` → 7.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix('m')?.split('_').next()?.parse().ok()
}
