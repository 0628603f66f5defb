//! The calls of the page `/simulator`. Development builds only; the OpenAPI document omits them.

mod replay;
mod start;

use axum::{Extension, Router, extract::DefaultBodyLimit, routing::post};

use crate::{
    app::App,
    error::ApiError,
    simulator::{RuleThreads, SimulatorError},
};

/// Maximum size of a recording: drawings take 8 KB each.
const MAX_RECORDING: usize = 16 << 20;

/// Creates the router of the simulator.
pub fn router() -> Router<App> {
    Router::new()
        .route("/api/simulator/start", post(start::start))
        .route("/api/simulator/replay", post(replay::replay))
        .layer(Extension(RuleThreads::default()))
        .layer(DefaultBodyLimit::max(MAX_RECORDING))
}

/// Returns the error that the page shows.
fn explain(error: &SimulatorError) -> ApiError {
    ApiError::invalid(format!("{error}."))
}
