//! Packs that people make: what must hold on SQLite and on PostgreSQL alike.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

#[path = "support/database.rs"]
mod database;

/// Makes of every function a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let database = crate::database::TestDatabase::sqlite().await;
                super::$name(&database).await;
                database.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(database) = crate::database::TestDatabase::postgres().await else { return };
                super::$name(&database).await;
                database.close().await;
            })+
        }
    };
}

mod packs {
    mod drawing;
    mod files;
    mod keeping;
    mod migrating;
    mod shelf;
}
