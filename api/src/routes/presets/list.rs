use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_library::presets::Preset;

use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Query},
};

/// An account's presets.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresetList {
    /// In the order of the cartridges; each one's default first, then by name. At most 100.
    presets: Vec<Preset>,
}

/// List presets
///
/// The caller's own, of one cartridge or of all.
#[utoipa::path(
    get, path = "/api/presets", tag = "presets",
    params(("cartridge" = Option<String>, Query, description = "Only those of this cartridge.")),
    security(("account" = [])),
    responses(
        (status = 200, body = PresetList),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, account: Account, query: Query) -> Result<axum::Json<PresetList>, ApiError> {
    let presets = app.presets.list(&account.id, query.get("cartridge")).await?;
    Ok(axum::Json(PresetList { presets }))
}
