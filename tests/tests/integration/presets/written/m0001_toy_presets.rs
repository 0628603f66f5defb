//! Creates the table `toy_preset`, with one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, list, picture, preset_table, switch, text, texts};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            integer("order", 1..=9),
            text("user", 1..=20),
            list("x", 1..=2, 1..=9),
            texts("select", 0..=3, 1..=20),
            picture("table"),
            switch("where"),
        ];
        manager.create_table(preset_table("toy_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("toy_preset").to_owned()).await
    }
}
