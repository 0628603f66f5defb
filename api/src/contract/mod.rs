//! The contract's documents, generated from the types: OpenAPI, AsyncAPI, the event reference and the data page.

pub mod asyncapi;
mod chat;
mod foreign;
mod handshake;
pub mod lifecycle;
mod messages;
mod operations;
pub mod reference;
mod routes;

use serde_json::json;
use utoipa::{
    OpenApi,
    openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use utoipa_axum::{router::OpenApiRouter, routes};
use wpp_game::{content::QuestionKind, registry::Registry};

pub use self::asyncapi::asyncapi;
use crate::{app::App, http, schema};

/// The head of the OpenAPI document.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Weirsøe Party Protocol",
        description = "Party games on one shared screen and the players' phones. The server alone decides what happens and \
                       when. /asyncapi.json describes the sockets.",
    ),
    modifiers(&Additions),
    tags(
        (name = "cartridges", description = "The installed games."),
        (name = "sessions", description = "Create, read, control and end sessions."),
        (name = "packs", description = "Create, share, edit, import and export question packs."),
        (name = "players", description = "Join a session, act in it, and leave it."),
        (name = "presets", description = "Saved configurations of an account."),
        (name = "accounts", description = "Accounts for frequent hosts. Games need no account."),
        (name = "moderation", description = "Texts that people write in a game: approve, reject and remove."),
        (name = "chat", description = "Messages between the participants of a session."),
        (name = "administration", description = "The page /admin, for the operators of the server."),
        (name = "operation", description = "Health, for the operator."),
        (name = "contract", description = "The generated descriptions of this API."),
    )
)]
pub struct ApiDoc;

/// Adds the parts of the document that utoipa cannot derive.
struct Additions;

impl utoipa::Modify for Additions {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = |description: &str| {
            let jwt = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
            SecurityScheme::Http(jwt.description(Some(description)).build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", bearer("The token of the host or of a player of this session."));
        components.add_security_scheme("account", bearer("An account's access token, valid for 15 minutes."));
        let cookie = ApiKeyValue::with_description("wpp_operator", "The login of an operator, valid for eight hours.");
        components.add_security_scheme("operator", SecurityScheme::ApiKey(ApiKey::Cookie(cookie)));
    }
}

/// Returns the router of all REST calls, with their descriptions.
pub fn documented() -> OpenApiRouter<App> {
    http::routes::add_to(OpenApiRouter::with_openapi(ApiDoc::openapi()))
        .routes(routes!(routes::openapi))
        .routes(routes!(routes::asyncapi))
}

/// Returns the REST calls of a server with these games, as OpenAPI 3.1.
#[must_use]
pub fn openapi(games: &Registry) -> utoipa::openapi::OpenApi {
    let mut document = documented().into_openapi();
    schema::install(document.components.get_or_insert_default(), schema::cartridges(games));
    operations::complete(&mut document);
    // The browser's editor derives its fields and rules from the forms.
    document.extensions.get_or_insert_default().insert("x-item-forms".to_owned(), json!(QuestionKind::forms()));
    document
}
