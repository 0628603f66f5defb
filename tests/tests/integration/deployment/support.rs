//! Runs `wpp` with the settings of a test's server, and tests in a network namespace.

use std::{
    io,
    process::{Command, Output},
};

use wpp_tests::harness::{environment::TestEnvironment, processes::programs, report_no_namespace};

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

/// Rights of a new namespace. Root needs no namespace of users, which some machines refuse. Everybody else does.
const RIGHTS: [&[&str]; 2] = [&["--net"], &["--map-root-user", "--net"]];

/// Runs the ignored test `name` of `module` in a new network namespace, which the shell command `network` sets up. Prints a note
/// without a run where namespaces cannot be created, as in some containers.
///
/// # Panics
/// Panics if the test fails. With `WPP_REQUIRE_NAMESPACES`, also if it cannot run.
pub(crate) fn run_test_in_namespace(network: &str, module: &str, name: &str) {
    let permitted =
        |rights: &&&[&str]| run_in_namespace(rights, network, &["true"]).is_ok_and(|run| run.status.success());
    let Some(rights) = RIGHTS.iter().find(permitted) else {
        return report_no_namespace(&format!("{module}::{name}"));
    };
    let program = std::env::current_exe().unwrap();
    // The name of a test has no crate.
    let (_, module) = module.split_once("::").unwrap();
    let test = format!("{module}::{name}");
    let output =
        run_in_namespace(rights, network, &[program.to_str().unwrap(), "--exact", &test, "--ignored", "--nocapture"]);
    let output = output.unwrap();
    let (text, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(output.status.success() && text.contains("1 passed"), "{text}\n{errors}");
}

fn run_in_namespace(rights: &[&str], network: &str, command: &[&str]) -> io::Result<Output> {
    Command::new("unshare")
        .args(rights)
        .args(["--", "sh", "-c", &format!("{network} && exec \"$@\""), "sh"])
        .args(command)
        .output()
}
