//! `wpp admin-link`: a one-time link to the page `/admin`.

use std::{error::Error, io::Write as _};

use clap::Args;
use wpp_api::settings::WebSettings;
use wpp_library::operators::{self, OperatorLinks};
use wpp_runtime::{config, redis_connection, secure_rng::SecureRng};

use crate::party;

/// Options of the command.
#[derive(Debug, Clone, Args)]
pub struct AdminLink {
    /// First ends all logins on the page, and all links that were not used.
    #[arg(long)]
    end_logins: bool,
}

impl AdminLink {
    /// Prints a link. Reads `REDIS_URL` and `PUBLIC_URL` like the processes, or uses the store of the party in this folder.
    ///
    /// # Errors
    /// When a setting is unusable or Redis does not answer.
    pub async fn run(&self) -> Result<(), Box<dyn Error>> {
        let (env, rng) = (party::environment()?, SecureRng::from_os()?);
        let settings = WebSettings::read(&env)?;
        let redis = redis_connection::open(&config::redis_address(&env)?).await?;
        if self.end_logins {
            operators::end_all(&redis, &rng).await?;
        }
        // Whether browsers accept a certificate of an ACME server is known to the processes only. They redirect to HTTPS if so.
        let base = settings.link_base(false);
        let link = OperatorLinks::new(redis, rng).create(&base).await?;
        writeln!(std::io::stdout(), "{link}")?;
        Ok(())
    }
}
