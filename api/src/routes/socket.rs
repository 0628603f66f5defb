//! Where sockets open.

use axum::{
    extract::{Path, State, WebSocketUpgrade},
    response::Response,
};
use wpp_game::ids::SessionCode;

use crate::{app::App, extract::Query, socket};

/// `/ws/game/{code}/`: the numbered stream of a session, and its players' actions.
pub async fn game(
    upgrade: WebSocketUpgrade,
    State(app): State<App>,
    Path(code): Path<String>,
    query: Query,
) -> Response {
    socket::open(upgrade, app, SessionCode::parse(&code), query)
}
