//! The server: `cargo run`, with the commands of `wpp`.

use std::process::ExitCode;

fn main() -> ExitCode {
    wpp::run(own_server::registry())
}
