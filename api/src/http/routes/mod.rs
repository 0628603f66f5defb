//! The REST endpoints, one file per endpoint: `routes/<resource>/<verb>.rs`.

mod accounts;
mod actions;
mod admin;
mod bots;
mod cartridges;
mod health;
mod host_links;
mod media;
mod messages;
mod packs;
mod players;
mod presets;
mod questions;
mod sessions;
#[cfg(debug_assertions)]
pub mod simulator;
mod texts;
mod version;

use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{app::App, error::ApiError, http::extract::Query};

/// Default number of entries per page.
const DEFAULT_LIMIT: u64 = 50;

/// Adds all REST calls, with their descriptions, to `router`.
pub fn add_to(router: OpenApiRouter<App>) -> OpenApiRouter<App> {
    router
        .routes(routes!(cartridges::list::list))
        .routes(routes!(sessions::create::create))
        .routes(routes!(sessions::get::get))
        .routes(routes!(sessions::play::play))
        .routes(routes!(sessions::pause::pause))
        .routes(routes!(sessions::exit::exit))
        .routes(routes!(sessions::lock::lock))
        .routes(routes!(sessions::approval::require_approval))
        .routes(routes!(sessions::moderation::moderate))
        .routes(routes!(texts::list::list))
        .routes(routes!(texts::judge::judge, texts::remove::remove))
        .routes(routes!(sessions::vip::appoint_vip))
        .routes(routes!(sessions::teams::draw_teams))
        .routes(routes!(sessions::next::next))
        .routes(routes!(host_links::create::create))
        .routes(routes!(host_links::code::create))
        .routes(routes!(host_links::redeem::redeem))
        .routes(routes!(packs::list::list, packs::create::create))
        .routes(routes!(packs::get::get, packs::change::change, packs::remove::remove))
        .routes(routes!(packs::copy::copy))
        .routes(routes!(packs::preview::preview))
        .routes(routes!(packs::import::import_new))
        .routes(routes!(packs::import::import_into))
        .routes(routes!(packs::export::export))
        .routes(routes!(questions::list::list, questions::add::add))
        .routes(routes!(questions::rewrite::rewrite, questions::remove::remove))
        .routes(routes!(media::list::list, media::upload::upload))
        .routes(routes!(media::remove::remove))
        .routes(routes!(media::get::get))
        .routes(routes!(players::join::join, players::remove_since::remove_since))
        .routes(routes!(players::remove::remove, players::rename::rename))
        .routes(routes!(players::admission::decide))
        .routes(routes!(players::release::release))
        .routes(routes!(players::seat_code::create))
        .routes(routes!(players::team::set_team))
        .routes(routes!(players::extra_time::set_extra_time))
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
        .routes(routes!(admin::log_in::log_in, admin::login::login))
        .routes(routes!(admin::log_out::log_out))
        .routes(routes!(admin::redeem::redeem))
        .routes(routes!(admin::events::events))
        .routes(routes!(admin::close_room::close_room))
        .routes(routes!(admin::settings::settings))
        .routes(routes!(admin::accounts::accounts))
        .routes(routes!(admin::delete_account::delete_account))
        .routes(routes!(admin::delete_pack::delete_pack))
        .routes(routes!(admin::back_up::back_up))
        .routes(routes!(health::healthz))
        .routes(routes!(health::readyz))
        .routes(routes!(version::version))
}

/// Returns the number of entries per page that the query's `limit` asks for.
///
/// # Errors
/// `invalid_input` if `limit` is not a number from 1 to `max`.
fn page_size(query: &Query, max: u64) -> Result<u64, ApiError> {
    let Some(limit) = query.get("limit") else { return Ok(DEFAULT_LIMIT) };
    let limit = limit.parse().ok().filter(|limit| (1..=max).contains(limit));
    limit.ok_or_else(|| ApiError::invalid(format!("`limit` must be a whole number from 1 to {max}.")).at("limit"))
}
