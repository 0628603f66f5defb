//! Creates the migrations of a cartridge's preset table from its settings: the first one creates the table, and each
//! further one changes it.
//!
//! `migration/presets/<kind>.json` records the settings after the newest migration, and those before it.

use std::{fs, path::Path};

use wpp_game::manifest::Setting;

use crate::{
    Outcome, insert,
    preset_code::{Column, change_table, columns, create_table},
    print,
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

/// Writes the migration that leads to the game's settings. Rewrites the last migration if it is one of this game.
pub fn migration(kind: &str) -> Outcome {
    let registry = wpp_cartridges::registry();
    let cartridge = registry
        .get(kind)
        .ok_or_else(|| format!("there is no cartridge {kind}: create it first with new-cartridge"))?;
    write(kind, &cartridge.manifest().settings)
}

fn write(kind: &str, settings: &[Setting]) -> Outcome {
    let (last, record, after) = (last_migration()?, read_record(kind)?, columns(settings));
    let is_last = record.as_ref().is_some_and(|record| record.migration == last);
    let before = record.and_then(|record| if is_last { record.before } else { Some(record.after) });
    if !is_last && before.as_ref() == Some(&after) {
        print(&format!("the table {kind}_preset has a column for each setting already"));
        return Ok(());
    }
    let name = match is_last {
        true => last,
        false => format!("m{:04}_{kind}_presets", number(&last).unwrap_or(0) + 1),
    };
    let text = match &before {
        None => create_table(kind, &after),
        Some(before) => change_table(kind, before, &after),
    };
    let path = format!("{PRESETS}/{name}.rs");
    fs::write(&path, text)?;
    let record = Record { migration: name.clone(), before, after };
    fs::write(record_path(kind), serde_json::to_string_pretty(&record)? + "\n")?;
    if is_last {
        print(&format!("rewrote {path}"));
        return Ok(());
    }
    insert("migration/src/schema/presets.rs", "pub mod m", "\nuse super", &format!("pub mod {name};"))?;
    let line = format!("            Box::new(schema::presets::{name}::Migration),");
    insert("migration/src/lib.rs", "fn migrations()", "        ]", &line)?;
    let line = format!("    \"{name}\",");
    insert("entity/src/database/schema_version.rs", "pub const MIGRATIONS", "];", &line)?;
    print(&format!("wrote {path}"));
    Ok(())
}

fn record_path(kind: &str) -> String {
    format!("migration/presets/{kind}.json")
}

/// Returns the record of a game; `None` if its presets have no table.
fn read_record(kind: &str) -> Result<Option<Record>, Box<dyn std::error::Error>> {
    let path = record_path(kind);
    if !Path::new(&path).exists() {
        return Ok(None);
    }
    let read = serde_json::from_str(&fs::read_to_string(&path)?);
    Ok(Some(read.map_err(|error| format!("{path}: {error}; restore the file from the repository"))?))
}

/// Returns the name of the migration with the highest number.
fn last_migration() -> Result<String, Box<dyn std::error::Error>> {
    let mut names = Vec::new();
    for folder in [SCHEMA, PRESETS] {
        for entry in fs::read_dir(folder)? {
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
