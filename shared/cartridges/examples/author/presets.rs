//! Creates the migrations of a cartridge's preset table from its settings: the first one creates the table, and each
//! further one changes it.
//!
//! `migration/presets/<kind>.json` records the settings after the newest migration, and those before it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use wpp_game::manifest::Setting;

use super::{
    files::{Outcome, insert, print},
    preset_code::{Column, change_table, columns, create_table},
};

const SCHEMA: &str = "migration/src/schema";
const PRESETS: &str = "migration/src/schema/presets";

/// The columns of a preset table, and the migration that created them.
#[derive(serde::Serialize, serde::Deserialize)]
struct Record {
    /// The newest migration of the table.
    migration: String,
    /// The columns before that migration; `None` if it creates the table.
    before: Option<Vec<Column>>,
    /// The columns after that migration.
    after: Vec<Column>,
}

/// Writes the migration that leads to the game's settings. Rewrites the last migration if it is one of this game. `renamed`
/// has the settings with another key, each as `old=new`.
pub fn migration(kind: &str, renamed: &[&str]) -> Outcome {
    let registry = wpp_cartridges::registry();
    let cartridge = registry
        .get(kind)
        .ok_or_else(|| format!("there is no cartridge {kind}: create it first with new-cartridge"))?;
    write(Path::new("."), kind, &cartridge.manifest().settings, renamed)
}

/// Writes the migration into the repository in the folder `root`.
pub fn write(root: &Path, kind: &str, settings: &[Setting], renamed: &[&str]) -> Outcome {
    let (last, record, after) = (last_migration(root)?, read_record(root, kind)?, columns(settings));
    let is_last = record.as_ref().is_some_and(|record| record.migration == last);
    let before = record.and_then(|record| if is_last { record.before } else { Some(record.after) });
    if !is_last && before.as_ref() == Some(&after) {
        print(&format!("the table {kind}_preset has a column for each setting already"));
        return Ok(());
    }
    let renamed = pairs(renamed, before.as_deref().unwrap_or_default(), &after)?;
    let name = match is_last {
        true => last,
        false => format!("m{:04}_{kind}_presets", number(&last).unwrap_or(0) + 1),
    };
    let text = match &before {
        None => create_table(kind, &after),
        Some(before) => change_table(kind, before, &after, &renamed),
    };
    let path = format!("{PRESETS}/{name}.rs");
    fs::write(root.join(&path), text)?;
    let record = Record { migration: name.clone(), before, after };
    fs::write(record_path(root, kind), serde_json::to_string_pretty(&record)? + "\n")?;
    if is_last {
        print(&format!("rewrote {path}"));
        return Ok(());
    }
    insert(root.join("migration/src/schema/presets.rs"), "pub mod m", "\nuse super", &format!("pub mod {name};"))?;
    let line = format!("            Box::new(schema::presets::{name}::Migration),");
    insert(root.join("migration/src/lib.rs"), "fn migrations()", "        ]", &line)?;
    let line = format!("    \"{name}\",");
    insert(root.join("entity/src/database/schema_version.rs"), "pub const MIGRATIONS", "];", &line)?;
    print(&format!("wrote {path}"));
    Ok(())
}

/// Returns the old and the new key of each renamed setting.
fn pairs(
    renamed: &[&str],
    before: &[Column],
    after: &[Column],
) -> Result<Vec<(String, String)>, Box<dyn std::error::Error>> {
    let has = |columns: &[Column], key: &str| columns.iter().any(|column| column.key == key);
    let pair = |given: &&str| {
        let (old, new) = given.split_once('=').ok_or_else(|| format!("write {given} as OLD=NEW"))?;
        if !has(before, old) || has(after, old) {
            return Err(format!("{old} is not the key of a setting that the game had and no longer has"));
        }
        if !has(after, new) || has(before, new) {
            return Err(format!("{new} is not the key of a new setting of the game"));
        }
        Ok((old.to_owned(), new.to_owned()))
    };
    Ok(renamed.iter().map(pair).collect::<Result<_, String>>()?)
}

fn record_path(root: &Path, kind: &str) -> PathBuf {
    root.join(format!("migration/presets/{kind}.json"))
}

/// Returns the record of a game; `None` if its presets have no table.
fn read_record(root: &Path, kind: &str) -> Result<Option<Record>, Box<dyn std::error::Error>> {
    let path = record_path(root, kind);
    if !path.exists() {
        return Ok(None);
    }
    let read = serde_json::from_str(&fs::read_to_string(&path)?);
    Ok(Some(read.map_err(|error| format!("{}: {error}; restore the file from the repository", path.display()))?))
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
