//! The addresses at which sockets open.

use axum::{
    Router,
    extract::{Path, State, rejection::PathRejection},
    response::Response,
    routing,
};
use wpp_game::{driver::foreign_protocol::ForeignProtocol, ids::SessionCode};

use super::{
    protocol::{self, foreign, game},
    upgrade::Upgrade,
};
use crate::{app::App, http::extract::Query};

/// Creates the routes of all sockets: game, chat, and one for each foreign protocol of the installed cartridges.
pub fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    router = add(router, "game", routing::get(open_game));
    router = add(router, "sessions", routing::get(open_chat));
    for protocol in app.sessions.registry().cartridges().filter_map(|cartridge| cartridge.foreign_protocol()) {
        let open = move |upgrade, app, code, query| open_foreign(protocol, upgrade, app, code, query);
        router = add(router, protocol.path(), routing::get(open));
    }
    router
}

/// Adds a socket at `/ws/<path>/{code}`, with and without a trailing slash.
fn add(router: Router<App>, path: &str, open: routing::MethodRouter<App>) -> Router<App> {
    router.route(&format!("/ws/{path}/{{code}}"), open.clone()).route(&format!("/ws/{path}/{{code}}/"), open)
}

async fn open_game(
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    game::open(upgrade, app, parse_code(code), query)
}

async fn open_chat(
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    protocol::chat::open(upgrade, app, parse_code(code), query).await
}

async fn open_foreign(
    protocol: &'static dyn ForeignProtocol,
    upgrade: Upgrade,
    State(app): State<App>,
    code: Result<Path<String>, PathRejection>,
    query: Query,
) -> Response {
    foreign::open(upgrade, app, protocol, parse_code(code), query)
}

/// Parses the code. A malformed code is reported as an unknown session after the socket is accepted.
fn parse_code(code: Result<Path<String>, PathRejection>) -> Option<SessionCode> {
    code.ok().and_then(|Path(code)| SessionCode::parse(&code))
}
