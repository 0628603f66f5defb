use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use wpp_entity::account;
use wpp_game::ids::AccountId;
use wpp_library::tokens::{Access, Caller};

use super::bearer;
use crate::{app::App, error::ApiError};

/// The calling account, identified by an access token. The token is valid only while the login it came from exists.
///
/// Calls that work without a token use `Option<Account>`. They reject an invalid token as well: otherwise the caller
/// would not notice that the call ignores the account.
#[derive(Debug, Clone)]
pub struct Account {
    /// The id by which database rows reference the account.
    pub id: AccountId,
    /// The login name, in the owner's spelling.
    pub name: String,
    /// The login that issued the token.
    pub family: String,
}

impl Account {
    /// Loads the account of an access token.
    ///
    /// # Errors
    /// `not_authenticated` if the login has ended or the account was deleted.
    pub async fn of(app: &App, access: Access) -> Result<Self, ApiError> {
        let Access { account, family } = access;
        let row = account::Entity::logged_in(account.as_str(), &family).one(&app.db).await?;
        let row = row.ok_or_else(ApiError::not_authenticated)?;
        Ok(Self { id: account, name: row.name, family })
    }
}

impl FromRequestParts<App> for Account {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let account = <Self as OptionalFromRequestParts<App>>::from_request_parts(parts, app).await?;
        account.ok_or_else(ApiError::not_authenticated)
    }
}

impl OptionalFromRequestParts<App> for Account {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, ApiError> {
        match bearer(app, &parts.headers)? {
            None => Ok(None),
            Some(Caller::Session(_)) => Err(ApiError::not_allowed()),
            Some(Caller::Account(access)) => Self::of(app, access).await.map(Some),
        }
    }
}
