//! Changes to a cartridge's preset table after its settings changed, in both directions.
//!
//! SQLite cannot change the type or the check of a column. A changed setting is therefore copied to new columns,
//! which then get the names of the old ones. Both databases execute the same statements.

use std::mem::discriminant;

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use super::{
    preset_columns::{Columns, Kind, identifier},
    preset_texts,
};

/// End of the names of columns that are copied.
const COPY: &str = "__copy";

/// A change to the settings of a game.
#[derive(Debug, Clone)]
pub enum Change {
    /// A new setting. Presets that exist get its default.
    Add(Columns, Default),
    /// A setting that no longer exists. Reverting gives every preset its default.
    Remove(Columns, Default),
    /// A setting with another key, type or bounds. A number out of bounds becomes the nearest one. Another value out of
    /// bounds becomes the default. A list loses the texts that are out of bounds.
    Replace {
        /// The setting before the change, and its default.
        from: (Columns, Default),
        /// The setting after the change, and its default.
        to: (Columns, Default),
    },
}

/// The default of a setting.
#[derive(Debug, Clone)]
pub enum Default {
    /// Of a whole number.
    Integer(i32),
    /// Of a switch.
    Switch(bool),
    /// Of a word or a text.
    Text(&'static str),
    /// Of a list of whole numbers.
    List(&'static [i32]),
    /// Of a list of texts.
    Texts(&'static [&'static str]),
    /// Of a picture or a sound: none.
    NoMedia,
}

/// Applies the changes to a table.
pub async fn apply(manager: &SchemaManager<'_>, table: &str, changes: &[Change]) -> Result<(), DbErr> {
    // In steps for all settings, so that a new column can have the name of an old one of another setting.
    for change in changes {
        if let Change::Replace { from: (from, _), to: (to, default) } = change {
            copy(manager, table, from, to, default).await?;
        }
    }
    for change in changes {
        match change {
            Change::Remove(old, _) | Change::Replace { from: (old, _), .. } => remove(manager, table, old).await?,
            Change::Add(..) => {}
        }
    }
    for change in changes {
        match change {
            Change::Replace { to: (to, _), .. } => rename(manager, table, to).await?,
            Change::Add(setting, default) => add(manager, table, setting, setting.key, default).await?,
            Change::Remove(..) => {}
        }
    }
    Ok(())
}

/// Reverts the changes to a table, the last one first.
pub async fn revert(manager: &SchemaManager<'_>, table: &str, changes: &[Change]) -> Result<(), DbErr> {
    let reverted = |change: &Change| match change.clone() {
        Change::Add(setting, default) => Change::Remove(setting, default),
        Change::Remove(setting, default) => Change::Add(setting, default),
        Change::Replace { from, to } => Change::Replace { from: to, to: from },
    };
    let changes: Vec<Change> = changes.iter().rev().map(reverted).collect();
    apply(manager, table, &changes).await
}

async fn add(
    manager: &SchemaManager<'_>,
    table: &str,
    setting: &Columns,
    key: &str,
    default: &Default,
) -> Result<(), DbErr> {
    for (at, name) in setting.names(key).into_iter().enumerate() {
        let mut column = setting.define(&name);
        if let Some(value) = default.at(at) {
            column.default(value);
        }
        manager.alter_table(Table::alter().table(table.to_owned()).add_column(column).to_owned()).await?;
    }
    Ok(())
}

/// Drops the columns of a setting: the last one first, because the check of a list's column names the column before it.
async fn remove(manager: &SchemaManager<'_>, table: &str, setting: &Columns) -> Result<(), DbErr> {
    for name in setting.names(setting.key).into_iter().rev() {
        manager.alter_table(Table::alter().table(table.to_owned()).drop_column(name).to_owned()).await?;
    }
    Ok(())
}

/// Adds the new columns of a replaced setting under other names, with its values.
async fn copy(
    manager: &SchemaManager<'_>,
    table: &str,
    from: &Columns,
    to: &Columns,
    default: &Default,
) -> Result<(), DbErr> {
    let copy = format!("{}{COPY}", to.key);
    add(manager, table, to, &copy, default).await?;
    let (db, copies) = (manager.get_connection(), to.names(&copy));
    match (&from.kind, &to.kind) {
        (Kind::Text(_), Kind::Text(_)) | (Kind::Texts(..), Kind::Texts(..)) => {
            return preset_texts::copy(db, table, from, to, &copies).await;
        }
        (Kind::Media(before), Kind::Media(after)) if before != after => return Ok(()),
        // Another type: every preset gets the default.
        (before, after) if discriminant(before) != discriminant(after) => return Ok(()),
        _ => {}
    }
    let old = from.names(from.key);
    let value = |(at, copy): (usize, &String)| {
        Some(format!("{} = {}", identifier(copy), value(at, old.get(at).map(String::as_str), to, default)?))
    };
    let values: Vec<String> = copies.iter().enumerate().filter_map(value).collect();
    db.execute_unprepared(&format!("UPDATE {} SET {}", identifier(table), values.join(", "))).await.map(drop)
}

/// Gives the copies of a setting's columns their names.
async fn rename(manager: &SchemaManager<'_>, table: &str, setting: &Columns) -> Result<(), DbErr> {
    let copies = setting.names(&format!("{}{COPY}", setting.key)).into_iter();
    for (copy, name) in copies.zip(setting.names(setting.key)) {
        let [table, copy, name] = [table, &copy, &name].map(identifier);
        let rename = format!("ALTER TABLE {table} RENAME COLUMN {copy} TO {name}");
        manager.get_connection().execute_unprepared(&rename).await?;
    }
    Ok(())
}

/// Returns the new value of the column at a place as an expression of the old column, which has the same type; `None` to keep
/// the default.
fn value(at: usize, old: Option<&str>, to: &Columns, default: &Default) -> Option<String> {
    let needs_value = to.list_bounds().is_some_and(|(fewest, _)| at < fewest);
    let Some(old) = old.map(identifier) else {
        // A list that was shorter ends with an empty place, unless the new one needs a value there.
        return (!needs_value).then(|| "NULL".to_owned());
    };
    let otherwise = default.literal(at);
    let kept = match &to.kind {
        Kind::Integer(bounds) | Kind::List(_, bounds) => {
            let (least, most) = (bounds.start(), bounds.end());
            format!("CASE WHEN {old} < {least} THEN {least} WHEN {old} > {most} THEN {most} ELSE {old} END")
        }
        Kind::Word(words) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!("CASE WHEN {old} IN ({}) THEN {old} ELSE {otherwise} END", words.join(", "))
        }
        Kind::Switch | Kind::Media(_) | Kind::Text(_) | Kind::Texts(..) => return Some(old),
    };
    Some(if needs_value { format!("COALESCE({kept}, {otherwise})") } else { kept })
}

impl Default {
    /// Returns the value of the column at a place, from 0. Places after the end of a list are null.
    fn at(&self, at: usize) -> Option<Expr> {
        match *self {
            Self::Integer(number) => Some(number.into()),
            Self::Switch(is_on) => Some(is_on.into()),
            Self::Text(text) => Some(text.into()),
            Self::List(numbers) => numbers.get(at).map(|number| (*number).into()),
            Self::Texts(texts) => texts.get(at).map(|text| (*text).into()),
            Self::NoMedia => None,
        }
    }

    fn literal(&self, at: usize) -> String {
        let nothing = || "NULL".to_owned();
        match *self {
            Self::Integer(number) => number.to_string(),
            Self::Switch(is_on) => is_on.to_string().to_uppercase(),
            Self::Text(text) => quoted(text),
            Self::List(numbers) => numbers.get(at).map_or_else(nothing, ToString::to_string),
            Self::Texts(texts) => texts.get(at).map_or_else(nothing, |text| quoted(text)),
            Self::NoMedia => nothing(),
        }
    }
}

fn quoted(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}
