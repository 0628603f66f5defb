//! Readiness: whether a process can serve games now.
//!
//! The live store decides, because running games need it alone. A database that fails degrades the process: games
//! continue, but accounts, packs and chat fail.

mod database;
mod store;

use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;

use self::database::DatabaseProbe;
use crate::{db::OpenError, redis_connection::RedisConnection};

/// Timeout of each dependency. The answer is due within 1 s.
const CHECK_TIMEOUT: Duration = Duration::from_millis(800);

/// The state of a dependency that works.
const OK: &str = "ok";

/// The readiness of a process, the body of `/readyz`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Readiness {
    /// Whether the process can serve games.
    pub status: ReadinessStatus,
    /// `ok`, or why the live store takes no writes.
    pub store: &'static str,
    /// `ok`, or why the database takes no writes.
    pub database: &'static str,
}

/// Whether a process can serve games.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessStatus {
    /// Everything works.
    Ready,
    /// Games continue, but the database fails.
    Degraded,
    /// The live store takes no writes.
    Unready,
}

impl Readiness {
    fn of(store: Result<(), &'static str>, database: Result<(), &'static str>) -> Self {
        let status = match (store, database) {
            (Err(_), _) => ReadinessStatus::Unready,
            (Ok(()), Err(_)) => ReadinessStatus::Degraded,
            (Ok(()), Ok(())) => ReadinessStatus::Ready,
        };
        let state = |checked: Result<(), &'static str>| checked.err().unwrap_or(OK);
        Self { status, store: state(store), database: state(database) }
    }

    /// Returns the HTTP status: 200 or 503. With `all`, a degraded process is not ready either.
    #[must_use]
    pub fn http_status(&self, all: bool) -> u16 {
        match self.status {
            ReadinessStatus::Ready => 200,
            ReadinessStatus::Degraded if !all => 200,
            ReadinessStatus::Degraded | ReadinessStatus::Unready => 503,
        }
    }
}

/// Checks the dependencies of a process. Cheap to clone.
#[derive(Debug, Clone)]
pub struct HealthCheck {
    redis: RedisConnection,
    database: DatabaseProbe,
}

impl HealthCheck {
    /// Returns the check of the live store on `redis` and of the database at `database_url`.
    ///
    /// # Errors
    /// When the address of the database is malformed. An unreachable database is no error here.
    pub async fn new(redis: RedisConnection, database_url: &str) -> Result<Self, OpenError> {
        Ok(Self { redis, database: DatabaseProbe::new(database_url).await? })
    }

    /// Writes to the live store and queries the database. Returns within 1 s.
    pub async fn readiness(&self) -> Readiness {
        let (store, database) = tokio::join!(
            tokio::time::timeout(CHECK_TIMEOUT, store::check(&self.redis)),
            tokio::time::timeout(CHECK_TIMEOUT, self.database.check()),
        );
        let store = store.unwrap_or(Err(store::SILENT));
        let database = database.unwrap_or(Err(database::SILENT));
        let readiness = Readiness::of(store, database);
        if readiness.status != ReadinessStatus::Ready {
            tracing::warn!(store = readiness.store, database = readiness.database, "process is not fully ready");
        }
        readiness
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_store_decides() {
        let statuses = |store, database| {
            let readiness = Readiness::of(store, database);
            (readiness.http_status(false), readiness.http_status(true))
        };
        assert_eq!(statuses(Ok(()), Ok(())), (200, 200));
        assert_eq!(statuses(Ok(()), Err("down")), (200, 503));
        assert_eq!(statuses(Err("down"), Ok(())), (503, 503));
        assert_eq!(statuses(Err("down"), Err("down")), (503, 503));
    }

    #[test]
    fn the_body_names_each_dependency() {
        let body = serde_json::to_value(Readiness::of(Ok(()), Err("down"))).unwrap();
        assert_eq!(body, serde_json::json!({"status": "degraded", "store": "ok", "database": "down"}));
    }
}
