//! Generates the contract's documents from the types, or checks that they are up to date.
//!
//! `contract` writes the files. `contract --check` fails if a file differs. Run it in the repository's root.

use std::{fs, path::Path, process::ExitCode};

use wpp_api::contract;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command prints its errors")]
            {
                eprintln!("contract: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(check: bool) -> Result<(), Box<dyn std::error::Error>> {
    let asyncapi = contract::asyncapi();
    let documents = [
        ("docs/openapi.json", contract::openapi().to_pretty_json()? + "\n"),
        ("docs/asyncapi.json", serde_json::to_string_pretty(&asyncapi)? + "\n"),
        ("docs/data.md", contract::lifecycle::render()),
        ("docs/events.md", contract::reference::render(&asyncapi)),
    ];
    for (path, generated) in documents {
        let path = Path::new(path);
        if !check {
            fs::write(path, generated).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
        } else if fs::read_to_string(path).unwrap_or_default() != generated {
            return Err(format!("{} is out of date; run `cargo run -p wpp-api --bin contract`", path.display()).into());
        }
    }
    Ok(())
}
