use axum::{extract::State, http::StatusCode};
use serde::Deserialize;
use utoipa::ToSchema;
use wpp_library::packs::catalog::PackDetails;

use super::{PackView, Visibility};
use crate::{
    app::App,
    error::{ApiError, ProblemDetails},
    extract::{Account, Json},
};

/// What is said about a pack.
#[derive(Debug, Deserialize, ToSchema)]
pub struct AboutPack {
    /// What people see, 1–60 characters. Needed for a new pack.
    #[serde(default)]
    title: Option<String>,
    /// The language of its questions, as a BCP 47 tag such as `da`. Needed for a new pack.
    #[serde(default)]
    language: Option<String>,
    /// A sentence on what is in it, up to 300 characters.
    #[serde(default)]
    description: Option<String>,
    /// Who may see and play it; `private` at first.
    #[serde(default)]
    visibility: Option<Visibility>,
}

impl From<AboutPack> for PackDetails {
    fn from(AboutPack { title, language, description, visibility }: AboutPack) -> Self {
        Self { title, language, description, visibility: visibility.map(Into::into) }
    }
}

/// Make a question pack
///
/// An empty one, of the caller's own.
#[utoipa::path(
    post, path = "/api/packs", tag = "packs", request_body = AboutPack,
    security(("account" = [])),
    responses(
        (status = 201, body = PackView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 409, description = "`pack_limit`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`: names the field", body = ProblemDetails),
    )
)]
pub async fn create(
    State(app): State<App>,
    account: Account,
    Json(body): Json<AboutPack>,
) -> Result<(StatusCode, axum::Json<PackView>), ApiError> {
    let account = account.id.as_str();
    let made = app.packs.create(Some(account), body.into()).await?;
    Ok((StatusCode::CREATED, axum::Json(PackView::of(&app, made, Some(account)))))
}
