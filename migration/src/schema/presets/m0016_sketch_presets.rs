//! Creates the table `sketch_preset`, with one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, list, preset_table, switch, word};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            integer("rounds", 1..=3),
            word("language", &["en", "da"]),
            word("timers", &["on", "extended", "off"]),
            word("profanity", &["none", "moderate", "strict"]),
            switch("late_join"),
            integer("min_players", 3..=8),
            integer("max_players", 3..=8),
            switch("all_in_advances"),
            integer("draw_ms", 200..=600_000),
            integer("title_ms", 200..=600_000),
            integer("guess_ms", 200..=600_000),
            integer("reveal_step_ms", 200..=600_000),
            integer("scoreboard_ms", 200..=600_000),
            integer("truth_points", 0..=100_000),
            integer("fool_points", 0..=100_000),
            integer("artist_points", 0..=100_000),
            list("round_multipliers", 1..=10, 1..=100),
        ];
        manager.create_table(preset_table("sketch_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("sketch_preset").to_owned()).await
    }
}
