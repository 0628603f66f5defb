//! The addresses at which sockets open.

use axum::{
    Router,
    extract::{FromRequestParts, Path, State},
    http::request::Parts,
    response::Response,
    routing,
};
use wpp_game::{driver::foreign_protocol::ForeignProtocol, ids::SessionCode};
use wpp_runtime::client_address::ClientAddress;

use super::{
    auth::SocketAuth,
    protocol::{self, foreign, game},
    upgrade::Upgrade,
};
use crate::{
    app::App,
    error::ApiError,
    http::extract::{Address, Query},
    wire::close::Close,
};

/// Creates the routes of all sockets: game, chat, and one for each foreign protocol of the installed cartridges.
pub fn router(app: &App) -> Router<App> {
    let mut router = Router::new();
    router = add(router, "game", routing::get(open_game));
    router = add(router, "sessions", routing::get(open_chat));
    for protocol in app.sessions.registry().cartridges().filter_map(|cartridge| cartridge.foreign_protocol()) {
        let open = move |upgrade, app, client| open_foreign(protocol, upgrade, app, client);
        router = add(router, protocol.path(), routing::get(open));
    }
    router
}

/// Adds a socket at `/ws/<path>/{code}`, with and without a trailing slash.
fn add(router: Router<App>, path: &str, open: routing::MethodRouter<App>) -> Router<App> {
    router.route(&format!("/ws/{path}/{{code}}"), open.clone()).route(&format!("/ws/{path}/{{code}}/"), open)
}

/// The parts of a handshake that identify the client and the session.
pub(super) struct Client {
    /// The session; `None` for a malformed code, which is reported as an unknown session after the socket is accepted.
    pub(super) code: Option<SessionCode>,
    /// The query, with the token.
    pub(super) query: Query,
    /// The client's address.
    pub(super) address: ClientAddress,
}

impl Client {
    /// Reads the code and the token from the address. Needs neither the store nor the database.
    ///
    /// # Errors
    /// The close code for a malformed code, or for a missing or invalid token.
    pub(super) fn check(&self, app: &App) -> Result<(SessionCode, SocketAuth), Close> {
        let code = self.code.clone().ok_or(Close::SessionOver)?;
        Ok((code, SocketAuth::read(&self.query, app, self.address)?))
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let code = path.ok().and_then(|Path(code)| SessionCode::parse(&code));
        let Ok(query) = Query::from_request_parts(parts, app).await;
        let Address(address) = Address::from_request_parts(parts, app).await?;
        Ok(Self { code, query, address })
    }
}

async fn open_game(upgrade: Upgrade, State(app): State<App>, client: Client) -> Response {
    game::open(upgrade, app, client)
}

async fn open_chat(upgrade: Upgrade, State(app): State<App>, client: Client) -> Response {
    protocol::chat::open(upgrade, app, client).await
}

async fn open_foreign(
    protocol: &'static dyn ForeignProtocol,
    upgrade: Upgrade,
    State(app): State<App>,
    client: Client,
) -> Response {
    foreign::open(upgrade, app, protocol, client)
}
