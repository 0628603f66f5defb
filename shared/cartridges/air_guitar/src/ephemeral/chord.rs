//! The messages `chord_change`.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wpp_game::{
    contract::from_object,
    driver::ActionError,
    ids::PlayerId,
    manifest::{EphemeralKind, Field, FieldType},
    text::{BadText, clean},
    time::Timestamp,
};

/// The type of chord messages.
pub(crate) const CHORD: &str = "chord_change";

/// Maximum length of a chord's name in graphemes. `F♯m7♭5/A♭` has nine.
pub const MAX_CHORD: usize = 32;

/// The description of every ephemeral message.
pub(crate) const KINDS: &[EphemeralKind] = &[EphemeralKind {
    kind: CHORD,
    description: "A chord for everybody, never stored. A `held` chord is a repetition for people who \
                  connected later, and does not sound.",
    sent: &[
        Field::new("chord", FieldType::Text),
        Field::new("seq", FieldType::Integer),
        Field::new("at_ms", FieldType::Number),
        Field::new("stroke", FieldType::Text),
        Field::new("held", FieldType::Boolean),
    ],
    received: &[
        Field::new("chord", FieldType::Text),
        Field::new("player_id", FieldType::Text),
        Field::new("timestamp", FieldType::Text),
        Field::new("stroke", FieldType::Text),
        Field::new("held", FieldType::Boolean),
    ],
}];

/// `chord_change` from a phone.
#[derive(Debug, Deserialize)]
pub(super) struct Strum {
    pub chord: String,
    /// The phone's sequence number. A chord is outdated if the number is not above the last one.
    #[serde(default)]
    pub seq: Option<u64>,
    /// Milliseconds of the phone's monotonic clock, which excludes network jitter.
    #[serde(default)]
    pub at_ms: Option<f64>,
    #[serde(default)]
    pub stroke: Option<Stroke>,
    /// Whether the message repeats a chord for people who connected later.
    #[serde(default)]
    pub held: bool,
}

/// The direction of the stroke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stroke {
    Down,
    Up,
}

/// `chord_change` for everybody.
#[derive(Debug, Serialize)]
pub(super) struct ChordBroadcast<'a> {
    pub chord: &'a str,
    pub player_id: &'a PlayerId,
    pub timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stroke: Option<Stroke>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

impl Strum {
    pub(super) fn parse(data: &RawValue) -> Result<Self, ActionError> {
        let mut strum: Self = from_object(data.get()).map_err(|_malformed| {
            ActionError::Invalid("chord_change takes {chord}, a text, and optionally {seq, at_ms, stroke}".to_owned())
        })?;
        strum.chord = clean(&strum.chord, MAX_CHORD).map_err(|bad| ActionError::Invalid(explain(&bad)))?;
        Ok(strum)
    }
}

fn explain(bad: &BadText) -> String {
    match bad {
        BadText::Empty => "a chord needs a name".to_owned(),
        BadText::TooLong { max } => format!("the chord's name is too long: use at most {max} characters"),
        BadText::Marks => "the chord's name has too many marks on one letter: use at most 4".to_owned(),
        BadText::Control | BadText::Direction(_) => "a chord's name cannot contain control characters".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(data: &str) -> Result<String, String> {
        let data = RawValue::from_string(data.to_owned()).unwrap();
        Strum::parse(&data).map(|strum| strum.chord).map_err(|bad| bad.to_string())
    }

    #[test]
    fn accepts_short_chord_names() {
        assert_eq!(parse(r#"{"chord":"F#m7b5/Ab"}"#).as_deref(), Ok("F#m7b5/Ab"));
        assert_eq!(parse(r#"{"chord":" B♭ ","later":"fields are ignored"}"#).as_deref(), Ok("B♭"));
    }

    #[test]
    fn explains_rejected_chords() {
        let long = format!(r#"{{"chord":"{}"}}"#, "A".repeat(4_001));
        assert_eq!(parse(&long).unwrap_err(), "the chord's name is too long: use at most 32 characters");
        assert_eq!(parse(r#"{"chord":" "}"#).unwrap_err(), "a chord needs a name");
        assert_eq!(parse(r#"{"chord":"A\u0007"}"#).unwrap_err(), "a chord's name cannot contain control characters");
        for odd in ["{}", "7", r#"{"chord":7}"#, r#"{"chord":null}"#, r#"{"chord":"A","stroke":"sideways"}"#] {
            assert!(parse(odd).unwrap_err().starts_with("chord_change takes"), "{odd}");
        }
    }
}
