//! Runs `wpp` with the settings of a test's server.

use std::process::Command;

use wpp_tests::harness::{
    environment::{TOKEN_SECRET, TestEnvironment},
    processes::programs,
};

/// Runs `wpp` with the environment of the server's processes and further settings. Returns whether it succeeded, and its
/// output.
pub(super) fn wpp(env: &TestEnvironment, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
    let (database, redis) = (env.database_url(), env.redis.url());
    let all =
        [("DATABASE_URL", &*database), ("REDIS_URL", &*redis), ("TOKEN_SECRET", TOKEN_SECRET), ("HOST", "127.0.0.1")];
    let mut command = Command::new(programs().join("wpp"));
    command.args(arguments).env_clear().envs(all.iter().chain(settings).copied());
    // The programs of PostgreSQL are in one of these folders.
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    let run = command.output().expect("wpp is built: cargo build --workspace --bins");
    (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
}
