//! The check of a connection pooler in front of PostgreSQL, such as PgBouncer.
//!
//! The driver prepares each statement once for a connection. A pooler that gives connections of the server to other
//! clients between transactions must therefore know the prepared statements of its clients. Otherwise statements fail
//! at random, as soon as a process uses its second connection.

use sea_orm::sqlx::{self, Connection as _, Executor as _, PgConnection, postgres::PgConnectOptions};
use sqlx::ConnectOptions as _;

use super::OpenError;

/// Codes of a prepared statement that does not exist, and of one that exists already.
const LOST_STATEMENT: [&str; 2] = ["26000", "42P05"];

/// Checks that a pooler in front of PostgreSQL keeps prepared statements. Other failures are not reported.
///
/// # Errors
/// [`OpenError::Pooler`].
pub async fn check_pooler(url: &str) -> Result<(), OpenError> {
    let Ok(options) = url.parse::<PgConnectOptions>() else { return Ok(()) };
    // Boxed, because the driver's futures are too deeply nested for the compiler inside those of the callers.
    let Err(error) = Box::pin(share_a_connection(&options)).await else { return Ok(()) };
    let code = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
    if LOST_STATEMENT.contains(&&*code) { Err(OpenError::Pooler) } else { Ok(()) }
}

/// Makes a pooler give the first client's connection to the second client, and another one to the first.
async fn share_a_connection(options: &PgConnectOptions) -> Result<(), sqlx::Error> {
    let (mut first, mut second) = (options.connect().await?, options.connect().await?);
    run_prepared(&mut first).await?;
    let mut transaction = second.begin().await?;
    run_prepared(&mut transaction).await?;
    run_prepared(&mut first).await?;
    transaction.rollback().await?;
    first.close().await?;
    second.close().await
}

async fn run_prepared(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    connection.execute(sqlx::query("SELECT 1 WHERE $1").bind(true)).await.map(drop)
}
