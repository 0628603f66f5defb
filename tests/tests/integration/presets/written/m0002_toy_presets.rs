//! Changes the table `toy_preset` with the settings of the game.

use sea_orm_migration::prelude::*;

use super::{
    preset_changes::{Change, Default, apply, revert},
    preset_columns::{integer, list, picture, sound, switch, text, texts, word},
};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        apply(manager, "toy_preset", &changes()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        revert(manager, "toy_preset", &changes()).await
    }
}

fn changes() -> [Change; 8] {
    [
        Change::Replace { from: (text("user", 1..=20), Default::Text("Ana")), to: (text("limit", 1..=30), Default::Text("Ana")) },
        Change::Remove(switch("where"), Default::Switch(false)),
        Change::Add(integer("x_2", 0..=9), Default::Integer(7)),
        Change::Replace { from: (integer("order", 1..=9), Default::Integer(2)), to: (integer("order", 3..=9), Default::Integer(4)) },
        Change::Replace { from: (list("x", 1..=2, 1..=9), Default::List(&[1])), to: (list("x", 1..=1, 1..=9), Default::List(&[1])) },
        Change::Replace { from: (texts("select", 0..=3, 1..=20), Default::Texts(&[])), to: (texts("select", 0..=2, 2..=10), Default::Texts(&[])) },
        Change::Replace { from: (picture("table"), Default::NoMedia), to: (sound("table"), Default::NoMedia) },
        Change::Add(word("group", &["calm", "wild"]), Default::Text("calm")),
    ]
}
