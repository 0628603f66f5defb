//! Columns of the preset tables, derived from a cartridge's manifest.
//!
//! An integer setting is an `INTEGER` column, a boolean `BOOLEAN`, a choice or a text `TEXT`. A list is stored in the
//! columns `key_1` to `key_n`; unused columns are null. A picture or a sound is stored in the columns `key` (the name of
//! the file) and `key_alt` (its description).

use sea_orm::{DbErr, QueryResult, TryGetable, Value as Sql};
use serde_json::{Map, Value};
use wpp_game::{
    content::Media,
    manifest::{Manifest, Setting, SettingKind},
};

/// Returns the name of a cartridge's preset table.
pub fn table(cartridge: &str) -> String {
    format!("{cartridge}_preset")
}

/// Returns the columns of all settings, in the order of the manifest.
#[must_use]
pub fn columns(manifest: &Manifest) -> Vec<String> {
    manifest.settings.iter().flat_map(of).collect()
}

/// Returns the columns of one setting.
fn of(setting: &Setting) -> Vec<String> {
    match setting.kind {
        SettingKind::Integers { max_length: most, .. } | SettingKind::Texts { max_count: most, .. } => {
            (1..=most).map(|n| format!("{}_{n}", setting.key)).collect()
        }
        SettingKind::Integer { .. } | SettingKind::Boolean | SettingKind::Choice { .. } | SettingKind::Text { .. } => {
            vec![setting.key.to_owned()]
        }
        SettingKind::Media { .. } => vec![setting.key.to_owned(), format!("{}_alt", setting.key)],
    }
}

/// Returns the values of a validated configuration, in the order of [`columns`]. The check constraints of the
/// table refuse values out of bounds.
pub(super) fn values(manifest: &Manifest, config: &Map<String, Value>) -> Vec<Sql> {
    let null = Value::Null;
    let setting = |setting: &Setting| {
        let value = config.get(setting.key).unwrap_or(&null);
        match setting.kind {
            SettingKind::Integer { .. } => vec![number(value)],
            SettingKind::Boolean => vec![Sql::Bool(value.as_bool())],
            SettingKind::Choice { .. } | SettingKind::Text { .. } => vec![text(value)],
            SettingKind::Texts { max_count, .. } => {
                (0..max_count).map(|n| value.get(n).map_or(Sql::String(None), text)).collect()
            }
            SettingKind::Integers { max_length, .. } => {
                (0..max_length).map(|n| value.get(n).map_or(Sql::Int(None), number)).collect()
            }
            SettingKind::Media { .. } => {
                let part = |name: &str| value.get(name).map_or(Sql::String(None), text);
                vec![part("file"), part("alt")]
            }
        }
    };
    manifest.settings.iter().flat_map(setting).collect()
}

/// Reads the configuration from a row.
///
/// # Errors
/// When the table lacks a column, such as during an upgrade. SQLite takes the name of a missing column for a text, and an
/// empty place of a list would look the same.
pub(super) fn read(manifest: &Manifest, row: &QueryResult) -> Result<Map<String, Value>, DbErr> {
    let found = row.column_names();
    if let Some(missing) = columns(manifest).into_iter().find(|column| !found.contains(column)) {
        return Err(DbErr::Custom(format!("the table {} has no column {missing}", table(manifest.cartridge))));
    }
    let setting = |setting: &Setting| {
        let value = match setting.kind {
            SettingKind::Integer { .. } => row.try_get::<i32>("", setting.key)?.into(),
            SettingKind::Boolean => row.try_get::<bool>("", setting.key)?.into(),
            SettingKind::Choice { .. } | SettingKind::Text { .. } => row.try_get::<String>("", setting.key)?.into(),
            SettingKind::Integers { .. } => list::<i32>(setting, row)?,
            SettingKind::Texts { .. } => list::<String>(setting, row)?,
            SettingKind::Media { .. } => media(setting, row)?,
        };
        Ok((setting.key.to_owned(), value))
    };
    manifest.settings.iter().map(setting).collect()
}

/// Reads the columns of a list without the nulls at its end.
fn list<T: TryGetable>(setting: &Setting, row: &QueryResult) -> Result<Value, DbErr>
where
    Value: From<Vec<T>>,
{
    let items = of(setting).into_iter().map(|column| row.try_get::<Option<T>>("", &column));
    Ok(items.filter_map(Result::transpose).collect::<Result<Vec<T>, _>>()?.into())
}

/// Reads the columns of a picture or a sound.
fn media(setting: &Setting, row: &QueryResult) -> Result<Value, DbErr> {
    let mut parts = Vec::new();
    for column in of(setting) {
        parts.push(row.try_get::<Option<String>>("", &column)?);
    }
    let alt = parts.pop().flatten().unwrap_or_default();
    let media = parts.pop().flatten().map(|file| Media { file, alt });
    serde_json::to_value(media).map_err(|error| DbErr::Custom(error.to_string()))
}

fn text(value: &Value) -> Sql {
    Sql::String(value.as_str().map(str::to_owned))
}

fn number(value: &Value) -> Sql {
    Sql::Int(value.as_i64().and_then(|number| i32::try_from(number).ok()))
}
