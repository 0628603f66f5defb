//! The `web` process.

use std::{error::Error, process::ExitCode};

use wpp_api::{
    app::App,
    server::{self, MetricsServer},
    settings::Settings,
};
use wpp_runtime::{
    config::{self, Env, Logs, Process},
    open_files,
    secure_rng::SecureRng,
    telemetry,
};

#[tokio::main]
async fn main() -> ExitCode {
    clap::Command::new("web")
        .version(env!("CARGO_PKG_VERSION"))
        .about("The API process of the Weirsøe Party Protocol: REST, sockets and the browser app")
        .after_help(config::help(Process::Web))
        .get_matches();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            telemetry::report_failure("web", &*error);
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let (env, entropy) = (Env::of_process(), SecureRng::from_os()?);
    telemetry::start_logs(&Logs::read(&env)?);
    telemetry::log_panics();
    let mut settings = Settings::read(&env, &entropy)?;
    settings.web.fit_sockets(open_files::raise_limit(), &mut settings.warnings);
    for warning in &settings.warnings {
        tracing::warn!("{warning}");
    }
    let metrics = telemetry::start_metrics(Process::Web)?;
    let listener = tokio::net::TcpListener::bind(settings.web.listen)
        .await
        .map_err(|error| format!("cannot listen on {} ({error}); choose another PORT", settings.web.listen))?;
    let app = App::connect(&settings, entropy, &metrics).await?;
    let metrics = MetricsServer { listener: settings.web.metrics.bind().await?, metrics };
    server::serve(listener, app, metrics, wpp_runtime::shutdown::signalled()).await?;
    Ok(())
}
