//! The suite with bugs in the example game: what it prints, and that the printed command repeats it.

use std::{env, fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use proptest::prelude::any;

use super::Law;
use crate::example_game::BUG;

/// Longest output of a suite that fails, in lines.
const MOST: usize = 200;

/// Runs the laws of the example game whose names begin with `law`, with a bug. Returns what they print. A law must fail.
fn run(bug: &str, law: &str) -> String {
    let program = env::current_exe().unwrap();
    let mut command = Command::new(program);
    command
        .arg(format!("conformance::example_game::{law}"))
        .env("PROPTEST_CASES", "16")
        .env_remove("PROPTEST_RNG_SEED");
    failing(command, bug)
}

/// Runs a command that must fail, and returns its output.
fn failing(mut command: Command, bug: &str) -> String {
    let output = command.env(BUG, bug).env("RUST_BACKTRACE", "1").output().unwrap();
    let text = format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    assert!(!output.status.success(), "{text}");
    assert!(text.lines().count() <= MOST, "{} lines:\n{text}", text.lines().count());
    text
}

/// Runs a command of a report as a person does, in the repository's folder, with this test program in place of cargo.
fn repeat(command: &str, bug: &str) -> String {
    let tools = tempfile::tempdir().unwrap();
    let cargo = tools.path().join("cargo");
    let program = env::current_exe().unwrap();
    let expected = r#"[ "$1 $2 $3 $4" = "test --quiet --test it" ] || exit 9"#;
    fs::write(&cargo, format!("#!/bin/sh\n{expected}\nexec '{}' \"$5\"\n", program.display())).unwrap();
    fs::set_permissions(&cargo, fs::Permissions::from_mode(0o755)).unwrap();
    let mut bash = Command::new("bash");
    bash.args(["-c", &format!("PATH=$0:$PATH; {command}")]).arg(tools.path()).env_remove("PROPTEST_CASES");
    bash.current_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."));
    failing(bash, bug)
}

/// Returns the report of a law: from its headline to its command.
fn report<'a>(output: &'a str, law: &str) -> &'a str {
    let start = output.find(&format!("example_game breaks the law {law}:\n")).unwrap_or_else(|| panic!("{output}"));
    let end = output[start..].find("bin/check --replay").unwrap() + start;
    &output[start..end + output[end..].find('\n').unwrap()]
}

#[test]
fn failing_law_prints_its_shortest_game_and_a_command_that_repeats_it() {
    let output = run("leaks", "no_secret_leaks");
    let report = report(&output, "no_secret_leaks");
    let (_, command) = report.rsplit_once("Repeat: ").unwrap();
    let seed = command.strip_prefix("bin/check --replay example_game ").unwrap().split(' ').next().unwrap();
    assert!(report.contains(&format!("\nSeed {seed}. ")), "{report}");
    assert!(command.ends_with(&format!(" {seed} no_secret_leaks")), "{report}");
    // The bug needs a game and the hints of two players, and nothing else.
    assert!(report.contains(", which nobody may read, reaches everybody in "), "{report}");
    assert_eq!(report.matches(": note.hint ").count(), 2, "{report}");
    assert_eq!(report.matches("the host plays").count(), 1, "{report}");
    assert!(report.lines().count() < 30, "{report}");

    let repeated = repeat(command, "leaks");
    assert_eq!(self::report(&repeated, "no_secret_leaks"), report);
}

#[test]
fn suite_that_fails_as_a_whole_prints_one_transcript() {
    let output = run("panics", "");
    assert_eq!(output.matches("The shortest such game").count(), 1, "{output}");
    assert!(output.matches("bin/check --replay").count() > 10, "{output}");
    assert!(output.contains("the law is broken here (shared/cartridges/tests/it/example_game/rules.rs:"), "{output}");
}

#[test]
fn suite_in_which_no_game_starts_fails() {
    let output = run("never_starts", "");
    assert!(output.contains("test result: FAILED. 0 passed;"), "{output}");
    assert!(output.contains("No game started in 16 random games, so the law was not tested."), "{output}");
}

#[test]
#[should_panic(expected = "a law does not hold")]
fn law_without_a_game_fails() {
    Law::new("example_game", "no_law").check(any::<u8>(), |_| {});
}
