//! The `web` process.

use std::process::ExitCode;

use wpp_api::{
    app::App,
    server::{self, MetricsServer},
    settings::Settings,
};
use wpp_runtime::{config::Env, secure_rng::SecureRng, telemetry};

#[tokio::main]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "the log may not be initialised when the start fails")]
            {
                eprintln!("web: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let entropy = SecureRng::from_os()?;
    let settings = Settings::read(&Env::of_process(), &entropy)?;
    telemetry::start_logs(&settings.logs);
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let metrics = telemetry::start_metrics()?;
    let listener = tokio::net::TcpListener::bind(settings.web.listen)
        .await
        .map_err(|error| format!("cannot listen on {} ({error}); choose another PORT", settings.web.listen))?;
    let metrics = MetricsServer { listener: settings.web.metrics.bind().await?, handle: metrics };
    let app = App::connect(&settings, entropy).await?;
    server::serve(listener, app, metrics, wpp_runtime::shutdown::signalled()).await?;
    Ok(())
}
