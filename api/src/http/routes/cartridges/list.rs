use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::manifest::Manifest;

use crate::app::App;

/// The games of this server.
#[derive(Debug, Serialize, ToSchema)]
pub struct Cartridges {
    /// The manifests, in the order of the keys.
    cartridges: Vec<Manifest>,
}

/// List the games
///
/// Returns the games of this server: names, numbers of players, phases, features, and every setting with its default and
/// its bounds. Clients build their start page and forms from this list.
#[utoipa::path(get, path = "/api/cartridges", tag = "cartridges", operation_id = "list_cartridges", responses((status = 200, body = Cartridges)))]
pub async fn list(State(app): State<App>) -> axum::Json<Cartridges> {
    let cartridges = app.sessions.registry().cartridges().map(|cartridge| cartridge.manifest().clone()).collect();
    axum::Json(Cartridges { cartridges })
}
