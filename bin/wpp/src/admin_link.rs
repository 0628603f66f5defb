//! `wpp admin-link`: a one-time link to the page `/admin`.

use std::{error::Error, io::Write as _};

use wpp_api::settings::WebSettings;
use wpp_library::operators::OperatorLinks;
use wpp_runtime::{
    config::{self, Env},
    redis_connection,
    secure_rng::SecureRng,
};

/// Prints a link. Reads `REDIS_URL` and `PUBLIC_URL` like the processes.
///
/// # Errors
/// When a setting is unusable or Redis does not answer.
pub async fn run() -> Result<(), Box<dyn Error>> {
    let env = Env::of_process();
    let settings = WebSettings::read(&env)?;
    let redis = redis_connection::open(&config::redis_address(&env)?).await?;
    // Whether browsers accept a certificate of an ACME server is known to the processes only. They redirect to HTTPS if so.
    let base = settings.link_base(false);
    let link = OperatorLinks::new(redis, SecureRng::from_os()?).create(&base).await?;
    writeln!(std::io::stdout(), "{link}")?;
    Ok(())
}
