use axum::{Extension, extract::State};

use super::explain;
use crate::{
    app::App,
    error::ApiError,
    simulator::{self, Replay, Replayed, RuleThreads},
};

/// Replays a recording, and returns the session at one of its inputs.
pub async fn replay(
    State(app): State<App>,
    Extension(threads): Extension<RuleThreads>,
    axum::Json(request): axum::Json<Replay>,
) -> Result<axum::Json<Replayed>, ApiError> {
    let registry = app.sessions.registry().clone();
    let replayed = threads.run(move |progress| simulator::replay(&registry, request, progress)).await;
    replayed.map(axum::Json).map_err(|error| explain(&error))
}
