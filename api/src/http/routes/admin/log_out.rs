use axum::{
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse as _, Response},
};

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        cookie::{OPERATOR, same_origin, with_cookies},
        scheme::Scheme,
    },
};

/// Log out as an operator
///
/// Ends the operator's login of this browser. Without a login the response is the same.
#[utoipa::path(
    post, path = "/api/admin/logout", tag = "administration", operation_id = "log_out_operator",
    responses(
        (status = 204, description = "Logged out."),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn log_out(State(app): State<App>, scheme: Scheme, headers: HeaderMap) -> Result<Response, ApiError> {
    same_origin(&headers)?;
    if let Some(token) = OPERATOR.read(&headers) {
        app.operators.end(token).await?;
    }
    Ok(with_cookies(OPERATOR.clear(scheme), StatusCode::NO_CONTENT.into_response()))
}
