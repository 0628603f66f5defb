//! Creates the table `last_word_preset`, with one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, list, preset_table, switch, word};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            integer("rounds", 1..=2),
            word("language", &["en", "da"]),
            word("timers", &["on", "extended", "off"]),
            word("profanity", &["none", "moderate", "strict"]),
            switch("late_join"),
            integer("min_players", 3..=12),
            integer("max_players", 3..=12),
            switch("all_in_advances"),
            integer("write_ms", 200..=600_000),
            integer("vote_ms", 200..=600_000),
            integer("result_ms", 200..=600_000),
            integer("scoreboard_ms", 200..=600_000),
            integer("prompt_points", 0..=100_000),
            integer("sweep_points", 0..=100_000),
            list("round_multipliers", 1..=10, 1..=100),
        ];
        manager.create_table(preset_table("last_word_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("last_word_preset").to_owned()).await
    }
}
