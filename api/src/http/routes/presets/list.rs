use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_library::presets::Preset;

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Query},
    },
};

/// An account's presets.
#[derive(Debug, Serialize, ToSchema)]
pub struct PresetList {
    /// The presets, ordered by cartridge. The default of each cartridge is first, the others follow by name. At most 100.
    presets: Vec<Preset>,
}

/// List presets
///
/// Returns the caller's presets, of one cartridge or of all.
#[utoipa::path(
    get, path = "/api/presets", tag = "presets", operation_id = "list_presets",
    params(("cartridge" = Option<String>, Query, description = "Returns only presets of this cartridge.")),
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
