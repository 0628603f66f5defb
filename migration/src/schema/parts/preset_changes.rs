//! Changes to a cartridge's preset table after its settings changed, in both directions.
//!
//! SQLite cannot change the type or the check of a column. A changed setting is therefore copied to new columns,
//! which then get the names of the old ones. Both databases execute the same statements.

use sea_orm_migration::{prelude::*, sea_orm::ConnectionTrait};

use super::preset_columns::{Columns, Kind};

/// End of the names of columns that are copied.
const COPY: &str = "__copy";

/// A change to the settings of a game.
#[derive(Debug, Clone)]
pub enum Change {
    /// A new setting. Presets that exist get its default.
    Add(Columns, Default),
    /// A setting that no longer exists. Reverting gives every preset its default.
    Remove(Columns, Default),
    /// A setting with another type or bounds. A value out of bounds becomes the nearest one, or else the default.
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
    for change in changes {
        match change {
            Change::Add(setting, default) => add(manager, table, setting, setting.key, default).await?,
            Change::Remove(setting, _) => remove(manager, table, setting).await?,
            Change::Replace { from: (from, _), to } => replace(manager, table, from, to).await?,
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

async fn replace(
    manager: &SchemaManager<'_>,
    table: &str,
    from: &Columns,
    to: &(Columns, Default),
) -> Result<(), DbErr> {
    let ((to, default), db) = (to, manager.get_connection());
    let copy = format!("{}{COPY}", to.key);
    add(manager, table, to, &copy, default).await?;
    let places = to.names(&copy).into_iter().enumerate();
    let values: Vec<String> =
        places.filter_map(|(at, name)| Some(format!("{name} = {}", value_at(at, from, to, default)?))).collect();
    if !values.is_empty() {
        db.execute_unprepared(&format!("UPDATE {table} SET {}", values.join(", "))).await?;
    }
    remove(manager, table, from).await?;
    for (copied, name) in to.names(&copy).into_iter().zip(to.names(to.key)) {
        db.execute_unprepared(&format!("ALTER TABLE {table} RENAME COLUMN {copied} TO {name}")).await?;
    }
    Ok(())
}

/// Returns the new value of the column at a place as an expression of the old columns; `None` to keep the default.
fn value_at(at: usize, from: &Columns, to: &Columns, default: &Default) -> Option<String> {
    if let (Kind::Texts(_, before), Kind::Texts(_, after)) = (&from.kind, &to.kind)
        && before.start() < after.start()
    {
        // A text that is too short would leave a hole in the list.
        return None;
    }
    let otherwise = default.literal(at);
    let old = from.names(from.key);
    let Some(old) = old.get(at) else {
        // A list that was shorter ends with an empty place, unless the new one needs a value there.
        let (fewest, _) = to.list_bounds()?;
        return from.list_bounds().filter(|_| at >= fewest).map(|_| "NULL".to_owned());
    };
    let kept = match (&from.kind, &to.kind) {
        (Kind::Switch, Kind::Switch) => return Some(old.clone()),
        (Kind::Media(before), Kind::Media(after)) if before == after => return Some(old.clone()),
        (Kind::Integer(_), Kind::Integer(bounds)) | (Kind::List(..), Kind::List(_, bounds)) => {
            let (least, most) = (bounds.start(), bounds.end());
            format!("CASE WHEN {old} < {least} THEN {least} WHEN {old} > {most} THEN {most} ELSE {old} END")
        }
        (Kind::Word(_), Kind::Word(words)) => {
            let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
            format!("CASE WHEN {old} IN ({}) THEN {old} ELSE {otherwise} END", words.join(", "))
        }
        (Kind::Text(_), Kind::Text(length)) => {
            let (least, most) = (length.start(), length.end());
            format!("CASE WHEN length({old}) BETWEEN {least} AND {most} THEN {old} ELSE {otherwise} END")
        }
        // Without a long text, the list would have a hole.
        (Kind::Texts(..), Kind::Texts(_, length)) => format!("substr({old}, 1, {})", length.end()),
        // Another type: every preset gets the default.
        _ => return None,
    };
    let needs_value = to.list_bounds().is_some_and(|(fewest, _)| at < fewest);
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
