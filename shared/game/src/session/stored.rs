//! The stored form of a session's small fields.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

use crate::driver;

/// The current phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Phase {
    #[serde(rename = "n")]
    pub name: String,
    #[serde(rename = "r")]
    pub round: u32,
    #[serde(rename = "q")]
    pub question: u32,
}

impl PartialEq<driver::Phase> for Phase {
    fn eq(&self, other: &driver::Phase) -> bool {
        (self.name.as_str(), self.round, self.question) == (other.name, other.round, other.question)
    }
}

impl From<driver::Phase> for Phase {
    fn from(phase: driver::Phase) -> Self {
        Self { name: phase.name.to_owned(), round: phase.round, question: phase.question }
    }
}

/// Stores a timestamp as whole milliseconds, which is shorter and faster than text.
pub(super) mod millis {
    use super::*;
    use crate::contract::time::Timestamp;

    pub fn serialize<S: Serializer>(moment: &Timestamp, serializer: S) -> Result<S::Ok, S::Error> {
        moment.millis().serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Timestamp, D::Error> {
        i64::deserialize(deserializer).map(Timestamp::from_millis)
    }
}

/// Stores an optional timestamp as whole milliseconds.
pub(super) mod optional_millis {
    use super::*;
    use crate::contract::time::Timestamp;

    pub fn serialize<S: Serializer>(moment: &Option<Timestamp>, serializer: S) -> Result<S::Ok, S::Error> {
        moment.map(Timestamp::millis).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Timestamp>, D::Error> {
        Ok(Option::<i64>::deserialize(deserializer)?.map(Timestamp::from_millis))
    }
}

/// Stores a part of a game as JSON text. `null` is a valid part, such as a deck of type `()`.
pub(super) mod part {
    use serde_json::value::RawValue;

    use super::*;

    pub fn serialize<S: Serializer>(part: &Option<Box<RawValue>>, serializer: S) -> Result<S::Ok, S::Error> {
        part.serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
        Box::<RawValue>::deserialize(deserializer).map(Some)
    }
}

/// Stores the seed as 64 hexadecimal digits.
pub(super) mod seed {
    use super::*;

    pub fn serialize<S: Serializer>(seed: &[u8; 32], serializer: S) -> Result<S::Ok, S::Error> {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digit = |nibble: u8| char::from(DIGITS[usize::from(nibble & 15)]);
        let text: String = seed.iter().flat_map(|byte| [digit(byte >> 4), digit(*byte)]).collect();
        serializer.serialize_str(&text)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<[u8; 32], D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut seed = [0; 32];
        let (pairs, rest) = text.as_bytes().as_chunks::<2>();
        if pairs.len() != seed.len() || !rest.is_empty() {
            return Err(D::Error::custom("a seed must have 64 digits"));
        }
        for (byte, pair) in seed.iter_mut().zip(pairs) {
            let digit = |of: u8| char::from(of).to_digit(16).and_then(|d| u8::try_from(d).ok());
            let digits = digit(pair[0]).zip(digit(pair[1]));
            let (high, low) = digits.ok_or_else(|| D::Error::custom("a seed must be hexadecimal"))?;
            *byte = high << 4 | low;
        }
        Ok(seed)
    }
}

/// Stores the limits as `[min, max]`.
pub(super) mod seats {
    use super::*;
    use crate::driver::SeatLimits;

    pub fn serialize<S: Serializer>(seats: &SeatLimits, serializer: S) -> Result<S::Ok, S::Error> {
        (seats.min, seats.max).serialize(serializer)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<SeatLimits, D::Error> {
        <(usize, usize)>::deserialize(deserializer).map(|(min, max)| SeatLimits { min, max })
    }
}
