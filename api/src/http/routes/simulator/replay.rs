use axum::extract::State;
use tokio::task::spawn_blocking;

use crate::{
    app::App,
    error::ApiError,
    simulator::{self, Replay, Replayed},
};

/// Replays a recording, and returns the session at one of its inputs.
pub async fn replay(
    State(app): State<App>,
    axum::Json(request): axum::Json<Replay>,
) -> Result<axum::Json<Replayed>, ApiError> {
    let registry = app.sessions.registry().clone();
    let replayed = spawn_blocking(move || simulator::replay(&registry, request)).await;
    match replayed {
        Ok(Ok(replayed)) => Ok(axum::Json(replayed)),
        Ok(Err(error)) => Err(ApiError::invalid(format!("{error}."))),
        Err(_) => Err(ApiError::invalid("The rules panicked. The terminal has the reason.")),
    }
}
