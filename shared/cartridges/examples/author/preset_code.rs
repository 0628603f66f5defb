//! The Rust code of a migration of a preset table.

use std::fmt::Display;

use serde_json::Value;
use wpp_game::{
    content::MediaKind,
    manifest::{Setting, SettingKind},
};

/// The column or columns of one setting, as code.
#[derive(Debug, Clone, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Column {
    /// Key of the setting.
    pub key: String,
    /// Call that defines the columns, such as `integer("rounds", 1..=10)`.
    pub definition: String,
    /// Default, such as `Default::Integer(3)`.
    pub default: String,
}

/// Functions that define columns.
const DEFINITIONS: [&str; 8] = ["integer", "list", "picture", "sound", "switch", "text", "texts", "word"];

/// Returns the columns of all settings.
pub fn columns(settings: &[Setting]) -> Vec<Column> {
    let column = |setting: &Setting| Column {
        key: setting.key.to_owned(),
        definition: definition(setting),
        default: default(&setting.default, &setting.kind),
    };
    settings.iter().map(column).collect()
}

/// Returns the migration that creates the table.
pub fn create_table(kind: &str, columns: &[Column]) -> String {
    let uses = uses(columns.iter(), &["preset_table"]);
    let columns: String = columns.iter().map(|column| format!("            {},\n", column.definition)).collect();
    migration(
        &format!("Creates the table `{kind}_preset`, with one column for each setting."),
        &format!("use super::preset_columns::{uses};"),
        "",
        &format!(
            "        let columns = [\n{columns}        ];\n        \
             manager.create_table(preset_table(\"{kind}_preset\", columns)).await"
        ),
        &format!("        manager.drop_table(Table::drop().table(\"{kind}_preset\").to_owned()).await"),
    )
}

/// Returns the migration that changes the table from the columns `before` to the columns `after`. `renamed` has the old and the
/// new key of settings that keep their values under another key.
pub fn change_table(kind: &str, before: &[Column], after: &[Column], renamed: &[(String, String)]) -> String {
    let same = |columns: &'_ [Column], key: &str| columns.iter().find(|column| column.key == key).cloned();
    let mut changes = Vec::new();
    let mut used = Vec::new();
    let replace = |old: &Column, new: &Column| {
        let [from, to] = [old, new].map(|column| format!("({}, {})", column.definition, column.default));
        format!("Change::Replace {{ from: {from}, to: {to} }}")
    };
    for (old, new) in renamed {
        if let Some((old, new)) = same(before, old).zip(same(after, new)) {
            changes.push(replace(&old, &new));
            used.extend([old, new]);
        }
    }
    let is_renamed = |key: &str| renamed.iter().any(|(old, new)| old == key || new == key);
    for old in before.iter().filter(|old| same(after, &old.key).is_none() && !is_renamed(&old.key)) {
        changes.push(format!("Change::Remove({}, {})", old.definition, old.default));
        used.push(old.clone());
    }
    for new in after.iter().filter(|new| !is_renamed(&new.key)) {
        match same(before, &new.key) {
            None => changes.push(format!("Change::Add({}, {})", new.definition, new.default)),
            // A preset stores every setting, so that another default changes no row.
            Some(old) if old.definition == new.definition => continue,
            Some(old) => {
                changes.push(replace(&old, new));
                used.push(old);
            }
        }
        used.push(new.clone());
    }
    let (count, uses) = (changes.len(), uses(used.iter(), &[]));
    let changes: String = changes.iter().map(|change| format!("        {change},\n")).collect();
    migration(
        &format!("Changes the table `{kind}_preset` with the settings of the game."),
        &format!(
            "use super::{{\n    preset_changes::{{Change, Default, apply, revert}},\n    preset_columns::{uses},\n}};"
        ),
        &format!("\nfn changes() -> [Change; {count}] {{\n    [\n{changes}    ]\n}}\n"),
        &format!("        apply(manager, \"{kind}_preset\", &changes()).await"),
        &format!("        revert(manager, \"{kind}_preset\", &changes()).await"),
    )
}

fn migration(about: &str, uses: &str, functions: &str, up: &str, down: &str) -> String {
    format!(
        r"//! {about}

use sea_orm_migration::prelude::*;

{uses}

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {{
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
{up}
    }}

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {{
{down}
    }}
}}
{functions}"
    )
}

/// Returns the imports of the functions that the definitions call.
fn uses<'a>(columns: impl Iterator<Item = &'a Column> + Clone, others: &[&'static str]) -> String {
    let is_called = |name: &&str| columns.clone().any(|column| column.definition.starts_with(&format!("{name}(")));
    let mut names: Vec<&str> = DEFINITIONS.into_iter().filter(is_called).chain(others.iter().copied()).collect();
    names.sort_unstable();
    match names.as_slice() {
        [only] => (*only).to_owned(),
        several => format!("{{{}}}", several.join(", ")),
    }
}

fn definition(setting: &Setting) -> String {
    let key = setting.key;
    match setting.kind {
        SettingKind::Integer { min, max, .. } => format!("integer({key:?}, {}..={})", figure(min), figure(max)),
        SettingKind::Boolean => format!("switch({key:?})"),
        SettingKind::Choice { options } => format!("word({key:?}, &{options:?})"),
        SettingKind::Integers { min_length, max_length, min, max, .. } => {
            format!("list({key:?}, {min_length}..={max_length}, {}..={})", figure(min), figure(max))
        }
        SettingKind::Text { min_length, max_length } => format!("text({key:?}, {min_length}..={max_length})"),
        SettingKind::Texts { min_count, max_count, min_length, max_length } => {
            format!("texts({key:?}, {min_count}..={max_count}, {min_length}..={max_length})")
        }
        SettingKind::Media { media: MediaKind::Picture } => format!("picture({key:?})"),
        SettingKind::Media { media: MediaKind::Sound } => format!("sound({key:?})"),
    }
}

fn default(value: &Value, kind: &SettingKind) -> String {
    let number = |value: &Value| figure(value.as_i64().and_then(|number| i32::try_from(number).ok()).unwrap_or(0));
    let list = |each: &dyn Fn(&Value) -> String| -> String {
        let items: Vec<String> = value.as_array().into_iter().flatten().map(each).collect();
        format!("&[{}]", items.join(", "))
    };
    match kind {
        SettingKind::Integer { .. } => format!("Default::Integer({})", number(value)),
        SettingKind::Boolean => format!("Default::Switch({value})"),
        SettingKind::Choice { .. } | SettingKind::Text { .. } => format!("Default::Text({})", text(value)),
        SettingKind::Integers { .. } => format!("Default::List({})", list(&number)),
        SettingKind::Texts { .. } => format!("Default::Texts({})", list(&text)),
        SettingKind::Media { .. } => "Default::NoMedia".to_owned(),
    }
}

fn text(value: &Value) -> String {
    format!("{:?}", value.as_str().unwrap_or_default())
}

/// `600000` → `600_000`.
fn figure(number: impl Display) -> String {
    let number = number.to_string();
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number.as_str()),
    };
    let grouped: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().filter_map(|three| std::str::from_utf8(three).ok()).collect();
    format!("{sign}{}", grouped.join("_"))
}
