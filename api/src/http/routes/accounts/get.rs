use axum::{Json, extract::State};
use sea_orm::EntityTrait;
use wpp_entity::account;

use super::AccountView;
use crate::{
    app::App,
    error::ApiError,
    http::{ProblemDetails, extract::Account},
};

/// See the account
///
/// Returns the account of the token.
#[utoipa::path(
    get, path = "/api/account", tag = "accounts", operation_id = "get_account", security(("account" = [])),
    responses(
        (status = 200, body = AccountView),
        (status = 401, description = "`not_authenticated`", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: the token belongs to a session, not to an account", body = ProblemDetails),
    )
)]
pub async fn get(State(app): State<App>, account: Account) -> Result<Json<AccountView>, ApiError> {
    let row = account::Entity::find_by_id(account.id.as_str()).one(&app.db).await?;
    row.as_ref().map(|row| Json(AccountView::from(row))).ok_or_else(ApiError::not_authenticated)
}
