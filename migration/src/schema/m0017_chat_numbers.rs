//! Removes `chat.last_number`: the messages have the number.

use sea_orm_migration::prelude::*;

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.alter_table(Table::alter().table("chat").drop_column("last_number").to_owned()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let mut column = ColumnDef::new("last_number");
        column.big_integer().not_null().default(0);
        manager.alter_table(Table::alter().table("chat").add_column(column).to_owned()).await?;
        let last = "SELECT COALESCE(MAX(number), 0) FROM chat_message WHERE chat_id = chat.id";
        manager.get_connection().execute_unprepared(&format!("UPDATE chat SET last_number = ({last})")).await.map(drop)
    }
}
