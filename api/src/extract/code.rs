use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::Deserialize;
use wpp_game::ids::SessionCode;

use crate::{app::App, error::Problem};

/// The session named in the path. It may be written in any case; what cannot be a code is an
/// unknown session.
#[derive(Debug)]
pub struct Code(pub SessionCode);

#[derive(Deserialize)]
struct Named {
    code: String,
}

impl FromRequestParts<App> for Code {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let Path(named) =
            Path::<Named>::from_request_parts(parts, app).await.map_err(|_| Problem::unknown_session())?;
        SessionCode::parse(&named.code).map(Self).ok_or_else(Problem::unknown_session)
    }
}
