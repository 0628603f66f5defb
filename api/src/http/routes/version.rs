//! The version of the running program.

use axum::Json;
use serde::Serialize;
use utoipa::ToSchema;

/// The version of the running program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Version {
    /// The version of the release, as in CHANGELOG.md.
    version: &'static str,
    /// The commit from which the program was built; `development` for a build without optimisation.
    commit: &'static str,
    /// The newest migration that the program knows. The database has this schema while the program runs.
    schema: String,
}

/// Version
///
/// Returns the version of the program, its commit, and the version of the database schema.
#[utoipa::path(get, path = "/version", tag = "operation", responses((status = 200, body = Version)))]
pub async fn version() -> Json<Version> {
    Json(Version {
        version: env!("CARGO_PKG_VERSION"),
        commit: env!("WPP_COMMIT"),
        schema: wpp_migration::newest().unwrap_or_default(),
    })
}
