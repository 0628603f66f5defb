//! Begins a cartridge: `cargo run -p wpp-game --example author -- new-cartridge snap`.
//!
//! | command | writes |
//! |---|---|
//! | `new-cartridge KIND` | a whole small game: the driver, its faces in the browser app, its line in the registry and in the conformance suite |
//! | `presets KIND` | the migration of the table of its presets, from the settings it declares now |
//!
//! Run it from the repository's root. Nothing that is there is overwritten, but by `presets` its own
//! last migration, as long as that has not been released.

mod new;
mod presets;

use std::process::ExitCode;

type Outcome = Result<(), Box<dyn std::error::Error>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["new-cartridge", kind] => new::cartridge(kind),
        ["presets", kind] => presets::migration(kind),
        _ => Err("usage: author new-cartridge KIND | author presets KIND".into()),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command speaks to whoever called it")]
            {
                eprintln!("author: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

/// Puts `line` into the file at `path`, before the first line that begins with `mark` after `after`.
fn insert(path: &str, after: &str, mark: &str, line: &str) -> Outcome {
    let text = std::fs::read_to_string(path).map_err(|error| format!("{path}: {error}"))?;
    let start = text.find(after).ok_or_else(|| format!("{path} holds no {after:?}"))?;
    let found = text[start..].find(&format!("\n{mark}")).ok_or_else(|| format!("{path} holds no line {mark:?}"))?;
    let at = start + found + 1;
    std::fs::write(path, format!("{}{line}\n{}", &text[..at], &text[at..]))?;
    Ok(())
}

/// Says what was done.
#[expect(clippy::print_stdout, reason = "a command speaks to whoever called it")]
fn say(words: &str) {
    println!("{words}");
}
