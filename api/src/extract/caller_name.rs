use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_platform::tokens::Caller;

use super::{Account, bearer};
use crate::{app::App, error::Problem};

/// What the account that calls is called; `None` for who calls with a session's token, or with none.
#[derive(Debug, Clone)]
pub struct CallerName(pub Option<String>);

impl FromRequestParts<App> for CallerName {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match bearer(app, &parts.headers)? {
            Some(Caller::Account(access)) => Ok(Self(Some(Account::of(app, access).await?.name))),
            Some(Caller::Session(_)) | None => Ok(Self(None)),
        }
    }
}
