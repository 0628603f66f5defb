//! How a cartridge's settings stand in its table of presets: a column each, typed, with the bounds
//! the cartridge declares. The application checks them too; these hold whoever writes.
//!
//! A list of numbers is a row of columns, `key_1` to `key_n`. Those beyond its fewest may be empty,
//! from the end backwards.

use std::ops::RangeInclusive;

use sea_orm_migration::prelude::*;

use super::parts::belongs_to;

/// The columns of one setting.
pub type Columns = Vec<ColumnDef>;

/// The table `table`: one row a preset, gone with it.
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

/// A whole number within `bounds`.
pub fn integer(key: &'static str, bounds: RangeInclusive<i32>) -> Columns {
    vec![number(key, bounds).not_null().take()]
}

/// Yes or no.
pub fn switch(key: &'static str) -> Columns {
    vec![ColumnDef::new(key).boolean().not_null().take()]
}

/// One of `words`.
pub fn word(key: &'static str, words: &[&'static str]) -> Columns {
    let one_of = Expr::col(key).is_in(words.iter().copied());
    vec![ColumnDef::new(key).text().not_null().check(one_of).take()]
}

/// `length` whole numbers, each within `bounds`.
pub fn list(key: &'static str, length: RangeInclusive<usize>, bounds: RangeInclusive<i32>) -> Columns {
    let place = |n: usize| {
        let name = format!("{key}_{n}");
        if n <= *length.start() {
            return number(name, bounds.clone()).not_null().take();
        }
        let before = Expr::col(format!("{key}_{}", n - 1)).is_not_null();
        let (low, high) = bounds.clone().into_inner();
        // An empty place has only empty ones behind it.
        let check = Expr::col(name.clone()).is_null().or(before.and(Expr::col(name.clone()).between(low, high)));
        ColumnDef::new(name).integer().check(check).take()
    };
    (1..=*length.end()).map(place).collect()
}

fn number(name: impl Into<String>, bounds: RangeInclusive<i32>) -> ColumnDef {
    let (name, (low, high)) = (name.into(), bounds.into_inner());
    ColumnDef::new(name.clone()).integer().check(Expr::col(name).between(low, high)).take()
}
