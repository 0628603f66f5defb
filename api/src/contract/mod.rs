//! The contract as machines read it, made from the types that are spoken.

pub mod asyncapi;
mod cartridge;
mod chat;
mod dialect;
pub mod lifecycle;
mod messages;
pub mod reference;

use serde_json::value::RawValue;
use utoipa::{
    OpenApi, PartialSchema, ToSchema,
    openapi::security::{HttpAuthScheme, HttpBuilder, SecurityScheme},
};
use wpp_game::session::snapshot::Snapshot;

pub use self::{
    asyncapi::asyncapi,
    cartridge::{AnyConfig, AnyView},
};
use crate::routes;

/// A snapshot of any cartridge: its view stays as the cartridge wrote it.
pub type AnySnapshot = Snapshot<Box<RawValue>>;

/// A snapshot as the documents describe it.
pub type ShownSnapshot = Snapshot<AnyView>;

/// What the document of the REST calls begins with.
#[derive(OpenApi)]
#[openapi(
    info(
        title = "Weirsøe Party Protocol",
        description = "One screen hosts, everybody plays on a phone, the server alone decides what happens when. \
                       The socket is described by /asyncapi.json.",
    ),
    modifiers(&Completed),
    tags(
        (name = "cartridges", description = "The games there are."),
        (name = "sessions", description = "Make a session, see it, steer it, end it."),
        (name = "packs", description = "Question packs: make, share, fill, import and export them."),
        (name = "players", description = "Join, act, be removed."),
        (name = "presets", description = "An account's own configurations."),
        (name = "accounts", description = "For those who host often; games need none."),
        (name = "chat", description = "What people say to each other, from the lobby on."),
        (name = "operation", description = "For whoever runs the server."),
        (name = "contract", description = "These descriptions."),
    )
)]
pub struct ApiDoc;

/// What the derived document does not say by itself.
struct Completed;

impl utoipa::Modify for Completed {
    fn modify(&self, document: &mut utoipa::openapi::OpenApi) {
        let bearer = |of: &str| {
            let jwt = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT");
            SecurityScheme::Http(jwt.description(Some(of)).build())
        };
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("session", bearer("The host's or a player's token of this session."));
        components.add_security_scheme("account", bearer("An account's access token, good for 15 minutes."));
        // The argument of the generic snapshot, which utoipa refers to and does not collect.
        components.schemas.insert(AnyView::name().into_owned(), AnyView::schema());
    }
}

/// The REST calls as OpenAPI 3.1.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    routes::documented().into_openapi()
}
