//! Checks Redis and the clock.

use wpp_runtime::{config::Env, redis_address::RedisAddress, redis_connection, store_clock, telemetry::chain};

use super::report::Report;
use crate::party;

const STORE: &str = "store";
const CLOCK: &str = "clock";

/// Largest difference between the clocks of this machine and of Redis, in milliseconds.
const MAX_OFFSET_MS: i64 = 100;

/// Connects to Redis, writes to each of its servers, and compares the clocks. Warnings about settings of Redis are in the log.
/// Without `REDIS_URL` and without a server at the default address, checks the program that `wpp` without a command starts.
pub(super) async fn check(report: &mut Report, env: &Env<'_>, address: &RedisAddress) {
    let redis = match redis_connection::open(address).await {
        Ok(redis) => redis,
        Err(error) if matches!(env.secret("REDIS_URL"), Ok(None)) => return check_program(report, env, chain(&error)),
        Err(error) => return report.fail(STORE, chain(&error)),
    };
    for node in redis.nodes() {
        let name = node.name.as_deref().map_or_else(|| "Redis".to_owned(), |name| format!("Redis at {name}"));
        match redis_connection::confirm_primary(&node.connection, &node.key("wpp:probe")).await {
            Ok(()) => report.ok(STORE, format!("{name} takes writes")),
            Err(error) => report.fail(STORE, format!("{name} takes no writes ({}); look at its log", chain(&error))),
        }
    }
    match redis.uncovered_slots() {
        0 => {}
        slots => report.fail(
            STORE,
            format!("{slots} hash slots of the cluster have no primary; assign them with `redis-cli --cluster fix`"),
        ),
    }
    // Positive if this machine's clock is ahead.
    match store_clock::offset_micros(&redis).await.map(|behind| -behind / 1000) {
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

/// Checks that `wpp` without a command finds a store to start. `error` is why the default address has none.
fn check_program(report: &mut Report, env: &Env<'_>, error: impl std::fmt::Display) {
    match party::store_program(env) {
        Ok(program) => report.ok(
            STORE,
            format!("wpp without a command starts {}. wpp web needs REDIS_URL ({error}).", program.display()),
        ),
        Err(missing) => report.fail(STORE, chain(&missing)),
    }
}
