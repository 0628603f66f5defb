use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::manifest::Manifest;

use crate::app::App;

/// The games of this server.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cartridges {
    /// What each says of itself, in the order of their keys.
    cartridges: Vec<Manifest>,
}

/// List the games
///
/// What can be played here: names, players, phases, features, and every setting with its default and
/// its bounds. Start pages and forms are made from it.
#[utoipa::path(get, path = "/api/cartridges", tag = "cartridges", responses((status = 200, body = Cartridges)))]
pub async fn list(State(app): State<App>) -> axum::Json<Cartridges> {
    let cartridges = app.sessions.registry().cartridges().map(|cartridge| cartridge.manifest().clone()).collect();
    axum::Json(Cartridges { cartridges })
}
