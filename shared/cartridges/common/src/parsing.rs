//! Parsing of actions.

use serde::de::DeserializeOwned;
use serde_json::value::RawValue;
use wpp_game::{
    contract::from_object,
    driver::ActionError,
    manifest::{ActionKind, Field, FieldType},
};

/// Parses an action of one of the `declared` types. The game's actions are an enum whose variants have the types as names.
///
/// ```ignore
/// #[derive(Deserialize)]
/// enum Action {
///     #[serde(rename = "guess.submit")]
///     Guess { option_id: String },
/// }
/// ```
///
/// # Errors
/// [`ActionError::Unknown`] for a type that is not declared, and [`ActionError::Invalid`] for data without the fields of its
/// type.
pub fn parse<A: DeserializeOwned>(declared: &[ActionKind], kind: &str, data: &RawValue) -> Result<A, ActionError> {
    let declared = declared.iter().find(|declared| declared.kind == kind).ok_or(ActionError::Unknown)?;
    // A type without fields accepts any data.
    let data = if declared.fields.is_empty() { "{}" } else { data.get() };
    if data.trim_ascii_start().starts_with('[') {
        return Err(invalid(declared));
    }
    serde_json::from_str(&format!("{{\"{kind}\":{data}}}")).map_err(|_malformed| invalid(declared))
}

/// Returns the error for data that does not match a type. The text names the fields.
#[must_use]
pub fn invalid(kind: &ActionKind) -> ActionError {
    let field = |Field { name, kind }: &Field| {
        let article = match kind {
            FieldType::Text => "a string",
            FieldType::Integer => "a whole number",
            FieldType::Number => "a number",
            FieldType::Boolean => "true or false",
            FieldType::Texts => "a list of strings",
            FieldType::Any => "any value",
        };
        format!("{{{name}}}, {article}")
    };
    let fields: Vec<String> = kind.fields.iter().map(field).collect();
    ActionError::Invalid(format!("{} takes {}", kind.kind, fields.join("; ")))
}

/// Decodes an action's data.
///
/// # Errors
/// [`ActionError::Invalid`] with `usage`, which names the expected fields.
pub fn decode<T: DeserializeOwned>(data: &RawValue, usage: &str) -> Result<T, ActionError> {
    from_object(data.get()).map_err(|_malformed| ActionError::Invalid(usage.to_owned()))
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    enum Action {
        #[serde(rename = "pass")]
        Pass {},
        #[serde(rename = "bid")]
        Bid { amount: u32, note: String },
    }

    const KINDS: [ActionKind; 2] = [
        ActionKind { kind: "pass", description: "Pass.", fields: &[] },
        ActionKind {
            kind: "bid",
            description: "Bid.",
            fields: &[Field::new("amount", FieldType::Integer), Field::new("note", FieldType::Text)],
        },
    ];

    fn read(kind: &str, data: &str) -> Result<Action, ActionError> {
        parse(&KINDS, kind, &RawValue::from_string(data.to_owned()).unwrap())
    }

    #[test]
    fn variants_are_found_by_their_type() {
        let bid = Action::Bid { amount: 3, note: "\"}".to_owned() };
        assert_eq!(read("bid", r#"{"amount": 3, "note": "\"}", "more": []}"#), Ok(bid));
        for data in ["{}", "null", "[1]"] {
            assert_eq!(read("pass", data), Ok(Action::Pass {}), "{data}");
        }
    }

    #[test]
    fn errors_name_the_fields() {
        let usage = ActionError::Invalid("bid takes {amount}, a whole number; {note}, a string".to_owned());
        for data in ["{}", "null", r#"[3, "a"]"#, r#"{"amount": "3", "note": "a"}"#] {
            assert_eq!(read("bid", data), Err(usage.clone()), "{data}");
        }
        assert_eq!(read("fold", "{}"), Err(ActionError::Unknown));
    }
}
