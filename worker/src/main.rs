//! The worker process.

use std::process::ExitCode;

use wpp_runtime::{config::Env, secure_rng::SecureRng, shutdown, telemetry};
use wpp_worker::settings::Settings;

// A step allocates hundreds of small values. mimalloc reduces its cost by about 5 %.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// One thread: a deadline costs a fraction of a millisecond, and a switch between threads costs more. To use more
// cores, start more workers.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match start().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log may not be set up yet.
            #[expect(clippy::print_stderr, reason = "reports why the process cannot start")]
            {
                eprintln!("worker: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn start() -> Result<(), Box<dyn std::error::Error>> {
    let rng = SecureRng::from_os()?;
    let settings = Settings::read(&Env::of_process(), &rng)?;
    telemetry::start_logs(&settings.logs);
    let metrics = telemetry::start_metrics()?;
    wpp_worker::run(&settings, rng, metrics, shutdown::signalled()).await
}
