//! Parsing of action data.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use wpp_game::{contract::from_object, driver::ActionError};

/// Decodes an action's data.
///
/// # Errors
/// [`ActionError::Invalid`] with `usage`, which names the expected fields.
pub fn decode<T: DeserializeOwned>(data: &RawValue, usage: &str) -> Result<T, ActionError> {
    from_object(data.get()).map_err(|_malformed| ActionError::Invalid(usage.to_owned()))
}
