//! The options of the program and its commands: help, version, and refusals.

use std::process::{Command, Output};

use wpp_tests::harness::processes::programs;

/// All commands, and the program without one.
const COMMANDS: [&[&str]; 12] = [
    &[],
    &["web"],
    &["worker"],
    &["migrate"],
    &["doctor"],
    &["health"],
    &["backup"],
    &["restore"],
    &["admin-link"],
    &["account"],
    &["packs"],
    &["contract"],
];

fn run(arguments: &[&str]) -> Output {
    let path = programs().join("wpp");
    let run = Command::new(&path).args(arguments).env_clear().output();
    run.unwrap_or_else(|error| panic!("{} ({error}); build it: cargo build --workspace --bins", path.display()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_command_explains_itself() {
    for command in COMMANDS {
        for option in ["--help", "-h"] {
            let answer = run(&[command, &[option]].concat());
            assert!(answer.status.success(), "{command:?} {option}: {}", text(&answer.stderr));
            assert!(text(&answer.stdout).contains("Usage"), "{command:?} {option}: {}", text(&answer.stdout));
        }
        for option in ["--version", "-V"] {
            let answer = run(&[command, &[option]].concat());
            assert!(answer.status.success(), "{command:?} {option}: {}", text(&answer.stderr));
            let version = text(&answer.stdout);
            assert!(version.starts_with("wpp") && version.contains(env!("CARGO_PKG_VERSION")), "{version}");
        }
    }
}

#[test]
fn the_help_of_a_role_lists_its_settings() {
    let help = |role| text(&run(&[role, "--help"]).stdout);
    assert!(help("web").contains("PUBLIC_URL") && !help("web").contains("WORKER_CONCURRENCY"));
    assert!(help("worker").contains("WORKER_CONCURRENCY"));
}

#[test]
fn every_command_refuses_unknown_arguments() {
    for command in COMMANDS {
        let answer = run(&[command, &["--verison"]].concat());
        assert_eq!(answer.status.code(), Some(2), "{command:?}");
        assert!(text(&answer.stderr).contains("--verison"), "{command:?}: {}", text(&answer.stderr));
    }
    for arguments in [&["starrt"][..], &["--workers", "0"], &["--workers", "2", "web"]] {
        assert_eq!(run(arguments).status.code(), Some(2), "{arguments:?}");
    }
}

#[test]
fn losing_all_rows_needs_a_confirmation() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("wpp.db").display());
    let migrate = |arguments: &[&str]| run(&[&["--database-url", &url, "migrate"], arguments].concat());
    assert!(migrate(&[]).status.success());
    for arguments in [&["fresh"][..], &["down", "3"]] {
        let refused = migrate(arguments);
        assert!(!refused.status.success() && text(&refused.stderr).contains("--yes"), "{arguments:?}");
        let status = text(&migrate(&["status"]).stdout);
        assert!(status.contains("Applied") && !status.contains("Pending"), "{arguments:?} changed it: {status}");
    }
    for arguments in [&["down"][..], &["down", "2", "--yes"], &["fresh", "--yes"]] {
        let done = migrate(arguments);
        assert!(done.status.success(), "{arguments:?}: {}", text(&done.stderr));
    }
}
