//! The log of a process.

use std::{error::Error, io::IsTerminal};

use tracing_subscriber::{EnvFilter, layer::SubscriberExt, util::SubscriberInitExt};

use super::{Chain, library_levels::library_levels, recent_log};
use crate::config::Logs;

/// Starts the process's log. Log fields never contain a token: requests are logged by path, without their
/// query. Libraries log no frames, statements or commands, whatever the filter is. The newest lines stay in memory for the
/// operator's page.
pub fn start_logs(logs: &Logs) {
    let filter = EnvFilter::try_new(&logs.filter).unwrap_or_else(|_| EnvFilter::new("info"));
    let registry = tracing_subscriber::registry().with(filter).with(library_levels()).with(recent_log::layer());
    // A second start fails and keeps the first log. A test binary starts both processes' logs.
    let _ = if logs.json {
        registry.with(tracing_subscriber::fmt::layer().json().flatten_event(true).with_span_list(false)).try_init()
    } else {
        registry.with(tracing_subscriber::fmt::layer().with_ansi(std::io::stdout().is_terminal())).try_init()
    };
}

/// Writes panics to the log, with the fields of the request during which they happen.
pub fn log_panics() {
    std::panic::set_hook(Box::new(|panic| {
        let location = panic.location().map(ToString::to_string).unwrap_or_default();
        let message = panic.payload_as_str().unwrap_or("no message");
        tracing::error!(location, message, "thread panicked");
    }));
}

/// Reports why a process ends: in the log, or on the standard error output if the log has not started.
pub fn report_failure(process: &str, error: &(dyn Error + 'static)) {
    if tracing::dispatcher::has_been_set() {
        tracing::error!(error = %Chain::of(error), "{process} cannot run");
        return;
    }
    #[expect(clippy::print_stderr, reason = "the log has not started")]
    {
        eprintln!("{process}: {}", Chain::of(error));
    }
}
