//! Column and index definitions shared by the migrations. Released migrations use them, so they must not change.
//!
//! Public ids are opaque random `text`. Times are `bigint` milliseconds since 1970, so that both databases
//! store, compare and return the same number.

pub mod preset_changes;
pub mod preset_columns;
mod preset_texts;

use sea_orm_migration::prelude::*;

/// Defines a time column: milliseconds since 1970.
pub fn moment(name: &'static str) -> ColumnDef {
    ColumnDef::new(name).big_integer().not_null().take()
}

/// Defines a foreign key from `column` to the `id` of `owner`, with cascading deletion.
pub fn belongs_to(table: &'static str, column: &'static str, owner: &'static str) -> ForeignKeyCreateStatement {
    ForeignKey::create()
        .name(format!("{table}_{column}"))
        .from(table, column)
        .to(owner, "id")
        .on_delete(ForeignKeyAction::Cascade)
        .to_owned()
}

/// Defines a unique index, which also serves lookups by its first columns.
pub fn unique<const N: usize>(name: &str, table: &'static str, columns: [&'static str; N]) -> IndexCreateStatement {
    let mut index = Index::create().name(name).table(table).unique().take();
    for column in columns {
        index.col(column);
    }
    index
}

/// Defines an index on `column`.
pub fn index(table: &'static str, column: &'static str) -> IndexCreateStatement {
    Index::create().name(format!("{table}_{column}")).table(table).col(column).to_owned()
}
