//! Creates the migration of a cartridge's preset table from its settings.

use std::fs;

use wpp_game::manifest::{Setting, SettingKind};

use crate::{Outcome, insert, print};

const FOLDERS: [&str; 2] = ["migration/src/schema", FOLDER];
const FOLDER: &str = "migration/src/schema/presets";

/// Writes the migration. Rewrites an existing one if it is the newest migration.
pub fn migration(kind: &str) -> Outcome {
    let registry = wpp_cartridges::registry();
    let cartridge = registry
        .get(kind)
        .ok_or_else(|| format!("there is no cartridge {kind}: create it first with new-cartridge"))?;
    let mut names = Vec::new();
    for folder in FOLDERS {
        for entry in fs::read_dir(folder)? {
            names.push(entry?.file_name().to_string_lossy().trim_end_matches(".rs").to_owned());
        }
    }
    names.retain(|name| number(name).is_some());
    names.sort();
    let ours = format!("_{kind}_presets");
    let last = names.last().map_or("", String::as_str);
    if let Some(written) = names.iter().find(|name| name.ends_with(&ours))
        && written != last
    {
        return Err(
            format!("{written} is not the newest migration: write a new migration that adds the columns").into()
        );
    }
    let text = render(kind, &cartridge.manifest().settings);
    if last.ends_with(&ours) {
        fs::write(format!("{FOLDER}/{last}.rs"), text)?;
        print(&format!("rewrote {FOLDER}/{last}.rs"));
        return Ok(());
    }
    let next = number(last).unwrap_or(0) + 1;
    let name = format!("m{next:04}{ours}");
    fs::write(format!("{FOLDER}/{name}.rs"), text)?;
    insert("migration/src/schema/presets.rs", "pub mod m0006", "\nuse super", &format!("pub mod {name};"))?;
    let line = format!("            Box::new(schema::presets::{name}::Migration),");
    insert("migration/src/lib.rs", "fn migrations()", "        ]", &line)?;
    let line = format!("    \"{name}\",");
    insert("entity/src/database/schema_version.rs", "pub const MIGRATIONS", "];", &line)?;
    print(&format!("wrote {FOLDER}/{name}.rs"));
    Ok(())
}

/// `m0007_fib_presets` → 7.
fn number(name: &str) -> Option<u32> {
    name.strip_prefix('m')?.split('_').next()?.parse().ok()
}

fn render(kind: &str, settings: &[Setting]) -> String {
    let columns: String = settings.iter().map(|setting| format!("            {},\n", column(setting))).collect();
    let uses: Vec<&str> = ["integer", "list", "preset_table", "switch", "word"]
        .into_iter()
        .filter(|name| *name == "preset_table" || columns.contains(&format!(" {name}(")))
        .collect();
    let uses = match uses.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    };
    format!(
        r#"//! Creates the table `{kind}_preset`, with one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{uses};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {{
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
        let columns = [
{columns}        ];
        manager.create_table(preset_table("{kind}_preset", columns)).await
    }}

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
        manager.drop_table(Table::drop().table("{kind}_preset").to_owned()).await
    }}
}}
"#
    )
}

fn column(setting: &Setting) -> String {
    let key = setting.key;
    match setting.kind {
        SettingKind::Integer { min, max, .. } => format!("integer({key:?}, {}..={})", figure(min), figure(max)),
        SettingKind::Boolean => format!("switch({key:?})"),
        SettingKind::Choice { options } => format!("word({key:?}, &{options:?})"),
        SettingKind::Integers { min_length, max_length, min, max, .. } => {
            format!("list({key:?}, {min_length}..={max_length}, {}..={})", figure(min), figure(max))
        }
    }
}

/// `600000` → `600_000`.
fn figure(number: i32) -> String {
    let digits = number.unsigned_abs().to_string();
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|three| std::str::from_utf8(three).ok()).collect();
    format!("{}{}", if number < 0 { "-" } else { "" }, grouped.join("_"))
}
