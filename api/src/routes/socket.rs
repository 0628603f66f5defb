//! Where sockets open.

use axum::{
    extract::{Path, State, rejection::PathRejection},
    response::Response,
};
use wpp_game::{driver::foreign_protocol::ForeignProtocol, ids::SessionCode};

use crate::{
    app::App,
    extract::Query,
    socket::{self, Upgrade},
};

/// `/ws/game/{code}/`: the numbered stream of a session, and its players' actions. A code that
/// cannot be one is judged like any other, once the socket is open.
pub async fn game(
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    let code = code.ok().and_then(|Path(code)| SessionCode::parse(&code));
    socket::open(upgrade, app, code, query)
}

/// `/ws/<dialect>/{code}/`: a game's own socket for another program's clients.
pub async fn guest(
    dialect: &'static dyn ForeignProtocol,
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    let code = code.ok().and_then(|Path(code)| SessionCode::parse(&code));
    socket::guest::open(upgrade, app, dialect, code, query)
}

/// `/ws/sessions/{code}/`: the chat alone, in flat messages.
pub async fn chat(
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    let code = code.ok().and_then(|Path(code)| SessionCode::parse(&code));
    socket::chat::open(upgrade, app, code, query).await
}
