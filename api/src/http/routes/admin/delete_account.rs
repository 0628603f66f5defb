use axum::{
    extract::{Path, State, rejection::PathRejection},
    http::StatusCode,
};
use sea_orm::EntityTrait as _;
use wpp_entity::account;
use wpp_game::contract::ErrorCode;
use wpp_library::operators::is_operator;

use super::super::accounts::delete::remove;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Operator},
};

/// Delete an account as an operator
///
/// Deletes an account with everything it owns, and ends the sessions that it hosts. Repeating the call is harmless. Accounts
/// of operators are refused: take the right back first.
#[utoipa::path(
    delete, path = "/api/admin/accounts/{account_id}", tag = "administration", operation_id = "delete_account_as_operator",
    params(("account_id" = String, Path, description = "The account's id.")),
    security(("operator" = [])),
    responses(
        (status = 204, description = "The account does not exist, or was deleted before."),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the account may manage the server, or a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn delete_account(
    State(app): State<App>,
    operator: Operator,
    path: Result<Path<String>, PathRejection>,
) -> Result<StatusCode, ApiError> {
    // No account has an id that cannot be decoded.
    let Ok(Path(id)) = path else { return Ok(StatusCode::NO_CONTENT) };
    let Some(row) = account::Entity::find_by_id(&id).one(&app.db).await? else {
        return Ok(StatusCode::NO_CONTENT);
    };
    if is_operator(&app.db, &id).await? {
        let detail = "This account manages the server. Run `wpp account revoke-operator NAME` first.";
        return Err(ApiError::new(ErrorCode::NotAllowed, detail));
    }
    match remove(&app, &row).await {
        Ok(_) => tracing::info!(operator = %operator.login.name, account = id, "account deleted by an operator"),
        // Somebody else deleted it meanwhile.
        Err(error) if error.code == ErrorCode::NotAuthenticated => {}
        Err(error) => return Err(error),
    }
    Ok(StatusCode::NO_CONTENT)
}
