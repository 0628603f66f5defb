//! One test on each database: what must hold on SQLite and on PostgreSQL alike is said once.

/// Makes of every function of a [`TestDatabase`](crate::harness::database::TestDatabase) a test on SQLite
/// and one on PostgreSQL.
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

/// Makes of every function of a [`TestEnvironment`](crate::harness::environment::TestEnvironment) a test of programs that use
/// SQLite and one of programs that use PostgreSQL.
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
