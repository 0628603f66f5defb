use axum::{
    extract::{FromRequestParts, OptionalFromRequestParts},
    http::request::Parts,
};
use wpp_entity::account;
use wpp_game::ids::AccountId;
use wpp_library::tokens::{Access, Caller};

use super::bearer;
use crate::{app::App, error::ApiError};

/// The account that calls: by an access token of its own, which ends with the login it came from.
///
/// `Option<Account>` is for calls that also answer without a token. A token that is no good is refused
/// there too: whoever brought one would not notice that they are treated as nobody.
#[derive(Debug, Clone)]
pub struct Account {
    /// What rows that belong to it refer to.
    pub id: AccountId,
    /// Its login name, as its owner writes it.
    pub name: String,
    /// The login the token came from.
    pub family: String,
}

impl Account {
    /// The account of an access token, if it is still logged in there.
    ///
    /// # Errors
    /// `not_authenticated` when it is not, or there is no such account any more.
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
