//! All endpoints: one a file.

mod accounts;
mod actions;
mod assets;
mod bots;
mod cartridges;
mod contract;
mod headers;
mod health;
mod messages;
mod packs;
mod players;
mod presets;
mod questions;
mod sessions;
mod socket;

use axum::{
    Router,
    extract::{DefaultBodyLimit, Request},
    middleware,
    response::IntoResponse as _,
};
use tower_http::{catch_panic::CatchPanicLayer, trace::TraceLayer};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};
use wpp_game::contract::ErrorCode;

use crate::{app::App, contract::ApiDoc, error::ApiError, limits::MAX_BODY};

/// The REST calls and their description, which is made from the same declarations.
pub fn documented() -> OpenApiRouter<App> {
    OpenApiRouter::with_openapi(ApiDoc::openapi())
        .routes(routes!(cartridges::list::list))
        .routes(routes!(sessions::create::create))
        .routes(routes!(sessions::get::get))
        .routes(routes!(sessions::play::play))
        .routes(routes!(sessions::pause::pause))
        .routes(routes!(sessions::exit::exit))
        .routes(routes!(packs::list::list, packs::create::create))
        .routes(routes!(packs::get::get, packs::change::change, packs::remove::remove))
        .routes(routes!(packs::copy::copy))
        .routes(routes!(packs::import::import_new))
        .routes(routes!(packs::import::import_into))
        .routes(routes!(packs::export::export))
        .routes(routes!(questions::list::list, questions::add::add))
        .routes(routes!(questions::rewrite::rewrite, questions::remove::remove))
        .routes(routes!(players::join::join))
        .routes(routes!(players::remove::remove))
        .routes(routes!(bots::add::add))
        .routes(routes!(actions::post::post))
        .routes(routes!(presets::list::list))
        .routes(routes!(presets::create::create))
        .routes(routes!(presets::get::get))
        .routes(routes!(presets::change::change))
        .routes(routes!(presets::delete::delete))
        .routes(routes!(presets::keep::keep))
        .routes(routes!(accounts::register::register))
        .routes(routes!(accounts::log_in::log_in))
        .routes(routes!(accounts::refresh::refresh))
        .routes(routes!(accounts::log_out::log_out))
        .routes(routes!(accounts::get::get, accounts::delete::delete))
        .routes(routes!(accounts::password::change))
        .routes(routes!(accounts::sessions::list))
        .routes(routes!(accounts::export::export))
        .routes(routes!(messages::list::list, messages::post::post))
        .routes(routes!(messages::read::read))
        .routes(routes!(messages::remove::remove))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(health::metrics))
        .routes(routes!(contract::openapi))
        .routes(routes!(contract::asyncapi))
}

/// The whole of what the process serves.
pub fn router(app: App) -> Router {
    let (calls, _) = documented().split_for_parts();
    guests(calls, &app)
        .route("/ws/game/{code}", axum::routing::get(socket::game))
        .route("/ws/game/{code}/", axum::routing::get(socket::game))
        .route("/ws/sessions/{code}", axum::routing::get(socket::chat))
        .route("/ws/sessions/{code}/", axum::routing::get(socket::chat))
        .route("/api", axum::routing::any(assets::no_such_call))
        .route("/api/", axum::routing::any(assets::no_such_call))
        .route("/api/{*rest}", axum::routing::any(assets::no_such_call))
        .route("/ws/{*rest}", axum::routing::any(assets::no_such_call))
        .fallback_service(assets::router())
        .method_not_allowed_fallback(async || {
            ApiError::new(ErrorCode::MethodNotAllowed, "This address does not answer to that method.")
        })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .layer(CatchPanicLayer::custom(|_| ApiError::unavailable().into_response()))
        .layer(middleware::from_fn_with_state(app.clone(), headers::secure))
        .layer(TraceLayer::new_for_http().make_span_with(|request: &Request| {
            // The query may hold a token; the path never does.
            tracing::debug_span!("request", method = %request.method(), path = request.uri().path())
        }))
        .with_state(app)
}

/// A socket for each dialect that a cartridge speaks.
fn guests(mut router: Router<App>, app: &App) -> Router<App> {
    for dialect in app.sessions.registry().cartridges().filter_map(|cartridge| cartridge.foreign_protocol()) {
        let open =
            axum::routing::get(move |upgrade, app, code, query| socket::guest(dialect, upgrade, app, code, query));
        let path = dialect.path();
        router =
            router.route(&format!("/ws/{path}/{{code}}"), open.clone()).route(&format!("/ws/{path}/{{code}}/"), open);
    }
    router
}
