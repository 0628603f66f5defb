//! Settings of presets of `lounge`: the table `lounge_preset`, one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, preset_table, switch};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [switch("late_join"), switch("toasts"), integer("max_players", 1..=200)];
        manager.create_table(preset_table("lounge_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("lounge_preset").to_owned()).await
    }
}
