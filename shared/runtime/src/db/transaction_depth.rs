//! Keeps connections with an unfinished transaction out of the pool.
//!
//! SQLite can roll back a transaction without a request, for instance when the disk is full. The driver then
//! still counts the transaction as open: its rollback fails, and its depth stays above zero. On such a connection
//! a later transaction becomes a savepoint, and its commit does not write to the file. The pool therefore
//! closes every connection whose depth is not zero, and never hands one out.
//! See `docs/decisions/0070-connections-after-a-full-disk.md`.

use sea_orm::{ConnectOptions, sqlx::Connection};

/// Makes the pool close connections with an unfinished transaction, on release and before reuse.
pub(super) fn close_unfinished(options: &mut ConnectOptions) {
    options.map_sqlx_sqlite_pool_opts(|pool| {
        let pool = pool.after_release(|connection, _| {
            Box::pin(async move {
                if connection.is_in_transaction() {
                    // A dropped transaction queues its rollback; the ping returns after it.
                    connection.ping().await?;
                }
                let reusable = !connection.is_in_transaction();
                if !reusable {
                    tracing::warn!("database connection closed: its transaction did not end");
                }
                Ok(reusable)
            })
        });
        pool.before_acquire(|connection, _| Box::pin(async move { Ok(!connection.is_in_transaction()) }))
    });
    options.map_sqlx_postgres_pool_opts(|pool| {
        pool.after_release(|connection, _| {
            Box::pin(async move {
                connection.ping().await?;
                Ok(!connection.is_in_transaction())
            })
        })
    });
}

#[cfg(test)]
mod tests {
    use sea_orm::{ConnectionTrait, Database, DatabaseConnection, TransactionTrait};

    use super::super::{Writer, options};

    async fn one_connection(file: &std::path::Path) -> DatabaseConnection {
        let mut options = options(&format!("sqlite://{}?mode=rwc", file.display()));
        options.max_connections(1);
        Database::connect(options).await.unwrap()
    }

    async fn rows(file: &std::path::Path) -> i64 {
        let other = one_connection(file).await;
        let row = other.query_one_raw(sea_orm::Statement::from_string(
            other.get_database_backend(),
            "SELECT COUNT(*) AS n FROM t",
        ));
        row.await.unwrap().unwrap().try_get("", "n").unwrap()
    }

    #[tokio::test]
    async fn commits_are_durable_after_an_automatic_rollback() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("wpp.db");
        let db = one_connection(&file).await;
        db.execute_unprepared("CREATE TABLE t (n INTEGER)").await.unwrap();
        let writer = Writer::new(db.clone());
        for expected in 1..=5 {
            // SQLite ends the transaction without a request of the driver, as it does when the disk is full.
            let failed = writer.begin().await.unwrap();
            failed.execute_unprepared("ROLLBACK").await.unwrap();
            drop(failed);
            // A transaction that only reads is rolled back when it is dropped.
            drop(db.begin().await.unwrap());
            let tx = writer.begin().await.unwrap();
            tx.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(rows(&file).await, expected, "an acknowledged commit is not in the file");
        }
    }

    #[tokio::test]
    async fn a_failed_commit_does_not_affect_the_next_one() {
        let directory = tempfile::tempdir().unwrap();
        let file = directory.path().join("wpp.db");
        let db = one_connection(&file).await;
        db.execute_unprepared("CREATE TABLE t (n INTEGER)").await.unwrap();
        let writer = Writer::new(db.clone());
        for expected in 1..=3 {
            let failed = writer.begin().await.unwrap();
            failed.execute_unprepared("ROLLBACK").await.unwrap();
            failed.commit().await.expect_err("nothing was left to commit");
            drop(db.begin().await.unwrap());
            let tx = writer.begin().await.unwrap();
            tx.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
            tx.commit().await.unwrap();
            assert_eq!(rows(&file).await, expected);
        }
    }
}
