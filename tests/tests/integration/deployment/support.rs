//! Runs `wpp` with the settings of a test's server, and tests in a network namespace.

use std::process::{Command, Output};

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

/// Runs the ignored test `name` of `module` in a new network namespace, which the shell command `network` sets up. Returns
/// false without a run where namespaces cannot be created, as in some containers.
pub(crate) fn runs_in_namespace(network: &str, module: &str, name: &str) -> bool {
    if !run_in_namespace(network, &["true"]).status.success() {
        return false;
    }
    let program = std::env::current_exe().unwrap();
    // The name of a test has no crate.
    let (_, module) = module.split_once("::").unwrap();
    let test = format!("{module}::{name}");
    let output = run_in_namespace(network, &[program.to_str().unwrap(), "--exact", &test, "--ignored", "--nocapture"]);
    let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}\n{errors}");
    true
}

fn run_in_namespace(network: &str, command: &[&str]) -> Output {
    Command::new("unshare")
        .args(["--map-root-user", "--net", "--", "sh", "-c", &format!("{network} && exec \"$@\""), "sh"])
        .args(command)
        .output()
        .expect("unshare can be started")
}
