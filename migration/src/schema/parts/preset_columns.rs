//! Columns of a cartridge's preset table: one typed column for each setting, with the bounds of the manifest
//! as check constraints. The application validates first; the constraints protect against other writers.
//!
//! A list of numbers is stored in the columns `key_1` to `key_n`. Columns beyond the minimum length may be
//! null, but no value may follow a null.

use std::ops::RangeInclusive;

use sea_orm_migration::prelude::*;

use super::belongs_to;

/// Columns of one setting.
pub type Columns = Vec<ColumnDef>;

/// Defines the table `table`: one row for each preset, deleted with the preset.
pub fn preset_table<const N: usize>(table: &'static str, settings: [Columns; N]) -> TableCreateStatement {
    let mut create = Table::create();
    create.table(table).col(ColumnDef::new("preset_id").text().not_null().primary_key()).foreign_key(&mut belongs_to(
        table,
        "preset_id",
        "preset",
    ));
    for mut column in settings.into_iter().flatten() {
        create.col(&mut column);
    }
    create
}

/// Defines an integer setting within `bounds`.
pub fn integer(key: &'static str, bounds: RangeInclusive<i32>) -> Columns {
    vec![number(key, bounds).not_null().take()]
}

/// Defines a boolean setting.
pub fn switch(key: &'static str) -> Columns {
    vec![ColumnDef::new(key).boolean().not_null().take()]
}

/// Defines a setting with one of the values `words`.
pub fn word(key: &'static str, words: &[&'static str]) -> Columns {
    let one_of = Expr::col(key).is_in(words.iter().copied());
    vec![ColumnDef::new(key).text().not_null().check(one_of).take()]
}

/// Defines a list setting of `length` integers, each within `bounds`.
pub fn list(key: &'static str, length: RangeInclusive<usize>, bounds: RangeInclusive<i32>) -> Columns {
    let item = |n: usize| {
        let name = format!("{key}_{n}");
        if n <= *length.start() {
            return number(name, bounds.clone()).not_null().take();
        }
        let before = Expr::col(format!("{key}_{}", n - 1)).is_not_null();
        let (low, high) = bounds.clone().into_inner();
        // No value may follow a null.
        let check = Expr::col(name.clone()).is_null().or(before.and(Expr::col(name.clone()).between(low, high)));
        ColumnDef::new(name).integer().check(check).take()
    };
    (1..=*length.end()).map(item).collect()
}

fn number(name: impl Into<String>, bounds: RangeInclusive<i32>) -> ColumnDef {
    let (name, (low, high)) = (name.into(), bounds.into_inner());
    ColumnDef::new(name.clone()).integer().check(Expr::col(name).between(low, high)).take()
}
