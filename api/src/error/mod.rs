//! [`ApiError`], the one error type of REST calls and sockets, and its conversions from domain errors.
//!
//! The conversions log the cause once, inside the request's span. Clients never receive it. `http::error` turns an
//! [`ApiError`] into an HTTP response.

mod from_account;
mod from_content;
mod from_operators;
mod from_presets;
mod from_session;
pub mod import_report;

use std::num::NonZeroU64;

use wpp_game::{content::rules::DraftError, contract::ErrorCode};

use self::import_report::{FileProblem, ImportReport};

/// An error for a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// The stable code. The code determines the HTTP status.
    pub code: ErrorCode,
    /// The problem and its remedy, in a sentence or two.
    pub detail: String,
    /// The field of the request body that is invalid.
    pub field: Option<String>,
    /// Seconds after which a retry makes sense.
    pub retry_after: Option<NonZeroU64>,
    /// All faults of a refused question.
    pub faults: Box<[DraftError]>,
    /// The refused rows of an import.
    pub report: Option<Box<ImportReport>>,
    /// Why a file cannot be read.
    pub file: Option<Box<FileProblem>>,
}

impl ApiError {
    /// Creates an error with this code.
    #[must_use]
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        let (field, retry_after, faults, report, file) = (None, None, Box::default(), None, None);
        Self { code, detail: detail.into(), field, retry_after, faults, report, file }
    }

    /// Creates an [`ErrorCode::InvalidInput`] error.
    #[must_use]
    pub fn invalid(detail: impl Into<String>) -> Self {
        Self::new(ErrorCode::InvalidInput, detail)
    }

    /// Names the invalid field.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Sets the seconds until a retry makes sense; at least 1.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(NonZeroU64::new(seconds).unwrap_or(NonZeroU64::MIN));
        self
    }

    /// No session has the requested code.
    #[must_use]
    pub fn unknown_session() -> Self {
        Self::new(ErrorCode::UnknownSession, "There is no game with this code. Check the code on the TV.")
    }

    /// The request has no valid token.
    #[must_use]
    pub fn not_authenticated() -> Self {
        Self::new(ErrorCode::NotAuthenticated, "This call needs a valid token: `Authorization: Bearer …`.")
    }

    /// The browser has no operator's login.
    #[must_use]
    pub fn not_logged_in() -> Self {
        Self::new(ErrorCode::NotAuthenticated, "No operator is logged in here. Log in on the page /admin.")
    }

    /// The token does not permit the call.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::new(ErrorCode::NotAllowed, "This token does not permit this call. Use a token with the required role.")
    }

    /// A rate limit is exceeded. `seconds` is the pause before the next attempt.
    #[must_use]
    pub fn too_many_requests(seconds: u64) -> Self {
        Self::new(ErrorCode::TooManyRequests, "Too many requests. Try again in a moment.").retry_after(seconds)
    }

    /// The server or one of its stores cannot answer now.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(ErrorCode::Unavailable, "The game server is not available at the moment. Try again in a moment.")
            .retry_after(1)
    }
}
