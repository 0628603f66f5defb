//! Creates cartridges: `cargo run --example author -- new-cartridge snap`.
//!
//! | command | writes |
//! |---|---|
//! | `new-cartridge KIND [--players 2\|3]` | a small, complete game for two or three players or more in `shared/cartridges/KIND` (rules and screens), and its lines in the workspace, the registry and the conformance tests |
//! | `lines [KIND] [--at COMMIT]` | nothing; prints the lines of code of all games, or of one game's files |
//! | `presets KIND [OLD=NEW ...]` | the migration that creates the table of the game's presets from its current settings, or changes it after the settings changed. `OLD=NEW` names a setting that got another key, so that presets keep its values. |
//!
//! Run them from the repository's root. The written code is formatted. The commands overwrite no file except the record of `presets`.
//! `new-cartridge` writes everything or nothing.

mod changes;
mod counting;
mod files;
mod kinds;
mod lines;
mod new;
mod preset_code;
mod presets;

use std::process::{Command, ExitCode};

use files::Outcome;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match arguments.as_slice() {
        ["new-cartridge", kind] => new::cartridge(kind, "2"),
        ["new-cartridge", kind, "--players", players] => new::cartridge(kind, players),
        ["presets", kind, renamed @ ..] => presets::migration(kind, renamed),
        ["lines"] => lines::print_counts(None, None),
        ["lines", "--at", commit] => lines::print_counts(None, Some(commit)),
        ["lines", kind] => lines::print_counts(Some(kind), None),
        ["lines", kind, "--at", commit] => lines::print_counts(Some(kind), Some(commit)),
        _ => Err(
            "usage: author new-cartridge KIND [--players 2|3] | author presets KIND [OLD=NEW ...] | author lines [KIND] [--at COMMIT]"
                .into(),
        ),
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
