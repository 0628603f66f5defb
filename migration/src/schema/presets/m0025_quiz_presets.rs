//! Changes the table `quiz_preset` with the settings of the game.

use sea_orm_migration::prelude::*;

use super::{
    preset_changes::{Change, Default, apply, revert},
    preset_columns::picture,
};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, "quiz_preset", &changes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        revert(manager, "quiz_preset", &changes()).await
    }
}

fn changes() -> [Change; 1] {
    [Change::Add(picture("logo"), Default::NoMedia)]
}
