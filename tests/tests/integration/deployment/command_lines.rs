//! The programs' options: help, version, and refusals.

use std::process::{Command, Output};

use wpp_tests::harness::processes::programs;

const PROGRAMS: [&str; 4] = ["web", "worker", "migration", "wpp"];

fn run(program: &str, arguments: &[&str]) -> Output {
    let path = programs().join(program);
    let run = Command::new(&path).args(arguments).env_clear().output();
    run.unwrap_or_else(|error| panic!("{} ({error}); build it: cargo build --workspace --bins", path.display()))
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn every_program_explains_itself() {
    for program in PROGRAMS {
        for option in ["--help", "-h"] {
            let answer = run(program, &[option]);
            assert!(answer.status.success(), "{program} {option}: {}", text(&answer.stderr));
            assert!(text(&answer.stdout).contains("Usage"), "{program} {option}: {}", text(&answer.stdout));
        }
        for option in ["--version", "-V"] {
            let answer = run(program, &[option]);
            assert!(answer.status.success(), "{program} {option}: {}", text(&answer.stderr));
            assert_eq!(text(&answer.stdout), format!("{program} {}\n", env!("CARGO_PKG_VERSION")));
        }
    }
    assert!(text(&run("web", &["--help"]).stdout).contains("PUBLIC_URL"), "the help lists the settings");
}

#[test]
fn every_program_refuses_unknown_arguments() {
    for program in PROGRAMS {
        for argument in ["--verison", "starrt"] {
            let answer = run(program, &[argument]);
            assert_eq!(answer.status.code(), Some(2), "{program} {argument}");
            assert!(text(&answer.stderr).contains(argument), "{program} {argument}: {}", text(&answer.stderr));
        }
    }
}

#[test]
fn losing_all_rows_needs_a_confirmation() {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite://{}?mode=rwc", folder.path().join("wpp.db").display());
    let migrate = |arguments: &[&str]| run("migration", &[&["--database-url", &url], arguments].concat());
    assert!(migrate(&["up"]).status.success());
    for arguments in [&["fresh"][..], &["down", "3"]] {
        let refused = migrate(arguments);
        assert!(!refused.status.success() && text(&refused.stderr).contains("--yes"), "{arguments:?}");
        let status = text(&migrate(&["status"]).stdout);
        assert!(!status.contains("Pending"), "{arguments:?} changed the database: {status}");
    }
    for arguments in [&["down"][..], &["down", "2", "--yes"], &["fresh", "--yes"]] {
        let done = migrate(arguments);
        assert!(done.status.success(), "{arguments:?}: {}", text(&done.stderr));
    }
}
