//! Presets: the table `preset`, common to all cartridges. The settings are in one table for each cartridge, added by
//! later migrations.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, moment};

/// The migration.
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

/// For the presets of an account; deleting an account would scan the table otherwise.
fn list_of_an_account() -> IndexCreateStatement {
    Index::create().name("preset_account_id_cartridge").table("preset").col("account_id").col("cartridge").to_owned()
}

/// Allows at most one default preset for each account and cartridge.
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
