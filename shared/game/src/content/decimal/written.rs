//! Numbers as people write them in files: with groups of three figures, and with a point or a comma before decimals.

use super::{BadDecimal, Decimal};

/// The reason for which a written number is rejected. The text is for the author of a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadNumber {
    /// The text is no number within the bounds of a [`Decimal`].
    #[error(transparent)]
    Unreadable(#[from] BadDecimal),
    /// The comma of "8,849" separates thousands in one language and decimals in another.
    #[error("the comma can mean thousands or decimals; write 8849 for thousands, and 8.849 for decimals")]
    Ambiguous,
}

impl Decimal {
    /// Parses a number of any language. A single point always precedes decimals, as in the texts of [`Decimal`] itself.
    ///
    /// "3,14", "1.234,5", "1,234.5", "1,000,000" and "1 000" have one meaning; "8,849" has two.
    ///
    /// # Errors
    /// [`BadNumber`] when the text is no number or has two meanings.
    pub fn written(text: &str) -> Result<Self, BadNumber> {
        let (sign, figures) = match text.strip_prefix(['-', '−']) {
            Some(rest) => ("-", rest.trim_start()),
            None => ("", text),
        };
        let (whole, decimals) = match decimal_sign(figures)? {
            Some(sign) => figures.rsplit_once(sign).ok_or(BadDecimal)?,
            None => (figures, "0"),
        };
        let whole = without_groups(whole).ok_or(BadDecimal)?;
        Ok(format!("{sign}{whole}.{decimals}").parse()?)
    }
}

/// Returns the sign before the decimals; `None` if there are none.
fn decimal_sign(figures: &str) -> Result<Option<char>, BadNumber> {
    let count = |sign| figures.matches(sign).count();
    match (count('.'), count(',')) {
        (0, 0) => Ok(None),
        (1, 0) => Ok(Some('.')),
        (0, 1) if is_group(figures, ',') => Err(BadNumber::Ambiguous),
        (0, 1) => Ok(Some(',')),
        // A sign that occurs several times separates groups.
        (0, _) | (_, 0) => Ok(None),
        _ => Ok(figures.chars().rfind(|c| matches!(c, '.' | ','))),
    }
}

/// Returns whether a sign can separate thousands: one to three figures precede it, the first of them no zero, and exactly
/// three follow.
fn is_group(figures: &str, sign: char) -> bool {
    !figures.starts_with('0') && figures.contains(sign) && without_groups(figures).is_some()
}

/// Returns the figures without the signs between groups of three; `None` if the text has other characters, different
/// signs, or groups of another length.
fn without_groups(text: &str) -> Option<String> {
    let sign = text.chars().find(|c| !c.is_ascii_digit());
    let is_sign = matches!(sign, None | Some('.' | ',' | ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}' | '\'' | '\u{2019}'));
    let all_figures = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = text.split(|c| Some(c) == sign);
    let first = groups.next().filter(|first| all_figures(first) && (sign.is_none() || first.len() <= 3))?;
    let mut figures = first.to_owned();
    for group in groups {
        if group.len() != 3 || !all_figures(group) {
            return None;
        }
        figures.push_str(group);
    }
    is_sign.then_some(figures)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde::Deserialize;

    use super::*;

    /// Texts with the numbers that they mean. The browser app is tested against the same file.
    #[derive(Deserialize)]
    struct Cases {
        /// In files of any language: the number in its normal form, `ambiguous`, or null for no number.
        files: Vec<(String, Option<String>)>,
    }

    #[test]
    fn reads_numbers_of_files() {
        let cases: Cases = serde_json::from_str(include_str!("../../../tests/cases/numbers.json")).unwrap();
        assert!(cases.files.len() > 20, "the file contains too few cases");
        for (text, expected) in cases.files {
            let read = match Decimal::written(&text) {
                Ok(number) => Some(number.to_string()),
                Err(BadNumber::Ambiguous) => Some("ambiguous".to_owned()),
                Err(BadNumber::Unreadable(_)) => None,
            };
            assert_eq!(read, expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "[-−]?[0-9 .,'’a\u{202f}]{0,12}") {
            if let Ok(number) = Decimal::written(&text) {
                prop_assert_eq!(Decimal::written(&number.to_string()), Ok(number));
            }
        }

        #[test]
        fn reads_the_normal_form(text in "-?(0|[1-9][0-9]{0,11})(\\.[0-9]{0,2}[1-9])?") {
            prop_assert_eq!(Decimal::written(&text), Ok(text.parse().unwrap()));
        }
    }
}
