use axum::{extract::FromRequestParts, http::request::Parts};
use wpp_library::operators::OperatorLogin;

use crate::{
    app::App,
    error::ApiError,
    http::cookie::{OPERATOR, same_origin},
};

/// An operator, identified by the cookie of an operator's login. Bearer tokens have no meaning here.
#[derive(Debug, Clone)]
pub struct Operator {
    /// The login.
    pub login: OperatorLogin,
    /// The token of the login, to check the login again or to end it.
    pub token: String,
}

impl FromRequestParts<App> for Operator {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        same_origin(&parts.headers)?;
        let token = OPERATOR.read(&parts.headers).ok_or_else(ApiError::not_logged_in)?;
        Ok(Self { login: app.operators.find(token).await?, token: token.to_owned() })
    }
}
