//! Macros that run a test on SQLite and on PostgreSQL.

/// Generates two tests for every function that takes a
/// [`TestDatabase`](crate::harness::database::TestDatabase): one on SQLite, one on PostgreSQL.
#[macro_export]
macro_rules! on_both_databases {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let database = $crate::harness::database::TestDatabase::sqlite().await;
                super::$name(&database).await;
                database.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(database) = $crate::harness::database::TestDatabase::postgres().await else { return };
                super::$name(&database).await;
                database.close().await;
            })+
        }
    };
}

/// Generates two tests for every function that takes a
/// [`TestEnvironment`](crate::harness::environment::TestEnvironment): the programs use SQLite in one and
/// PostgreSQL in the other.
#[macro_export]
macro_rules! on_both_environments {
    ($($name:ident),+ $(,)?) => {
        mod on_sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let env = $crate::harness::environment::TestEnvironment::start().await;
                super::$name(&env).await;
                env.close().await;
            })+
        }
        mod on_postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(env) = $crate::harness::environment::TestEnvironment::on_postgres().await else { return };
                super::$name(&env).await;
                env.close().await;
            })+
        }
    };
}
