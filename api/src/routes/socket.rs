//! Where sockets open.

use axum::{
    extract::{Path, State, WebSocketUpgrade, rejection::PathRejection, ws::rejection::WebSocketUpgradeRejection},
    response::Response,
};
use wpp_game::ids::SessionCode;

use crate::{app::App, error::Problem, extract::Query, socket};

/// `/ws/game/{code}/`: the numbered stream of a session, and its players' actions. A code that
/// cannot be one is judged like any other, once the socket is open.
pub async fn game(
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Result<Response, Problem> {
    let upgrade =
        upgrade.map_err(|_| Problem::new("invalid_input", "At this address a WebSocket has to be opened."))?;
    let code = code.ok().and_then(|Path(code)| SessionCode::parse(&code));
    Ok(socket::open(upgrade, app, code, query))
}
