//! The suite with bugs in the example game: what it prints, and that the printed command repeats it.

use std::{cell::Cell, env, fs, os::unix::fs::PermissionsExt, path::PathBuf, process::Command};

use proptest::prelude::any;

use super::Law;
use crate::{
    example_game::{BUG, ExampleGame},
    script::{Script, scripts},
    world::World,
};

/// Longest output of a suite that fails, in lines.
const MOST: usize = 200;

/// The seed of every run, so that it finds the same games. Another seed can lead to a longer game that no single step
/// shortens, such as one with two rounds.
const SEED: &str = "1";

/// Runs the laws of the example game whose names begin with `law`, with a bug. Returns what they print. A law must fail.
fn run(bug: &str, law: &str) -> String {
    let program = env::current_exe().unwrap();
    let mut command = Command::new(program);
    command.arg(format!("conformance::example_game::{law}")).env("PROPTEST_CASES", "16").env("PROPTEST_RNG_SEED", SEED);
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

/// Runs `bin/check` in a copy with one more game, and with a cargo that prints its arguments. Returns what it prints.
fn check(arguments: &[&str]) -> String {
    let (root, copy) = (PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../.."), tempfile::tempdir().unwrap());
    let suite = "shared/cartridges/tests/it/conformance.rs";
    let text = fs::read_to_string(root.join(suite)).unwrap();
    fs::create_dir_all(copy.path().join(suite).parent().unwrap()).unwrap();
    let line = "    snap2 => wpp_snap2::Snap2, declared;\n    fib =>";
    fs::write(copy.path().join(suite), text.replace("    fib =>", line)).unwrap();
    let copied = Command::new("cp").arg("-R").arg(root.join("bin")).arg(copy.path()).status().unwrap();
    assert!(copied.success());
    // Without npm, the last stage of `--game` fails.
    for (tool, script) in [("cargo", "echo \"cargo $*\""), ("node", "exit 0"), ("npm", "exit 1")] {
        let path = copy.path().join("bin").join(tool);
        fs::write(&path, format!("#!/bin/sh\n{script}\n")).unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).unwrap();
    }
    let mut bash = Command::new("bash");
    bash.args(["-c", r#"PATH=$PWD/bin:$PATH; exec bin/check "$@""#, "check"]).args(arguments).current_dir(copy.path());
    let output = bash.output().unwrap();
    format!("{}{}", String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr))
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
    assert!(report.contains(&format!("\nSeed {SEED}. ")), "{report}");
    assert_eq!(command, format!("bin/check --replay example_game {SEED} no_secret_leaks"));
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

#[test]
fn law_that_skips_a_third_of_its_cases_fails() {
    let check = |skipped: u32| {
        let count = Cell::new(0_u32);
        Law::new("example_game", "no_law").check(scripts(), |script| {
            count.set(count.get() + 1);
            if !count.get().is_multiple_of(skipped) {
                World::<ExampleGame>::record(&Script { ops: Vec::new(), ..script }, |_| {});
            }
        });
    };
    check(5);
    let failed = std::panic::catch_unwind(|| check(3)).unwrap_err();
    assert_eq!(failed.downcast_ref(), Some(&"a law does not hold"));
}

#[test]
fn check_of_a_game_tests_its_laws_its_settings_and_its_presets() {
    let output = check(&["--game", "snap2"]);
    for command in ["cargo test --quiet --test it conformance::snap2::", "cargo test --quiet --test it manifest::"] {
        assert!(output.contains(command), "{output}");
    }
    assert!(check(&["--game", "sn.p2"]).contains(r#""sn.p2" is not a game"#));
    assert!(check(&["--game"]).contains(r#""" is not a game"#));
}

#[test]
fn check_replays_a_game_with_a_digit() {
    let output = check(&["--replay", "snap2", "7", "no_secret_leaks"]);
    assert!(output.contains("cargo test --quiet --test it conformance::snap2::no_secret_leaks"), "{output}");
}
