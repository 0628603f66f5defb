//! Decimal numbers with three decimals, as answers to questions.

mod written;

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};

pub use written::BadNumber;

/// A number from −999,999,999,999.999 to 999,999,999,999.999 with up to three decimals.
///
/// The type is exact, unlike a float, so that all machines award the same points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    thousandths: i64,
}

/// A text or number that is no [`Decimal`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("write a number in figures, such as 1889, -40 or 3.14, with up to 12 figures and three decimals")]
pub struct BadDecimal;

const SCALE: i64 = 1_000;
const DECIMALS: usize = 3;
const MAX_FIGURES: usize = 12;
const MOST: i64 = 999_999_999_999_999;

impl Decimal {
    /// Returns the number as thousandths.
    #[must_use]
    pub fn thousandths(self) -> i64 {
        self.thousandths
    }

    /// Returns the number with these thousandths; `None` out of bounds.
    #[must_use]
    pub fn of_thousandths(thousandths: i64) -> Option<Self> {
        (thousandths.abs() <= MOST).then_some(Self { thousandths })
    }

    /// Returns the decimal that is nearest to `number`.
    ///
    /// # Errors
    /// [`BadDecimal`] when the number is not finite or out of bounds.
    pub fn from_f64(number: f64) -> Result<Self, BadDecimal> {
        // The bounds have 15 figures, which a float represents exactly.
        #[expect(clippy::cast_precision_loss, reason = "15 figures have an exact float")]
        let (scale, most) = (SCALE as f64, MOST as f64);
        let thousandths = (number * scale).round();
        if !thousandths.is_finite() || thousandths.abs() > most {
            return Err(BadDecimal);
        }
        #[expect(clippy::cast_possible_truncation, reason = "rounded and within bounds")]
        let thousandths = thousandths as i64;
        Ok(Self { thousandths })
    }
}

impl FromStr for Decimal {
    type Err = BadDecimal;

    /// Parses figures with an optional minus and a point before the decimals.
    fn from_str(text: &str) -> Result<Self, BadDecimal> {
        let (negative, figures) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let (whole, decimals) = figures.split_once('.').unwrap_or((figures, "0"));
        let all_figures = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if !all_figures(whole) || !all_figures(decimals) || whole.len() > MAX_FIGURES || decimals.len() > DECIMALS {
            return Err(BadDecimal);
        }
        let thousandths: i64 = format!("{whole}{decimals:0<DECIMALS$}").parse().map_err(|_overflow| BadDecimal)?;
        Ok(Self { thousandths: if negative { -thousandths } else { thousandths } })
    }
}

impl fmt::Display for Decimal {
    /// Writes the number without superfluous zeros.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, decimals) = (self.thousandths.abs() / SCALE, self.thousandths.abs() % SCALE);
        let sign = if self.thousandths < 0 { "-" } else { "" };
        if decimals == 0 {
            return write!(f, "{sign}{whole}");
        }
        let decimals = format!("{decimals:0>DECIMALS$}");
        write!(f, "{sign}{whole}.{}", decimals.trim_end_matches('0'))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.thousandths % SCALE == 0 {
            return serializer.serialize_i64(self.thousandths / SCALE);
        }
        #[expect(clippy::cast_precision_loss, reason = "15 figures have an exact float")]
        serializer.serialize_f64(self.thousandths as f64 / SCALE as f64)
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let number = f64::deserialize(deserializer)?;
        Self::from_f64(number).map_err(D::Error::custom)
    }
}

impl utoipa::PartialSchema for Decimal {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        f64::schema()
    }
}

impl utoipa::ToSchema for Decimal {}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn reads_figures_only() {
        for (text, thousandths) in
            [("1889", 1_889_000), ("-40", -40_000), ("3.14", 3_140), ("0.001", 1), ("−2.5", -2_500), ("007", 7_000)]
        {
            assert_eq!(text.parse::<Decimal>().map(Decimal::thousandths), Ok(thousandths), "{text}");
        }
        for text in ["", "-", ".5", "5.", "1,889", "1e3", "+1", "12 m", "0.0001", "1234567890123", "NaN", "--1"] {
            assert_eq!(text.parse::<Decimal>(), Err(BadDecimal), "{text}");
        }
    }

    proptest! {
        #[test]
        fn text_and_json_round_trip(thousandths in -MOST..=MOST) {
            let number = Decimal { thousandths };
            prop_assert_eq!(number.to_string().parse::<Decimal>(), Ok(number));
            let json = serde_json::to_string(&number).unwrap();
            prop_assert_eq!(serde_json::from_str::<Decimal>(&json).unwrap(), number);
        }

        #[test]
        fn any_float_is_read_or_refused(number in any::<f64>()) {
            if let Ok(read) = Decimal::from_f64(number) {
                prop_assert!(read.thousandths().abs() <= MOST);
            }
        }
    }
}
