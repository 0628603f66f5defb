//! Settings of presets of `quiz`: the table `quiz_preset`, one column for each setting.

use sea_orm_migration::prelude::*;

use super::preset_columns::{integer, list, preset_table, switch, word};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let columns = [
            integer("rounds", 1..=10),
            integer("questions_per_round", 1..=10),
            word("pace", &["timed", "host"]),
            word("timers", &["on", "extended", "off"]),
            switch("fastest_fingers"),
            switch("family_friendly"),
            word("profanity", &["none", "moderate", "strict"]),
            switch("late_join"),
            integer("min_players", 2..=200),
            integer("max_players", 2..=200),
            integer("options", 2..=8),
            switch("all_in_advances"),
            integer("question_ms", 200..=600_000),
            integer("answer_ms", 200..=600_000),
            integer("solution_ms", 200..=600_000),
            integer("scoreboard_ms", 200..=600_000),
            integer("right_points", 0..=100_000),
            integer("speed_points", 0..=100_000),
            integer("streak_points", 0..=100_000),
            list("round_multipliers", 1..=10, 1..=100),
        ];
        manager.create_table(preset_table("quiz_preset", columns)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("quiz_preset").to_owned()).await
    }
}
