//! Presence across sockets, processes and crashes.

mod host;
mod sockets;
mod two_processes;

use std::collections::BTreeMap;

use wpp_tests::harness::environment::TestEnvironment;

/// Returns the number of sockets of a participant that Redis lists.
async fn held_by(env: &TestEnvironment, code: &str, participant: &str) -> u64 {
    let mut redis = env.redis.connect().await;
    let key = format!("{{{code}}}:presence");
    let held: BTreeMap<String, u64> = redis::cmd("HGETALL").arg(key).query_async(&mut redis).await.unwrap();
    held.iter().filter(|(field, _)| field.split('|').next() == Some(participant)).map(|(_, count)| count).sum()
}
