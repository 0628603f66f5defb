use axum::{extract::State, http::HeaderMap, response::Response};
use serde::Deserialize;
use utoipa::ToSchema;

use super::{OperatorLoginView, logged_in};
use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::same_origin,
        extract::{Address, Json},
        scheme::Scheme,
    },
};

/// A one-time link.
#[derive(Deserialize, ToSchema)]
pub struct RedeemOperatorLink {
    /// The text after `#link=` in the address.
    link: String,
}

/// Use a one-time link
///
/// Begins a login of eight hours with a link that `wpp` or `wpp admin-link` printed. A link works once, within an hour. The
/// page `/admin` makes this call.
#[utoipa::path(
    post, path = "/api/admin/links/redeem", tag = "administration", operation_id = "redeem_operator_link",
    request_body = RedeemOperatorLink,
    responses(
        (status = 200, body = OperatorLoginView),
        (status = 403, description = "`not_allowed`: the link was used before or has expired, or a page of another origin made the call", body = ProblemDetails),
        (status = 429, description = "`too_many_requests`: too many wrong links from this address", body = ProblemDetails),
    )
)]
pub async fn redeem(
    State(app): State<App>,
    Address(address): Address,
    scheme: Scheme,
    headers: HeaderMap,
    Json(body): Json<RedeemOperatorLink>,
) -> Result<Response, ApiError> {
    same_origin(&headers)?;
    let guess = app.limits.unknown_codes.reserve(address)?;
    app.operator_links.redeem(&body.link).await?;
    guess.give_back();
    Ok(logged_in(app.operators.begin_by_link().await?, scheme))
}
