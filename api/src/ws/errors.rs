//! Close codes for domain errors.

use wpp_runtime::session_service::SessionError;
use wpp_runtime::telemetry::chain;

use crate::wire::close::Close;

/// Converts an error of the session service into a close code.
pub(super) fn unavailable(error: SessionError) -> Close {
    match error {
        SessionError::Unknown => Close::SessionOver,
        error => {
            tracing::warn!(error = %chain(&error), "socket closed: session not available");
            Close::Restart
        }
    }
}
