//! One test on each database.

/// Makes of every function a test on SQLite and one on PostgreSQL.
macro_rules! on_both {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let database = super::TestDatabase::sqlite().await;
                super::$name(&database).await;
                database.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(database) = super::TestDatabase::postgres().await else { return };
                super::$name(&database).await;
                database.close().await;
            })+
        }
    };
}
