//! Writes the contract's documents from the types, or checks that they are not stale.
//!
//! `contract` writes; `contract --check` compares and fails if a file differs. Run it from the
//! repository's root.

use std::{fs, path::Path, process::ExitCode};

use wpp_api::contract;

fn main() -> ExitCode {
    let check = std::env::args().any(|argument| argument == "--check");
    match run(check) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command speaks to whoever called it")]
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
    for (path, wanted) in documents {
        let path = Path::new(path);
        if !check {
            fs::write(path, wanted).map_err(|error| format!("{} cannot be written: {error}", path.display()))?;
        } else if fs::read_to_string(path).unwrap_or_default() != wanted {
            return Err(format!(
                "{} is stale; write it anew with `cargo run -p wpp-api --bin contract`",
                path.display()
            )
            .into());
        }
    }
    Ok(())
}
