//! The worker process.

use std::{error::Error, process::ExitCode};

use wpp_runtime::{
    config::{self, Env, Logs, Process},
    open_files,
    secure_rng::SecureRng,
    shutdown, telemetry,
};
use wpp_worker::settings::Settings;

// A step allocates hundreds of small values. mimalloc reduces its cost by about 5 %.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

// One thread: a deadline costs a fraction of a millisecond, and a switch between threads costs more. To use more
// cores, start more workers.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    clap::Command::new("worker")
        .version(env!("CARGO_PKG_VERSION"))
        .about("The worker process of the Weirsøe Party Protocol: ends phases at their deadlines, and plays bots")
        .after_help(config::help(Process::Worker))
        .get_matches();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            telemetry::report_failure("worker", &*error);
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (env, rng) = (Env::of_process(), SecureRng::from_os()?);
    telemetry::start_logs(&Logs::read(&env)?);
    telemetry::log_panics();
    let settings = Settings::read(&env, &rng)?;
    open_files::raise_limit();
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let metrics = telemetry::start_metrics(Process::Worker)?;
    wpp_worker::run(&settings, rng, metrics, shutdown::signalled()).await
}
