//! Creates cartridges: `cargo run --example author -- new-cartridge snap`.
//!
//! | command | writes |
//! |---|---|
//! | `new-cartridge KIND` | a small, complete game in `shared/cartridges/KIND` (rules and screens), and its lines in the workspace, the registry and the conformance tests |
//! | `lines [KIND] [--at COMMIT]` | nothing; prints the lines of code of all games, or of one game's files |
//! | `presets KIND` | the migration that creates the table of the game's presets from its current settings, or changes it after the settings changed |
//!
//! Run them from the repository's root. The written code is formatted. The commands overwrite no file, except that `presets` rewrites
//! its own migration while it is the newest one.

mod lines;
mod new;
mod preset_code;
mod presets;

use std::process::{Command, ExitCode};

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["new-cartridge", kind] => new::cartridge(kind),
        ["presets", kind] => presets::migration(kind),
        ["lines"] => lines::count(None, None),
        ["lines", "--at", commit] => lines::count(None, Some(commit)),
        ["lines", kind] => lines::count(Some(kind), None),
        ["lines", kind, "--at", commit] => lines::count(Some(kind), Some(commit)),
        _ => Err("usage: author new-cartridge KIND | author presets KIND | author lines [KIND] [--at COMMIT]".into()),
    };
    // `lines` writes nothing.
    let format = || if arguments.first() == Some(&"lines") { Ok(()) } else { format() };
    match outcome.and_then(|()| format()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command prints its result for the person who runs it")]
            {
                eprintln!("author: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Formats what was written. Lines that were inserted into sorted lists move to their places.
fn format() -> Outcome {
    let status = Command::new("cargo").args(["fmt", "--all"]).status()?;
    if status.success() { Ok(()) } else { Err("cargo fmt failed; the reason is above".into()) }
}

/// Inserts `line` into the file at `path`, before the first line after `after` that begins with `mark`.
fn insert(path: &str, after: &str, mark: &str, line: &str) -> Outcome {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let start =
        text.find(after).ok_or_else(|| format!("{path} does not contain {after:?}; add the line yourself: {line}"))?;
    let found = text[start..]
        .find(&format!("\n{mark}"))
        .ok_or_else(|| format!("{path} has no line that begins with {mark:?}; add the line yourself: {line}"))?;
    let at = start + found + 1;
    std::fs::write(path, format!("{}{line}\n{}", &text[..at], &text[at..]))?;
    Ok(())
}

/// Prints a result.
#[expect(clippy::print_stdout, reason = "a command prints its result for the person who runs it")]
fn print(text: &str) {
    println!("{text}");
}
