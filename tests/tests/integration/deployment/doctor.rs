//! `wpp doctor` on a working server, and on servers with a fault.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use wpp_tests::harness::environment::TestEnvironment;

use super::support::wpp;

/// Further settings of a run: names and values.
type Settings<'a> = &'a [(&'a str, &'a str)];

/// Runs the command with these settings. Returns whether it succeeded, and its output.
fn doctor(env: &TestEnvironment, settings: Settings<'_>) -> (bool, String) {
    wpp(env, &["doctor"], settings)
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn finds_nothing_on_a_working_server() {
    let env = TestEnvironment::start().await;
    drop(env.start_api().await);
    set_mode(env.folder(), 0o700);
    // Few enough for every machine's limit of open files.
    let (succeeded, report) = doctor(&env, &[("MAX_SOCKETS", "100")]);
    assert!(succeeded, "{report}");
    for subject in ["settings", "open files", "proxy", "file rights", "store", "clock", "database"] {
        assert!(report.lines().any(|line| line.starts_with(&format!("ok      {subject}: "))), "{subject}: {report}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn names_each_fault_with_its_remedy() {
    let mut env = TestEnvironment::start().await;
    drop(env.start_api().await);
    let file = env.database().unwrap();
    set_mode(env.folder(), 0o755);
    set_mode(&file, 0o644);
    let cases: [(Settings<'_>, bool, &str); 6] = [
        (&[], true, "run `chmod 600"),
        (&[("PUBLIC_ULR", "https://party.example.org")], true, "did you mean PUBLIC_URL?"),
        (&[("PUBLIC_URL", "https://party.example.org")], true, "Set TRUST_PROXY=1"),
        (&[("TRUST_PROXY", "1"), ("HOST", "0.0.0.0")], true, "Set HOST=127.0.0.1"),
        (&[("APP_ENV", "prod")], false, "write development or production"),
        (&[("DATABASE_URL", "postgres://ana@127.0.0.1:9/party")], false, "127.0.0.1:9 does not answer"),
    ];
    for (settings, succeeds, words) in cases {
        let (succeeded, report) = doctor(&env, settings);
        assert!(succeeded == succeeds && report.contains(words), "{settings:?}: {report}");
    }
    env.redis.kill();
    let (succeeded, report) = doctor(&env, &[]);
    assert!(!succeeded && report.contains("FAILURE store: Redis does not answer"), "{report}");
}

#[tokio::test(flavor = "multi_thread")]
async fn creates_no_database() {
    let env = TestEnvironment::start().await;
    let (succeeded, report) = doctor(&env, &[]);
    assert!(succeeded && report.contains("does not exist yet"), "{report}");
    assert!(!env.database().unwrap().exists());
}
