//! The worker process.

use std::process::ExitCode;

use wpp_runtime::{config::Settings, secure_rng::SecureRng, shutdown, telemetry};

// A step makes and drops hundreds of small parts; this allocator takes a twentieth off its cost.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// One thread: a deadline costs a fraction of a millisecond, and handing it between threads would
// cost more. Whoever needs more than one core starts another worker.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match start().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may not be up yet, and what stops a start is said to whoever started it.
            #[expect(clippy::print_stderr, reason = "the last word of a process that cannot start")]
            {
                eprintln!("worker: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn start() -> Result<(), Box<dyn std::error::Error>> {
    let entropy = SecureRng::from_os()?;
    let settings = Settings::from_env(&entropy)?;
    telemetry::start_logs(&settings.logs);
    let metrics = telemetry::start_metrics()?;
    wpp_worker::run(&settings, entropy, metrics, shutdown::signalled()).await
}
