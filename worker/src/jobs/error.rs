//! Errors of job handlers.

use wpp_runtime::session_service::SessionError;

use crate::queue::HandlerError;

/// A job ran before the commit that scheduled it. The handler retries until the commit is stored, or until the
/// commit certainly never happened.
#[derive(Debug, thiserror::Error)]
#[error("the commit that scheduled this job is not stored yet")]
pub(super) struct NotYetCommitted;

/// Classifies an error: temporary failures are retried.
pub(super) fn handler_error(error: SessionError) -> HandlerError {
    if is_temporary(&error) { HandlerError::retry(error) } else { HandlerError::fail(error) }
}

/// Returns whether a repeated request may succeed.
pub(super) fn is_temporary(error: &SessionError) -> bool {
    match error {
        SessionError::Store(_) | SessionError::Queue(_) | SessionError::Busy => true,
        SessionError::Corrupt(_) | SessionError::CartridgeFailed { .. } | SessionError::Unknown => false,
    }
}
