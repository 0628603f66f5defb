//! What the tables have in common.
//!
//! Ids that are shown to clients are `text`, opaque and drawn at random. Moments are `bigint`:
//! milliseconds since 1970, so that both databases store, compare and return the same number.

use sea_orm_migration::prelude::*;

/// A moment: milliseconds since 1970.
pub fn moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

/// `column` names a row of `owner` by its `id`, and goes with it.
pub fn belongs_to(table: &'static str, column: &'static str, owner: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from(table, column)
        .to(owner, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// No two rows agree in all of these columns; also finds rows by the first ones, or by all.
pub fn unique<const N: usize>(name: &str, table: &'static str, columns: [&'static str; N]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).unique().take();
    for column in columns {
        index.col(column);
    }
    index
}

/// Finds rows by `column`.
pub fn index(table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(format!("{table}_{column}")).table(table).col(column).to_owned()
}
