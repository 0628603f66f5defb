use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::packs::catalog::PackDetails;

use super::{PackView, Visibility};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Json},
    },
};

/// The title and the other properties of a pack.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = AboutPack)]
pub struct PackProperties {
    /// The displayed title: 1 to 60 characters. Required for a new pack.
    #[serde(default)]
    title: Option<String>,
    /// The language of the questions, as a BCP 47 tag such as `da`. Required for a new pack.
    #[serde(default)]
    language: Option<String>,
    /// A short description of the content: up to 300 characters.
    #[serde(default)]
    description: Option<String>,
    /// The accounts that can see and play the pack. The default is `private`.
    #[serde(default)]
    visibility: Option<Visibility>,
}

impl From<PackProperties> for PackDetails {
    fn from(PackProperties { title, language, description, visibility }: PackProperties) -> Self {
        Self { title, language, description, visibility: visibility.map(Into::into) }
    }
}

/// Create a question pack
///
/// Creates an empty pack that belongs to the caller.
#[utoipa::path(
    post, path = "/api/packs", tag = "packs", operation_id = "create_pack", request_body = PackProperties,
    security(("account" = [])),
    responses(
        (status = 201, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: the error names the field", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    account: Account,
    Json(body): Json<PackProperties>,
) -> Result<(StatusCode, axum::Json<PackView>), ApiError> {
    let account = account.id.as_str();
    let created = app.packs.create(Some(account), body.into()).await?;
    Ok((StatusCode::CREATED, axum::Json(PackView::of(&app, created, Some(account)))))
}
