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
    subprotocol,
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
    /// The token among the offered subprotocols.
    offered_token: Option<String>,
    /// The query: role, resume position, and possibly the token.
    pub(super) query: Query,
    /// The client's address.
    pub(super) address: ClientAddress,
}

impl Client {
    /// Returns the token: of the subprotocol, else `session_token` or `token` of the query.
    pub(super) fn token(&self) -> Option<&str> {
        let offered = self.offered_token.as_deref();
        offered.or_else(|| self.query.get("session_token")).or_else(|| self.query.get("token"))
    }

    /// Reads the code and the token. Needs neither the store nor the database.
    ///
    /// # Errors
    /// The close code for a malformed code, or for a missing or invalid token.
    pub(super) fn check(&self, app: &App) -> Result<(SessionCode, SocketAuth), Close> {
        let code = self.code.clone().ok_or(Close::SessionOver)?;
        Ok((code, SocketAuth::read(self, app)?))
    }
}

impl FromRequestParts<App> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let path = Path::<String>::from_request_parts(parts, app).await;
        let code = path.ok().and_then(|Path(code)| SessionCode::parse(&code));
        let Ok(query) = Query::from_request_parts(parts, app).await;
        let Address(address) = Address::from_request_parts(parts, app).await?;
        let offered_token = subprotocol::token(&parts.headers).map(str::to_owned);
        Ok(Self { code, offered_token, query, address })
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
