//! Settings of presets of `air_guitar`: the table `air_guitar_preset`, one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, preset_table};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            integer("practice_ms", 200..=3_600_000),
            integer("practices", 1..=50),
            integer("goal_percent", 1..=100),
            integer("max_players", 1..=50),
            integer("summary_ms", 200..=600_000),
        ];
        manager.create_table(preset_table("air_guitar_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("air_guitar_preset").to_owned()).await
    }
}
