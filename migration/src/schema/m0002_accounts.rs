//! Accounts and logins: the tables `account` and `refresh_token`.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, index, moment};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(accounts()).await?;
        manager.create_table(refresh_tokens()).await?;
        // For the logins of an account; deleting an account would scan the table otherwise.
        manager.create_index(index("refresh_token", "account_id")).await?;
        // For deleting expired logins.
        manager.create_index(index("refresh_token", "expires_at")).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["refresh_token", "account"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn accounts() -> TableCreateStatement {
    Table::create()
        .table("account")
        .col(text("id").primary_key())
        .col(text("name"))
        .col(text_uniq("name_key"))
        .col(text("password_hash"))
        .col(moment("created_at"))
        .col(moment("password_changed_at"))
        .to_owned()
}

fn refresh_tokens() -> TableCreateStatement {
    Table::create()
        .table("refresh_token")
        .col(text("family").primary_key())
        .col(text("account_id"))
        .col(text("hash"))
        .col(text_null("previous_hash"))
        .col(moment("created_at"))
        .col(moment("rotated_at"))
        .col(moment("expires_at"))
        .foreign_key(&mut belongs_to("refresh_token", "account_id", "account"))
        .to_owned()
}
