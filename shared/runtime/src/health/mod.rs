//! Readiness: whether a process can serve games now.
//!
//! The live store decides, because running games need it alone. A database that fails degrades the process: games
//! continue, but accounts, packs and chat fail.

mod database;
mod store;

use std::{borrow::Cow, time::Duration};

use serde::Serialize;
use utoipa::ToSchema;

use self::{database::DatabaseProbe, store::StoreState};
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
    /// `ok`, or why the live store takes no writes. On a cluster, each server that takes none, with the reason.
    pub store: Cow<'static, str>,
    /// `ok`, or why the database takes no writes.
    pub database: &'static str,
}

/// Whether a process can serve games.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReadinessStatus {
    /// Everything works.
    Ready,
    /// Games continue, but the database fails. Or the games on other servers of a cluster continue.
    Degraded,
    /// The live store takes no writes.
    Unready,
}

impl Readiness {
    fn of(store: StoreState, database: Result<(), &'static str>) -> Self {
        let status = match (&store, database) {
            (StoreState::Down(_), _) => ReadinessStatus::Unready,
            (StoreState::Partial(_), _) | (_, Err(_)) => ReadinessStatus::Degraded,
            (StoreState::Up, Ok(())) => ReadinessStatus::Ready,
        };
        let store = match store {
            StoreState::Up => OK.into(),
            StoreState::Partial(reasons) => reasons.into(),
            StoreState::Down(reasons) => reasons,
        };
        Self { status, store, database: database.err().unwrap_or(OK) }
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
        let (store, database) =
            tokio::join!(store::check(&self.redis), tokio::time::timeout(CHECK_TIMEOUT, self.database.check()),);
        let database = database.unwrap_or(Err(database::SILENT));
        let readiness = Readiness::of(store, database);
        if readiness.status != ReadinessStatus::Ready {
            tracing::warn!(store = &*readiness.store, database = readiness.database, "process is not fully ready");
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
        let (partial, down) = (|| StoreState::Partial("one: down".to_owned()), || StoreState::Down("down".into()));
        assert_eq!(statuses(StoreState::Up, Ok(())), (200, 200));
        assert_eq!(statuses(StoreState::Up, Err("down")), (200, 503));
        assert_eq!(statuses(partial(), Ok(())), (200, 503));
        assert_eq!(statuses(down(), Ok(())), (503, 503));
        assert_eq!(statuses(down(), Err("down")), (503, 503));
    }

    #[test]
    fn the_body_names_each_dependency() {
        let body = serde_json::to_value(Readiness::of(StoreState::Up, Err("down"))).unwrap();
        assert_eq!(body, serde_json::json!({"status": "degraded", "store": "ok", "database": "down"}));
        let partial = Readiness::of(StoreState::Partial("10.0.0.1:6379: down".to_owned()), Ok(()));
        assert_eq!(serde_json::to_value(partial).unwrap()["store"], "10.0.0.1:6379: down");
    }
}
