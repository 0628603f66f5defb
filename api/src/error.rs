//! The one place where errors become HTTP: `application/problem+json` (RFC 9457) with a stable
//! code and one clear sentence. Causes are logged here, once, inside the request's span, and
//! never shown.

use crate::report::ImportReport;
use axum::{
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use sea_orm::DbErr;
use serde::Serialize;
use utoipa::ToSchema;
use wpp_game::contract::ErrorCode;
use wpp_game::{content::rules::DraftError, session::Rejected};
use wpp_library::{
    accounts::{AccountError, password::HashError},
    content::ContentError,
    packs::{PackError, import::ImportError},
    presets::{MAX_PRESETS, PresetError},
    tokens::TokenError,
};
use wpp_runtime::session_service::{RequestError, SessionError};

/// An error on its way to a client.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiError {
    /// A stable `snake_case` word.
    pub code: ErrorCode,
    /// One sentence that says what is wrong and what to do.
    pub detail: String,
    /// The field of the body that is wrong, when it is one.
    pub field: Option<String>,
    /// Seconds until a new try makes sense.
    pub retry_after: Option<u64>,
    /// All that is wrong with a question.
    pub faults: Vec<DraftError>,
    /// Why a file was not imported.
    pub report: Option<Box<ImportReport>>,
}

/// A problem as it is written (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Problem)]
pub struct ProblemDetails {
    /// Names the kind of problem: `urn:wpp:problem:` and the code.
    #[serde(rename = "type")]
    pub kind: String,
    /// The code in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// One sentence that says what is wrong and what to do.
    pub detail: String,
    /// A stable `snake_case` word.
    pub code: &'static str,
    /// The field of the body that is wrong, when it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Seconds until a new try makes sense; also the header `Retry-After`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retry_after: Option<u64>,
    /// All that is wrong with a question, when it is one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub faults: Vec<DraftError>,
    /// Why a file was not imported, row by row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Box<ImportReport>>,
}

impl ApiError {
    /// The problem with this code; the code decides the status.
    #[must_use]
    pub fn new(code: ErrorCode, detail: impl Into<String>) -> Self {
        Self { code, detail: detail.into(), field: None, retry_after: None, faults: Vec::new(), report: None }
    }

    /// Names the field that is wrong.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// Says when to come back.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after = Some(seconds.max(1));
        self
    }

    /// There is no such session.
    #[must_use]
    pub fn unknown_session() -> Self {
        Self::new(ErrorCode::UnknownSession, "There is no game with this code. Check the code on the TV.")
    }

    /// The call needs a token it did not bring.
    #[must_use]
    pub fn not_authenticated() -> Self {
        Self::new(ErrorCode::NotAuthenticated, "This call needs a valid token: `Authorization: Bearer …`.")
    }

    /// The token does not allow the call.
    #[must_use]
    pub fn not_allowed() -> Self {
        Self::new(ErrorCode::NotAllowed, "This token does not allow that here.")
    }

    /// Come back in a while.
    #[must_use]
    pub fn too_many_requests(seconds: u64) -> Self {
        Self::new(ErrorCode::TooManyRequests, "That was too much at once. Try again in a moment.").retry_after(seconds)
    }

    /// The server cannot do that right now.
    #[must_use]
    pub fn unavailable() -> Self {
        Self::new(ErrorCode::Unavailable, "The game server is catching its breath. Try again in a moment.")
            .retry_after(1)
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let retry_after = self.retry_after;
        let body = ProblemDetails {
            kind: format!("urn:wpp:problem:{}", self.code),
            title: self.code.as_str().replace('_', " "),
            status: status.as_u16(),
            detail: self.detail,
            code: self.code.as_str(),
            field: self.field,
            retry_after,
            faults: self.faults,
            report: self.report,
        };
        let mut response = (status, axum::Json(body)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if let Some(seconds) = retry_after {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
        }
        response
    }
}

impl From<Rejected> for ApiError {
    fn from(refusal: Rejected) -> Self {
        let mut problem = Self::new(refusal.code, refusal.message);
        problem.field = refusal.field;
        if problem.code == ErrorCode::TooManyRequests {
            problem.retry_after = Some(1);
        }
        problem
    }
}

impl From<&SessionError> for ApiError {
    fn from(error: &SessionError) -> Self {
        match error {
            SessionError::Unknown => Self::unknown_session(),
            SessionError::Busy => Self::too_many_requests(1),
            SessionError::Store(_) | SessionError::Queue(_) | SessionError::Corrupt(_) => {
                tracing::error!(error = error as &dyn std::error::Error, "a session could not be read or changed");
                Self::unavailable()
            }
            SessionError::CartridgeFailed { .. } => {
                tracing::error!(error = error as &dyn std::error::Error, "a cartridge could not be asked");
                Self::new(ErrorCode::Unavailable, "This game has a fault here. Other games are fine.").retry_after(1)
            }
        }
    }
}

impl From<RequestError> for ApiError {
    fn from(error: RequestError) -> Self {
        match error {
            RequestError::Rejected(rejected) => rejected.into(),
            RequestError::Failed(error) => error.as_ref().into(),
        }
    }
}

impl From<SessionError> for ApiError {
    fn from(error: SessionError) -> Self {
        Self::from(&error)
    }
}

impl From<TokenError> for ApiError {
    fn from(_: TokenError) -> Self {
        Self::not_authenticated()
    }
}

impl From<ContentError> for ApiError {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::UnknownPack { pack_id } => {
                Self::new(ErrorCode::InvalidInput, format!("There is no question pack {pack_id:?}.")).at("pack_ids")
            }
            ContentError::TooManyPacks => Self::new(ErrorCode::InvalidInput, format!("{error}.")).at("pack_ids"),
            ContentError::TooLittle(too_little) => Self::new(ErrorCode::NotEnoughContent, format!("{too_little}.")),
            ContentError::Database(error) => {
                tracing::error!(error = &error as &dyn std::error::Error, "questions could not be loaded");
                Self::unavailable()
            }
        }
    }
}

impl From<AccountError> for ApiError {
    fn from(error: AccountError) -> Self {
        let words = error.to_string();
        match error {
            AccountError::Name(_) => Self::new(ErrorCode::InvalidInput, words).at("name"),
            AccountError::Password(_) => Self::new(ErrorCode::InvalidInput, words).at("password"),
            AccountError::NameTaken => {
                Self::new(ErrorCode::NameTaken, "Somebody else has this name. Choose another.").at("name")
            }
            AccountError::Closed => {
                Self::new(ErrorCode::RegistrationClosed, "Whoever runs this server makes the accounts. Ask them.")
            }
            AccountError::WrongCredentials => {
                Self::new(ErrorCode::WrongCredentials, "The name or the password is wrong.")
            }
            AccountError::WrongPassword => Self::new(ErrorCode::WrongPassword, "The password is wrong.").at("password"),
            AccountError::NotLoggedIn => Self::not_authenticated(),
            AccountError::TooMany { wait_ms } => {
                let words = "That was tried too often. Wait a little before you try again.";
                Self::new(ErrorCode::TooManyRequests, words).retry_after(wait_ms.div_ceil(1000))
            }
            AccountError::Hash(HashError::Busy) => Self::too_many_requests(2),
            error @ (AccountError::Hash(_) | AccountError::Database(_) | AccountError::Store(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "an account could not be read or changed");
                Self::unavailable()
            }
        }
    }
}

impl From<DbErr> for ApiError {
    fn from(error: DbErr) -> Self {
        tracing::error!(error = &error as &dyn std::error::Error, "the database failed");
        Self::unavailable()
    }
}

impl From<PresetError> for ApiError {
    fn from(error: PresetError) -> Self {
        let invalid = |field: &str, detail: String| Self::new(ErrorCode::InvalidInput, detail).at(field);
        match error {
            PresetError::Unknown => Self::new(ErrorCode::UnknownPreset, "There is no preset with this id."),
            PresetError::NoSuchGame(kind) => invalid("cartridge", format!("There is no game {kind:?}.")),
            PresetError::Name(cause) => invalid("name", format!("The name cannot be used: {cause}.")),
            PresetError::Config(refusal) => refusal.into(),
            PresetError::TooMany => {
                let detail = format!("An account keeps at most {MAX_PRESETS} presets. Delete one first.");
                Self::new(ErrorCode::TooManyPresets, detail)
            }
            error @ (PresetError::Cartridge(_) | PresetError::Database(_)) => {
                tracing::error!(error = &error as &dyn std::error::Error, "presets could not be read or written");
                Self::unavailable()
            }
        }
    }
}

impl From<redis::RedisError> for ApiError {
    fn from(error: redis::RedisError) -> Self {
        Self::from(SessionError::Store(error))
    }
}

impl From<PackError> for ApiError {
    fn from(error: PackError) -> Self {
        let told = format!("{error}.");
        match error {
            PackError::Unknown => Self::new(ErrorCode::UnknownPack, "There is no such question pack here."),
            PackError::NotYours => {
                Self::new(ErrorCode::NotAllowed, "This question pack is somebody else's. Copy it to change it.")
            }
            PackError::UnknownQuestion => {
                Self::new(ErrorCode::UnknownQuestion, "There is no such question in this pack.")
            }
            PackError::Invalid { field, why } => {
                Self::new(ErrorCode::InvalidInput, format!("{field}: {why}.")).at(field)
            }
            PackError::Faults(faults) => {
                let first = faults.first().map(ToString::to_string).unwrap_or_default();
                let mut problem = Self::new(ErrorCode::InvalidInput, format!("The question cannot be kept: {first}."));
                problem.field = faults.first().map(|fault| fault.field.clone());
                problem.faults = faults;
                problem
            }
            PackError::AlreadyThere => Self::new(ErrorCode::AlreadyThere, "This pack has that question already."),
            PackError::TooMany { .. } => Self::new(ErrorCode::PackLimit, told),
            PackError::Database(error) => Self::from(error),
        }
    }
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::File(error) => Self::new(ErrorCode::InvalidFile, format!("Nothing was imported: {error}.")),
            ImportError::Empty => {
                Self::new(ErrorCode::InvalidFile, "Nothing was imported: there is no question in this file.")
            }
            ImportError::Refused(report) => {
                let refused = report.refused;
                let mut problem =
                    Self::new(ErrorCode::ImportRefused, format!("Nothing was imported: {refused} rows are refused."));
                problem.report = Some(Box::new(report.into()));
                problem
            }
            ImportError::Pack(error) => Self::from(error),
        }
    }
}
