//! Why there is no new certificate, and what the operator can do.

use std::{error::Error as _, io};

use instant_acme::{Error, Problem};
use redis::RedisError;
use tokio_rustls::rustls;

use super::client::ConnectionError;
use crate::tls::TlsError;

/// Start of the types of errors in RFC 8555.
const PREFIX: &str = "urn:ietf:params:acme:error:";

/// The reason why an order gave no certificate.
#[derive(Debug, thiserror::Error)]
pub(super) enum AcmeError {
    #[error(
        "the ACME server cannot be reached ({0}); check ACME_DIRECTORY, and the way from this machine to the internet"
    )]
    Unreachable(String),
    #[error(
        "the ACME server did not get the right answer at http://{domain}/.well-known/acme-challenge/ ({reason}); let the \
         name {domain} lead to this machine, and port 80 to PORT"
    )]
    Challenge { domain: String, reason: String },
    #[error("the ACME server accepts no further orders for now ({0}); wait, and use ACME_DIRECTORY=staging for trials")]
    RateLimited(String),
    #[error("the ACME server refused the order ({0}); check ACME_DOMAIN, ACME_EMAIL and ACME_DIRECTORY")]
    Refused(String),
    /// The server does not know the account that is kept in the folder.
    #[error("the ACME server does not know the account of this machine; another one will be created")]
    UnknownAccount,
    #[error("the ACME server offers no challenge over HTTP for {0}; choose another ACME_DIRECTORY")]
    NoHttpChallenge(String),
    #[error("the ACME server did not finish the order in time; it will be repeated")]
    Late,
    #[error("the ACME server broke the protocol ({0}); check ACME_DIRECTORY")]
    Protocol(String),
    #[error("answers to the ACME server cannot be stored; check Redis")]
    Answers(#[from] RedisError),
    #[error("the folder of certificates cannot be used; make {path} readable and writable for this user")]
    Folder { path: String, source: io::Error },
    #[error("the new certificate cannot be used")]
    Certificate(#[from] TlsError),
    #[error("TLS to the ACME server cannot be used")]
    Tls(#[from] rustls::Error),
}

impl AcmeError {
    /// Reports whether the server asks for a longer pause.
    pub(super) fn is_rate_limit(&self) -> bool {
        matches!(self, Self::RateLimited(_))
    }

    /// Returns the failure of a challenge that the server checked.
    pub(super) fn challenge(domain: &str, problem: &Problem) -> Self {
        Self::Challenge { domain: domain.to_owned(), reason: detail(problem) }
    }
}

impl From<Error> for AcmeError {
    fn from(error: Error) -> Self {
        match error {
            Error::Api(problem) => match problem.r#type.as_deref().and_then(|name| name.strip_prefix(PREFIX)) {
                Some("rateLimited") => Self::RateLimited(detail(&problem)),
                Some("accountDoesNotExist") => Self::UnknownAccount,
                Some("serverInternal") => Self::Unreachable(detail(&problem)),
                _ => Self::Refused(detail(&problem)),
            },
            Error::Timeout(_) => Self::Late,
            // The second is an answer that ended in the middle.
            Error::Other(source) if source.is::<ConnectionError>() || source.is::<hyper::Error>() => {
                Self::Unreachable(source.to_string())
            }
            other => Self::Protocol(other.source().map_or_else(|| other.to_string(), ToString::to_string)),
        }
    }
}

/// Returns what the server wrote, without what its name for the problem repeats.
fn detail(problem: &Problem) -> String {
    let name = || problem.r#type.clone().unwrap_or_else(|| "no reason given".to_owned());
    let whole = problem.detail.clone().unwrap_or_else(name);
    problem
        .subproblems
        .iter()
        .filter_map(|part| part.detail.as_deref())
        .fold(whole, |text, part| format!("{text}: {part}"))
}

#[cfg(test)]
mod tests {
    use wpp_library::http_client::RequestError;

    use super::*;

    fn of(name: &str, detail: &str) -> String {
        let problem = serde_json::json!({ "type": format!("{PREFIX}{name}"), "detail": detail, "status": 429 });
        AcmeError::from(Error::Api(serde_json::from_value(problem).unwrap())).to_string()
    }

    #[test]
    fn each_problem_has_a_remedy() {
        assert!(of("rateLimited", "too many certificates").contains("(too many certificates); wait"));
        assert!(of("rejectedIdentifier", "policy forbids").contains("(policy forbids); check ACME_DOMAIN"));
        assert!(of("serverInternal", "maintenance").contains("(maintenance); check ACME_DIRECTORY"));
        assert!(of("accountDoesNotExist", "").contains("another one will be created"));
        let refused = io::Error::from(io::ErrorKind::ConnectionRefused);
        let refused = ConnectionError::from(RequestError::from(refused));
        let unreachable = AcmeError::from(Error::Other(Box::new(refused))).to_string();
        assert!(unreachable.contains("cannot be reached (connection refused)"), "{unreachable}");
    }
}
