//! Operators: the table `operator`, one row for each account that may manage the server.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, moment};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager
            .create_table(
                Table::create()
                    .table("operator")
                    .col(text("account_id").primary_key())
                    .col(moment("granted_at"))
                    .foreign_key(&mut belongs_to("operator", "account_id", "account"))
                    .to_owned(),
            )
            .await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("operator").to_owned()).await
    }
}
