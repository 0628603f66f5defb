//! Backups that operators start: `wpp backup` as a child process.
//!
//! The child is the same program with the same database, store and secret. A backup that fails, or needs much memory, cannot
//! disturb the games of this process. One backup runs at a time in the whole installation.
//!
//! | key | type | content |
//! |---|---|---|
//! | `wpp:operator:backup` | string | the last backup, as JSON |
//! | `wpp:operator:backup:running` | string | the same while the backup runs |

use std::{process::Stdio, time::Duration};

use redis::{AsyncCommands as _, RedisError};
use serde::{Deserialize, Serialize};
use tokio::{process::Command, time::timeout};
use utoipa::ToSchema;
use wpp_game::time::Timestamp;
use wpp_runtime::{clock::SharedClock, redis_connection::RedisConnection};

use crate::backup_settings::BackupSettings;

const LAST_KEY: &str = "wpp:operator:backup";

const RUNNING_KEY: &str = "wpp:operator:backup:running";

/// Longest time of a backup. A backup that takes longer is stopped.
const LONGEST: Duration = Duration::from_secs(30 * 60);

/// Time in milliseconds after which another backup can start, should the process of the first one have died.
const RUNNING_MS: u64 = 31 * 60 * 1000;

/// Length of the error text that is kept, in characters.
const ERROR_CHARACTERS: usize = 500;

/// The last backup that an operator started.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct BackupView {
    /// What became of the backup.
    pub state: BackupState,
    /// The folder of the backup, on the machine of the process that made it.
    pub folder: String,
    /// The name of the machine.
    pub machine: String,
    /// The operator who started it.
    pub started_by: String,
    /// Time of the start.
    pub started_at: Timestamp,
    /// Why the backup failed; absent unless it did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// What became of a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BackupState {
    /// The backup is being written.
    Running,
    /// The backup is complete.
    Done,
    /// The backup failed. Its folder may hold a part.
    Failed,
    /// The process that made the backup has ended. The folder may hold a part.
    Interrupted,
}

/// The backup in the store.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Stored {
    folder: String,
    machine: String,
    started_by: String,
    started_at: i64,
    /// `None` until the end; then the error, or an empty text.
    outcome: Option<String>,
}

/// Starts backups. Cheap to clone.
#[derive(Clone)]
pub struct Backups {
    redis: RedisConnection,
    clock: SharedClock,
    settings: BackupSettings,
}

impl Backups {
    /// Returns access to the backups.
    #[must_use]
    pub fn new(redis: RedisConnection, clock: SharedClock, settings: BackupSettings) -> Self {
        Self { redis, clock, settings }
    }

    /// Starts a backup, unless one is running. Returns the running one.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn start(&self, operator: &str) -> Result<BackupView, RedisError> {
        let now = self.clock.now();
        let stored = Stored {
            // The time of the start names the folder. Colons are not allowed in names everywhere.
            folder: self.settings.folder.join(now.rfc3339().replace(':', "-")).display().to_string(),
            machine: rustix::system::uname().nodename().to_string_lossy().into_owned(),
            started_by: operator.to_owned(),
            started_at: now.millis(),
            outcome: None,
        };
        // The answer is the running backup, or nothing if this one is the first.
        let running: Option<String> = redis::cmd("SET")
            .arg(RUNNING_KEY)
            .arg(serde_json::to_string(&stored).unwrap_or_default())
            .arg("NX")
            .arg("GET")
            .arg("PX")
            .arg(RUNNING_MS)
            .query_async(&mut self.redis.clone())
            .await?;
        if let Some(running) = running.as_deref().and_then(Stored::read) {
            return Ok(running.view(true));
        }
        self.write(&stored).await?;
        tokio::spawn(self.clone().run(stored.clone()));
        Ok(stored.view(true))
    }

    /// Returns the last backup that an operator started, in any process.
    ///
    /// # Errors
    /// When the store does not answer.
    pub async fn last(&self) -> Result<Option<BackupView>, RedisError> {
        let mut commands = redis::pipe();
        commands.cmd("GET").arg(LAST_KEY).cmd("EXISTS").arg(RUNNING_KEY);
        let (stored, is_running): (Option<String>, bool) = commands.query_async(&mut self.redis.clone()).await?;
        Ok(stored.as_deref().and_then(Stored::read).map(|stored| stored.view(is_running)))
    }

    async fn run(self, mut backup: Stored) {
        let outcome = self.make(&backup.folder).await;
        match &outcome {
            Ok(()) => tracing::info!(folder = backup.folder, operator = backup.started_by, "backup complete"),
            Err(error) => tracing::error!(error, operator = backup.started_by, "backup failed"),
        }
        backup.outcome = Some(outcome.err().unwrap_or_default());
        let ended = async {
            self.write(&backup).await?;
            self.redis.clone().del::<_, ()>(RUNNING_KEY).await
        };
        if let Err(error) = ended.await {
            tracing::warn!(%error, "end of a backup not recorded");
        }
    }

    /// Runs the program until the backup is complete.
    async fn make(&self, folder: &str) -> Result<(), String> {
        let program = std::env::current_exe().map_err(|error| format!("the program is not found: {error}"))?;
        let mut command = Command::new(program);
        command.arg("backup").arg(folder).stdin(Stdio::null()).kill_on_drop(true);
        for (name, value) in &self.settings.environment {
            command.env_remove(format!("{name}_FILE")).env(name, value);
        }
        let output = timeout(LONGEST, command.output())
            .await
            .map_err(|_| format!("the backup took longer than {} minutes and was stopped", LONGEST.as_secs() / 60))?
            .map_err(|error| format!("the program does not start: {error}"))?;
        if output.status.success() {
            return Ok(());
        }
        let text = String::from_utf8_lossy(&output.stderr);
        let last = text.trim().lines().next_back().unwrap_or("no message");
        Err(last.chars().take(ERROR_CHARACTERS).collect())
    }

    async fn write(&self, backup: &Stored) -> Result<(), RedisError> {
        let text = serde_json::to_string(backup).unwrap_or_default();
        self.redis.clone().set(LAST_KEY, text).await
    }
}

impl Stored {
    /// Reads a backup in the store. `None` for one of another version.
    fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }

    fn view(self, is_running: bool) -> BackupView {
        let state = match &self.outcome {
            None if is_running => BackupState::Running,
            None => BackupState::Interrupted,
            Some(error) if error.is_empty() => BackupState::Done,
            Some(_) => BackupState::Failed,
        };
        BackupView {
            state,
            folder: self.folder,
            machine: self.machine,
            started_by: self.started_by,
            started_at: Timestamp::from_millis(self.started_at),
            error: self.outcome.filter(|error| !error.is_empty()),
        }
    }
}
