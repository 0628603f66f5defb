//! Reports in Redis.

use redis::RedisError;
use wpp_game::time::Timestamp;

use super::{LEASE_MS, ProcessReport};
use crate::redis_connection::RedisConnection;

const PROCESSES_KEY: &str = "wpp:processes";

const WATCHING_KEY: &str = "wpp:operators:watching";

/// Time after the last call of [`ProcessReports::read`] for which processes send full reports, in milliseconds.
const WATCHING_MS: u64 = 2 * super::IDLE_MS;

/// Sends and reads reports. Cheap to clone.
#[derive(Clone)]
pub struct ProcessReports(RedisConnection);

impl ProcessReports {
    /// Returns the reports on `connection`.
    #[must_use]
    pub fn new(connection: RedisConnection) -> Self {
        Self(connection)
    }

    /// Replaces the report of a process. Returns whether an operator watches.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn send(&self, report: &ProcessReport) -> Result<bool, RedisError> {
        let text = serde_json::to_string(report).unwrap_or_default();
        let until = Timestamp::from_millis(report.sent_at).plus_ms(LEASE_MS).millis();
        let mut commands = redis::pipe();
        commands.cmd("ZADD").arg(PROCESSES_KEY).arg(until).arg(&report.process).ignore();
        commands.cmd("SET").arg(key(&report.process)).arg(text).arg("PX").arg(LEASE_MS).ignore();
        commands.cmd("EXISTS").arg(WATCHING_KEY);
        let (is_watched,): (bool,) = commands.query_async(&mut self.0.clone()).await?;
        Ok(is_watched)
    }

    /// Returns the newest report of every living process, and asks all processes for full reports.
    ///
    /// # Errors
    /// When Redis does not answer.
    pub async fn read(&self, now: Timestamp) -> Result<Vec<ProcessReport>, RedisError> {
        let mut commands = redis::pipe();
        commands.cmd("SET").arg(WATCHING_KEY).arg(1).arg("PX").arg(WATCHING_MS).ignore();
        commands.cmd("ZREMRANGEBYSCORE").arg(PROCESSES_KEY).arg("-inf").arg(now.millis()).ignore();
        commands.cmd("ZRANGE").arg(PROCESSES_KEY).arg(0).arg(-1);
        let (processes,): (Vec<String>,) = commands.query_async(&mut self.0.clone()).await?;
        if processes.is_empty() {
            return Ok(Vec::new());
        }
        let mut reads = redis::pipe();
        for process in &processes {
            reads.cmd("GET").arg(key(process));
        }
        let reports: Vec<Option<String>> = reads.query_async(&mut self.0.clone()).await?;
        // A report of another version that cannot be read is left out.
        Ok(reports.iter().flatten().filter_map(|report| serde_json::from_str(report).ok()).collect())
    }

    /// Deletes the report of a process that stops.
    ///
    /// # Errors
    /// When Redis does not answer; the report expires then.
    pub async fn leave(&self, process: &str) -> Result<(), RedisError> {
        let mut commands = redis::pipe();
        commands.cmd("ZREM").arg(PROCESSES_KEY).arg(process).ignore().cmd("DEL").arg(key(process)).ignore();
        commands.query_async(&mut self.0.clone()).await
    }
}

fn key(process: &str) -> String {
    format!("wpp:process:{process}")
}
