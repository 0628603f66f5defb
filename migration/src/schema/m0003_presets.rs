//! Presets: `preset`, what all have in common. What a cartridge's presets set is in a table of its
//! own, made by a migration of its own.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, moment};

/// The step.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(presets()).await?;
        manager.create_index(list_of_an_account()).await?;
        manager.create_index(one_default()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("preset").to_owned()).await
    }
}

fn presets() -> TableCreateStatement {
    Table::create()
        .table("preset")
        .col(text("id").primary_key())
        .col(text("account_id"))
        .col(text("cartridge"))
        .col(text("name").check(Expr::cust("length(name) BETWEEN 1 AND 240")))
        .col(boolean("is_default"))
        .col(moment("created_at"))
        .col(moment("updated_at"))
        .foreign_key(&mut belongs_to("preset", "account_id", "account"))
        .to_owned()
}

/// Finds an account's presets, of one cartridge or of all; without it, deleting an account would read
/// every row.
fn list_of_an_account() -> IndexCreateStatement {
    Index::create().name("preset_account_id_cartridge").table("preset").col("account_id").col("cartridge").to_owned()
}

/// At most one preset of an account and cartridge is the default.
fn one_default() -> IndexCreateStatement {
    Index::create()
        .name("preset_one_default")
        .table("preset")
        .unique()
        .col("account_id")
        .col("cartridge")
        .and_where(Expr::col("is_default").eq(true))
        .to_owned()
}
