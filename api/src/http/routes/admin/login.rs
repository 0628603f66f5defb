use axum::Json;

use super::OperatorLoginView;
use crate::http::{ProblemDetails, extract::Operator};

/// Read the operator's login
///
/// Returns who is logged in as an operator in this browser.
#[utoipa::path(
    get, path = "/api/admin/login", tag = "administration", operation_id = "get_operator_login",
    security(("operator" = [])),
    responses(
        (status = 200, body = OperatorLoginView),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn login(operator: Operator) -> Json<OperatorLoginView> {
    Json(operator.login.into())
}
