//! Runs `wpp` with the settings of a test's server.

use std::process::Command;

use wpp_tests::harness::{environment::TestEnvironment, processes::programs};

/// Runs `wpp` with the environment of the server's processes and further settings. Returns whether it succeeded, and its
/// output.
pub(crate) fn wpp(env: &TestEnvironment, arguments: &[&str], settings: &[(&str, &str)]) -> (bool, String) {
    let mut command = Command::new(programs().join("wpp"));
    command.args(arguments).env_clear().env("HOST", "127.0.0.1").envs(env.backends()).envs(settings.iter().copied());
    // The programs of PostgreSQL are in one of these folders.
    command.env("PATH", "/usr/local/bin:/usr/bin:/bin");
    let run = command.output().expect("wpp is built: cargo build --workspace --bins");
    (run.status.success(), String::from_utf8_lossy(&[run.stdout, run.stderr].concat()).into_owned())
}
