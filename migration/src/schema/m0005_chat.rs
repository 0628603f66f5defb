//! Chat: the tables `chat` (one row for each session with messages), `chat_message` and `chat_reader`.

use sea_orm_migration::{prelude::*, schema::*};

use super::parts::{belongs_to, moment, unique};

/// The migration.
#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.create_table(chats()).await?;
        // For the chat of a session; a session has at most one.
        manager.create_index(unique("chat_code_born", "chat", ["code", "born"])).await?;
        manager.create_table(messages()).await?;
        // Prevents that a repeated message is stored twice.
        manager
            .create_index(unique("chat_message_client_id", "chat_message", ["chat_id", "sender_id", "client_id"]))
            .await?;
        manager.create_table(readers()).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["chat_reader", "chat_message", "chat"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        Ok(())
    }
}

fn chats() -> TableCreateStatement {
    Table::create()
        .table("chat")
        .col(pk_auto("id"))
        .col(text("code"))
        .col(moment("born"))
        .col(big_integer("last_number"))
        .to_owned()
}

fn messages() -> TableCreateStatement {
    Table::create()
        .table("chat_message")
        .col(integer("chat_id"))
        .col(big_integer("number"))
        .col(text("sender_id"))
        .col(text("sender_name"))
        .col(text("content"))
        .col(moment("created_at"))
        .col(boolean("removed"))
        .col(text_null("client_id"))
        .primary_key(Index::create().col("chat_id").col("number"))
        .foreign_key(&mut belongs_to("chat_message", "chat_id", "chat"))
        .to_owned()
}

fn readers() -> TableCreateStatement {
    Table::create()
        .table("chat_reader")
        .col(integer("chat_id"))
        .col(text("reader_id"))
        .col(big_integer("number"))
        .primary_key(Index::create().col("chat_id").col("reader_id"))
        .foreign_key(&mut belongs_to("chat_reader", "chat_id", "chat"))
        .to_owned()
}
