//! `wpp contract`: generates the contract's documents and the list of settings from the code, or checks that they are up to date.

use std::{error::Error, fs, path::Path};

use clap::Args;
use wpp_api::contract;
use wpp_game::registry::Registry;
use wpp_runtime::config;

/// Arguments of `wpp contract`.
#[derive(Debug, Args)]
pub struct Contract {
    /// Writes nothing, and fails if a document is out of date.
    #[arg(long)]
    check: bool,
}

impl Contract {
    /// Writes or checks the documents below the current folder.
    ///
    /// # Errors
    /// When a file cannot be written, or differs.
    pub fn run(&self, games: &Registry) -> Result<(), Box<dyn Error>> {
        let asyncapi = contract::asyncapi(games);
        let documents = [
            ("docs/openapi.json", contract::openapi(games).to_pretty_json()? + "\n"),
            ("docs/asyncapi.json", serde_json::to_string_pretty(&asyncapi)? + "\n"),
            ("docs/data.md", contract::lifecycle::render(games)),
            ("docs/events.md", contract::reference::render(&asyncapi)),
            ("docs/generated/settings.md", config::page()),
        ];
        for (path, generated) in documents {
            let path = Path::new(path);
            if !self.check {
                fs::write(path, generated).map_err(|error| format!("cannot write {}: {error}", path.display()))?;
            } else if fs::read_to_string(path).unwrap_or_default() != generated {
                return Err(format!("{} is out of date; run `cargo run -p wpp -- contract`", path.display()).into());
            }
        }
        Ok(())
    }
}
