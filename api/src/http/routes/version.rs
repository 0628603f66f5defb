//! The version of the running program.

use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{app::App, local_name::LocalName};

/// The version of the running program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// The version of the release, as in CHANGELOG.md.
    version: &'static str,
    /// The commit from which the program was built; `development` for a build without optimisation.
    commit: &'static str,
    /// The newest migration that the program knows. The database has this schema while the program runs.
    schema: String,
    /// The port on which the server also answers over HTTPS; null without HTTPS. Some features of browsers, such as keeping
    /// the screen on, need HTTPS.
    https_port: Option<u16>,
    /// Start of join links: the address that guests open.
    public_url: String,
    /// The server's name in the local network with its port, such as `party.local:8080`; null without one.
    local_host: Option<String>,
}

/// Version
///
/// Returns the version of the program, its commit, the version of the database schema, and the addresses of the server.
#[utoipa::path(get, path = "/version", tag = "operation", responses((status = 200, body = Version)))]
pub async fn version(State(app): State<App>) -> Json<Version> {
    Json(Version {
        version: env!("CARGO_PKG_VERSION"),
        commit: env!("WPP_COMMIT"),
        schema: wpp_migration::newest().unwrap_or_default(),
        https_port: app.addresses.https_port,
        public_url: app.link_base(),
        local_host: app.addresses.local_name.as_ref().map(LocalName::host),
    })
}
