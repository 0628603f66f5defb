//! Changes the table `sketch_preset` with the settings of the game.

use sea_orm_migration::prelude::*;

use super::{
    preset_changes::{Change, Default, apply, revert},
    preset_columns::{switch, texts},
};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, "sketch_preset", &changes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        revert(manager, "sketch_preset", &changes()).await
    }
}

fn changes() -> [Change; 2] {
    [
        Change::Add(switch("family_friendly"), Default::Switch(false)),
        Change::Add(texts("own_prompts", 0..=20, 3..=60), Default::Texts(&[])),
    ]
}
