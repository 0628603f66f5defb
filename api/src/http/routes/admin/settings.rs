use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    app::App,
    http::{ProblemDetails, extract::Operator},
};

/// A setting of the process.
#[derive(Debug, Serialize, ToSchema)]
pub struct SettingView {
    /// Name of the environment variable.
    name: &'static str,
    /// Its meaning and default.
    about: &'static str,
    /// The value; absent if the default applies. Secrets are `…`, also in addresses.
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
}

/// Read the settings
///
/// Returns the settings with which the answering process runs, without secrets. They change only at a start.
#[utoipa::path(
    get, path = "/api/admin/settings", tag = "administration", operation_id = "list_settings",
    security(("operator" = [])),
    responses(
        (status = 200, body = [SettingView]),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn settings(State(app): State<App>, _operator: Operator) -> Json<Vec<SettingView>> {
    let view = |setting: &wpp_runtime::config::SettingInForce| SettingView {
        name: setting.name,
        about: setting.about,
        value: setting.value.clone(),
    };
    Json(app.settings_in_force.iter().map(view).collect())
}
