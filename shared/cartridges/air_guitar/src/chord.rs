//! A chord as a phone names it.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::ephemeral_handler::CHORD;
use wpp_game::{
    driver::ActionError,
    ids::PlayerId,
    manifest::{EphemeralKind, FieldType},
    text::{BadText, clean},
    time::Timestamp,
};

/// Graphemes a chord's name may have. `F♯m7♭5/A♭` has nine; clients that want to name theirs have room.
pub const MAX_CHORD: usize = 32;

/// What passes beside the game, described.
pub(super) const KINDS: &[EphemeralKind] = &[EphemeralKind {
    kind: CHORD,
    words: "A chord is struck: heard by everybody, stored nowhere. `held` ones are said again for who came \
            late, and do not sound.",
    said: &[
        ("chord", FieldType::Text),
        ("seq", FieldType::Integer),
        ("at_ms", FieldType::Number),
        ("stroke", FieldType::Text),
        ("held", FieldType::Boolean),
    ],
    told: &[
        ("chord", FieldType::Text),
        ("player_id", FieldType::Text),
        ("timestamp", FieldType::Text),
        ("stroke", FieldType::Text),
        ("held", FieldType::Boolean),
    ],
}];

/// `chord_change` from a phone.
#[derive(Debug, Deserialize)]
pub(super) struct Strum {
    pub chord: String,
    /// The phone's own count of its chords: one that is not above the last is out of date.
    #[serde(default)]
    pub seq: Option<u64>,
    /// Milliseconds by any steady clock of the phone's: the network's jitter is not the hand's.
    #[serde(default)]
    pub at_ms: Option<f64>,
    #[serde(default)]
    pub stroke: Option<Stroke>,
    /// Said again, for who came late: it does not sound.
    #[serde(default)]
    pub held: bool,
}

/// Which way the hand went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stroke {
    Down,
    Up,
}

/// `chord_change` to everybody.
#[derive(Debug, Serialize)]
pub(super) struct Sounding<'a> {
    pub chord: &'a str,
    pub player_id: &'a PlayerId,
    pub timestamp: Timestamp,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stroke: Option<Stroke>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub held: bool,
}

impl Strum {
    pub(super) fn read(data: &RawValue) -> Result<Self, ActionError> {
        let mut read: Self = serde_json::from_str(data.get()).map_err(|_malformed| {
            ActionError::Invalid("chord_change takes {chord}, a text, and may say {seq, at_ms, stroke}".to_owned())
        })?;
        read.chord = clean(&read.chord, MAX_CHORD).map_err(|bad| ActionError::Invalid(in_words(&bad)))?;
        Ok(read)
    }
}

fn in_words(bad: &BadText) -> String {
    match bad {
        BadText::Empty => "a chord needs a name".to_owned(),
        BadText::TooLong { max } => format!("a chord's name is too long: at most {max} characters fit"),
        BadText::Control => "a chord's name holds no control characters".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(data: &str) -> Result<String, String> {
        let data = RawValue::from_string(data.to_owned()).unwrap();
        Strum::read(&data).map(|strum| strum.chord).map_err(|bad| bad.to_string())
    }

    #[test]
    fn a_chord_is_a_short_text() {
        assert_eq!(read(r#"{"chord":"F#m7b5/Ab"}"#).as_deref(), Ok("F#m7b5/Ab"));
        assert_eq!(read(r#"{"chord":" B♭ ","later":"fields are ignored"}"#).as_deref(), Ok("B♭"));
    }

    #[test]
    fn what_is_none_is_refused_in_words() {
        let long = format!(r#"{{"chord":"{}"}}"#, "A".repeat(4_001));
        assert_eq!(read(&long).unwrap_err(), "a chord's name is too long: at most 32 characters fit");
        assert_eq!(read(r#"{"chord":" "}"#).unwrap_err(), "a chord needs a name");
        assert_eq!(read(r#"{"chord":"A\u0007"}"#).unwrap_err(), "a chord's name holds no control characters");
        for odd in ["{}", "7", r#"{"chord":7}"#, r#"{"chord":null}"#, r#"{"chord":"A","stroke":"sideways"}"#] {
            assert!(read(odd).unwrap_err().starts_with("chord_change takes"), "{odd}");
        }
    }
}
