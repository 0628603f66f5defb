use axum::{Json, extract::State};
use serde::Serialize;
use utoipa::ToSchema;
use wpp_entity::account;
use wpp_game::{ids::AccountId, time::Timestamp};
use wpp_library::operators::list;

use crate::{
    app::App,
    error::ApiError,
    http::{
        ProblemDetails,
        extract::{Operator, Query},
    },
};

/// Number of accounts in an answer. The operator searches for more.
const MOST: u64 = 50;

/// An account, as an operator sees it.
#[derive(Debug, Serialize, ToSchema)]
pub struct ListedAccount {
    /// The id.
    id: AccountId,
    /// The login name.
    name: String,
    /// Time of the registration.
    created_at: Timestamp,
    /// Whether the account may manage the server.
    operator: bool,
}

/// Find accounts
///
/// Returns up to 50 accounts whose name starts with a text, in alphabetical order.
#[utoipa::path(
    get, path = "/api/admin/accounts", tag = "administration", operation_id = "find_accounts",
    params(("name" = Option<String>, Query, description = "Start of the login name, in upper or lower case. Default: all.")),
    security(("operator" = [])),
    responses(
        (status = 200, body = [ListedAccount]),
        (status = 401, description = "`not_authenticated`: no operator is logged in", body = ProblemDetails),
        (status = 403, description = "`not_allowed`: a page of another origin made the call", body = ProblemDetails),
    )
)]
pub async fn accounts(
    State(app): State<App>,
    _operator: Operator,
    query: Query,
) -> Result<Json<Vec<ListedAccount>>, ApiError> {
    let start = query.get("name").unwrap_or_default().trim().to_lowercase();
    let found = account::Entity::starting_with(&start, MOST).all(&app.db).await?;
    let operators: Vec<String> = list(&app.db).await?.into_iter().map(|account| account.id).collect();
    let listed = |account: account::Model| ListedAccount {
        operator: operators.contains(&account.id),
        id: AccountId(account.id),
        name: account.name,
        created_at: Timestamp::from_millis(account.created_at),
    };
    Ok(Json(found.into_iter().map(listed).collect()))
}
