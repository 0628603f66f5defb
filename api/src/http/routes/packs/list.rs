use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_library::packs::catalog::{MAX_PAGE, PackFilter};

use super::{PackView, number};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Account, Query},
        routes::page_size,
    },
};

/// A page of question packs.
#[derive(Debug, Serialize, ToSchema)]
pub struct PackPage {
    /// The packs, newest first.
    packs: Vec<PackView>,
    /// The value of `before` for the next page; `null` on the last page.
    next: Option<String>,
}

/// List the question packs
///
/// Returns the built-in and the public packs, and with an account's token also the packs of the account.
#[utoipa::path(
    get, path = "/api/packs", tag = "packs", operation_id = "list_packs",
    params(
        ("show" = Option<String>, Query, description = "`all` (default), `public`, `built_in` (packs of the platform) or `mine`."),
        ("before" = Option<String>, Query, description = "`next` of the previous page."),
        ("limit" = Option<u64>, Query, description = "Packs per page. The default is 50.", minimum = 1, maximum = 100),
    ),
    security((), ("account" = [])),
    responses(
        (status = 200, body = PackPage),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 422, description = "`invalid_input`", body = ProblemDetails),
    )
)]
pub async fn list(State(app): State<App>, account: Option<Account>, query: Query) -> Result<Json<PackPage>, ApiError> {
    let account = account.as_ref().map(|account| account.id.as_str());
    let whose = match (query.get("show").unwrap_or("all"), account) {
        ("public", _) | ("all", None) => PackFilter::Public,
        ("built_in", _) => PackFilter::BuiltIn,
        ("all", Some(account)) => PackFilter::All(account),
        ("mine", Some(account)) => PackFilter::Mine(account),
        ("mine", None) => return Err(ApiError::not_authenticated()),
        _ => return Err(ApiError::invalid("`show` must be all, public, built_in or mine.").at("show")),
    };
    let limit = page_size(&query, MAX_PAGE)?;
    let mut found = app.packs.list(whose, number("before", query.get("before"))?, limit + 1).await?;
    let more = found.len() as u64 > limit;
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = found.last().filter(|_| more).map(|last| last.pack.id.to_string());
    Ok(Json(PackPage { packs: found.into_iter().map(|listed| PackView::of(&app, listed, account)).collect(), next }))
}
