use std::{convert::Infallible, fmt};

use axum::{extract::FromRequestParts, http::request::Parts};
use serde::de::{self, DeserializeOwned, IntoDeserializer as _};

use crate::error::ApiError;

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

    /// Returns the value of `name` as a variant of an enum without data, unless it is missing or empty.
    ///
    /// # Errors
    /// `invalid_input` that names the parameter and the variants.
    pub fn variant<T: DeserializeOwned>(&self, name: &'static str) -> Result<Option<T>, ApiError> {
        let Some(word) = self.get(name) else { return Ok(None) };
        let read = T::deserialize(word.into_deserializer());
        read.map(Some).map_err(|error: UnknownVariant| ApiError::invalid(format!("`{name}` must be {error}.")).at(name))
    }
}

/// A word that is no variant of an enum. The message lists the variants: `a, b or c`.
#[derive(Debug)]
struct UnknownVariant(&'static [&'static str]);

impl de::Error for UnknownVariant {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, variants: &'static [&'static str]) -> Self {
        Self(variants)
    }
}

impl std::error::Error for UnknownVariant {}

impl fmt::Display for UnknownVariant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            [] => f.write_str("another word"),
            [only] => f.write_str(only),
            [others @ .., last] => write!(f, "{} or {last}", others.join(", ")),
        }
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

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum Colour {
        DarkRed,
        Green,
        Blue,
    }

    #[test]
    fn variants_have_their_names_in_the_contract() {
        let read = |value: &str| Query(vec![("colour".to_owned(), value.to_owned())]).variant::<Colour>("colour");
        assert_eq!(read("dark_red").unwrap(), Some(Colour::DarkRed));
        assert_eq!(read("").unwrap(), None);
        assert_eq!(Query::default().variant::<Colour>("colour").unwrap(), None);
        for other in ["DarkRed", "yellow", "0", "{}"] {
            let error = read(other).unwrap_err();
            assert_eq!(error.detail, "`colour` must be dark_red, green or blue.", "{other}");
            assert_eq!(error.field.as_deref(), Some("colour"));
        }
    }
}
