//! Checks Redis and the clock.

use redis::RedisError;
use wpp_runtime::{
    clock::{Clock as _, SystemClock},
    redis_address::RedisAddress,
    redis_connection::{self, RedisConnection},
    telemetry::chain,
};

use super::report::Report;

const STORE: &str = "store";
const CLOCK: &str = "clock";

/// Largest difference between the clocks of this machine and of Redis, in milliseconds.
const MAX_OFFSET_MS: i64 = 100;

/// Connects to Redis, writes to it, and compares the clocks. Warnings about settings of Redis are in the log.
pub(super) async fn check(report: &mut Report, address: &RedisAddress) {
    let redis = match redis_connection::open(address).await {
        Ok(redis) => redis,
        Err(error) => return report.fail(STORE, chain(&error)),
    };
    match redis_connection::confirm_primary(&redis).await {
        Ok(()) => report.ok(STORE, "Redis takes writes"),
        Err(error) => report.fail(STORE, format!("Redis takes no writes ({}); look at its log", chain(&error))),
    }
    match offset_ms(&redis).await {
        Ok(offset) if offset.abs() <= MAX_OFFSET_MS => {
            report.ok(CLOCK, format!("{offset} ms from the clock of Redis"));
        }
        Ok(offset) => report.warn(
            CLOCK,
            format!(
                "{offset} ms from the clock of Redis; phases end at wrong moments. Synchronise both machines with NTP."
            ),
        ),
        Err(error) => report.warn(CLOCK, format!("not compared with the clock of Redis ({})", chain(&error))),
    }
}

/// Returns how far this machine's clock is ahead of the clock of Redis.
async fn offset_ms(redis: &RedisConnection) -> Result<i64, RedisError> {
    let before = SystemClock.micros();
    let (seconds, micros): (i64, i64) = redis::cmd("TIME").query_async(&mut redis.clone()).await?;
    let here = i64::midpoint(before, SystemClock.micros());
    Ok((here - (seconds * 1_000_000 + micros)) / 1000)
}
