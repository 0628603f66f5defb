use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

/// A leniently parsed query. The last value of a name wins, and unreadable pairs are ignored. Sockets require this: they are
/// accepted before they are checked, so nothing in the address may fail the request.
#[derive(Debug, Default)]
pub struct Query(Vec<(String, String)>);

impl Query {
    /// Returns the value of `name`, unless it is missing or empty.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        let found = self.0.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let query = parts.uri.query().unwrap_or_default();
        Ok(axum::extract::Query::<Vec<(String, String)>>::try_from_uri(&parts.uri)
            .map(|axum::extract::Query(pairs)| Self(pairs))
            .inspect_err(|_| tracing::debug!(length = query.len(), "unreadable query ignored"))
            .unwrap_or_default())
    }
}
