//! Timestamps and countdowns, in whole milliseconds.

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::ToSchema;

/// A moment in UTC with millisecond precision.
///
/// Serialises as RFC 3339 with three decimals and a `Z`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, ToSchema)]
#[schema(value_type = String, format = DateTime, example = "2026-01-31T19:00:00.000Z")]
pub struct Timestamp(i64);

impl Timestamp {
    /// 1970-01-01T00:00:00Z.
    pub const EPOCH: Self = Self(0);

    /// Returns the moment `millis` milliseconds after 1970-01-01T00:00:00Z, clamped to the years
    /// that chrono can format.
    #[must_use]
    pub fn from_millis(millis: i64) -> Self {
        let range = DateTime::<Utc>::MIN_UTC.timestamp_millis()..=DateTime::<Utc>::MAX_UTC.timestamp_millis();
        Self(millis.clamp(*range.start(), *range.end()))
    }

    /// Returns the milliseconds since 1970-01-01T00:00:00Z.
    #[must_use]
    pub fn millis(self) -> i64 {
        self.0
    }

    /// Returns the moment `ms` milliseconds later.
    #[must_use]
    pub fn plus_ms(self, ms: u64) -> Self {
        Self::from_millis(self.0.saturating_add_unsigned(ms))
    }

    /// Returns the moment `ms` milliseconds earlier.
    #[must_use]
    pub fn minus_ms(self, ms: u64) -> Self {
        Self::from_millis(self.0.saturating_sub_unsigned(ms))
    }

    /// Rounds down to a multiple of `step_ms` milliseconds since 1970. Returns `self` when `step_ms`
    /// is 0.
    #[must_use]
    pub fn floor(self, step_ms: u64) -> Self {
        let past = i64::try_from(step_ms).ok().and_then(|step| self.0.checked_rem_euclid(step)).unwrap_or(0);
        Self::from_millis(self.0 - past)
    }

    /// Returns the milliseconds from `earlier` to this moment; 0 when `earlier` is later.
    #[must_use]
    pub fn ms_since(self, earlier: Self) -> u64 {
        u64::try_from(self.0.saturating_sub(earlier.0)).unwrap_or(0)
    }

    /// Parses a moment in RFC 3339, rounded down to milliseconds. Returns `None` for any other text.
    #[must_use]
    pub fn parse_rfc3339(text: &str) -> Option<Self> {
        DateTime::parse_from_rfc3339(text).ok().map(|moment| moment.to_utc().into())
    }

    /// Formats the moment as RFC 3339 in UTC with milliseconds.
    #[must_use]
    pub fn rfc3339(self) -> String {
        (DateTime::<Utc>::UNIX_EPOCH + TimeDelta::milliseconds(self.0)).to_rfc3339_opts(SecondsFormat::Millis, true)
    }
}

impl From<DateTime<Utc>> for Timestamp {
    fn from(moment: DateTime<Utc>) -> Self {
        Self::from_millis(moment.timestamp_millis())
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.rfc3339())
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        DateTime::<Utc>::deserialize(deserializer).map(Self::from)
    }
}

/// The remaining time of a phase. Every timed event and every snapshot contains one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Countdown {
    /// When the phase ends; `null` when the phase has no deadline or the game is paused.
    pub deadline_at: Option<Timestamp>,
    /// Remaining milliseconds when the message was created; `null` when the phase has no deadline.
    pub remaining_ms: Option<u64>,
}

impl Countdown {
    /// The countdown of a phase without a deadline.
    pub const NONE: Self = Self { deadline_at: None, remaining_ms: None };

    /// Creates the countdown to `deadline`, as of `now`.
    #[must_use]
    pub fn to(deadline: Timestamp, now: Timestamp) -> Self {
        Self { deadline_at: Some(deadline), remaining_ms: Some(deadline.ms_since(now)) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floors_before_and_after_1970() {
        for (millis, step, floor) in [(80, 40, 80), (119, 40, 80), (-1, 40, -40), (7, 0, 7), (7, u64::MAX, 7)] {
            assert_eq!(Timestamp::from_millis(millis).floor(step).millis(), floor, "{millis} in steps of {step}");
        }
    }
}
