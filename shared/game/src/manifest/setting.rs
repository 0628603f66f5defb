//! A setting: its key, bounds, default and place in the form.

use std::{collections::BTreeSet, ops::RangeInclusive};

use serde::Serialize;
use serde_json::Value;
use unicode_segmentation::UnicodeSegmentation;
use utoipa::ToSchema;

use super::Choice;
use crate::{
    content::{Media, MediaKind, form::MAX_SENTENCE},
    contract::OutOfBounds,
    text::{BadText, Key, clean},
};

/// A setting of a cartridge.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Setting {
    /// Key in the configuration, in `snake_case`.
    #[schema(value_type = String)]
    pub key: &'static str,
    /// Description, in English.
    pub description: String,
    /// Type and bounds.
    #[serde(flatten)]
    pub kind: SettingKind,
    /// Value if a configuration omits the setting.
    pub default: Value,
    /// Initial value of a form, if it differs from the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Value>,
    /// Place in the form.
    pub group: Group,
}

/// Type and bounds of a setting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SettingKind {
    /// A whole number.
    Integer {
        /// Lowest value.
        min: i32,
        /// Highest value.
        max: i32,
        /// Unit of the number.
        unit: Unit,
    },
    /// `true` or `false`.
    Boolean,
    /// One of several words.
    Choice {
        /// The words.
        #[schema(value_type = Vec<String>)]
        options: &'static [&'static str],
    },
    /// A list of whole numbers.
    Integers {
        /// Minimum length.
        min_length: usize,
        /// Maximum length.
        max_length: usize,
        /// Lowest value of each number.
        min: i32,
        /// Highest value.
        max: i32,
        /// Unit of the numbers.
        unit: Unit,
    },
    /// A text of one line.
    Text {
        /// Minimum length in graphemes.
        min_length: usize,
        /// Maximum length.
        max_length: usize,
    },
    /// A list of different texts of one line.
    Texts {
        /// Minimum number of texts.
        min_count: usize,
        /// Maximum number.
        max_count: usize,
        /// Minimum length of each text in graphemes, at least 1.
        min_length: usize,
        /// Maximum length.
        max_length: usize,
    },
    /// A picture or a sound that the host's account has, with its description; null without one.
    Media {
        /// Picture or sound.
        media: MediaKind,
    },
}

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// A count without unit.
    Count,
    /// Milliseconds.
    Ms,
    /// Points.
    Points,
}

/// The place of a setting in the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// On the start page.
    Basic,
    /// Under "more settings".
    Advanced,
}

/// The part of a declaration after the default: type, bounds and place in the form.
#[derive(Debug, Clone)]
pub struct Rule {
    kind: SettingKind,
    group: Group,
    suggested: Option<Value>,
}

/// Declares a count within `bounds`.
#[must_use]
pub fn count(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Count)
}

/// Declares a time in milliseconds within `bounds`.
#[must_use]
pub fn ms(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Ms)
}

/// Declares points within `bounds`.
#[must_use]
pub fn points(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Points)
}

/// Yes or no.
#[must_use]
pub fn switch() -> Rule {
    Rule::of(SettingKind::Boolean)
}

/// Declares one of the words of `C`.
#[must_use]
pub fn choice<C: Choice>() -> Rule {
    Rule::of(SettingKind::Choice { options: C::OPTIONS })
}

/// Declares a list of `length` numbers, each within `bounds`.
#[must_use]
pub fn list(length: RangeInclusive<usize>, bounds: RangeInclusive<i32>) -> Rule {
    let ((min_length, max_length), (min, max)) = (length.into_inner(), bounds.into_inner());
    Rule::of(SettingKind::Integers { min_length, max_length, min, max, unit: Unit::Count })
}

/// Declares a text of `length` graphemes.
#[must_use]
pub fn text(length: RangeInclusive<usize>) -> Rule {
    let (min_length, max_length) = length.into_inner();
    Rule::of(SettingKind::Text { min_length, max_length })
}

/// Declares `count` different texts, each of `length` graphemes.
#[must_use]
pub fn texts(count: RangeInclusive<usize>, length: RangeInclusive<usize>) -> Rule {
    let ((min_count, max_count), (min_length, max_length)) = (count.into_inner(), length.into_inner());
    Rule::of(SettingKind::Texts { min_count, max_count, min_length: min_length.max(1), max_length })
}

/// Declares a picture of the host's account. The field of the configuration is an `Option<Media>`.
#[must_use]
pub fn picture() -> Rule {
    Rule::of(SettingKind::Media { media: MediaKind::Picture })
}

/// Declares a sound of the host's account. The field of the configuration is an `Option<Media>`.
#[must_use]
pub fn sound() -> Rule {
    Rule::of(SettingKind::Media { media: MediaKind::Sound })
}

fn integer(bounds: RangeInclusive<i32>, unit: Unit) -> Rule {
    let (min, max) = bounds.into_inner();
    Rule::of(SettingKind::Integer { min, max, unit })
}

impl Rule {
    fn of(kind: SettingKind) -> Self {
        Self { kind, group: Group::Advanced, suggested: None }
    }

    /// Places the setting on the start page.
    #[must_use]
    pub fn basic(mut self) -> Self {
        self.group = Group::Basic;
        self
    }

    /// Sets the initial value of a form. Clients that omit the setting still get the default.
    #[must_use]
    pub fn suggest(mut self, value: impl Into<Value>) -> Self {
        self.suggested = Some(value.into());
        self
    }
}

impl Setting {
    /// Creates a setting. `words` is the documentation of the field.
    #[must_use]
    pub fn declare(key: &'static str, words: &str, default: Value, rule: Rule) -> Self {
        let Rule { kind, group, suggested } = rule;
        Self { key, description: words.trim().to_owned(), kind, default, suggested, group }
    }

    /// Checks a value.
    ///
    /// # Errors
    /// [`OutOfBounds`] with the setting's key and bounds.
    pub fn check(&self, value: &Value) -> Result<(), OutOfBounds> {
        self.read(value.clone()).map(|_| ())
    }

    /// Checks a value, and returns it with cleaned texts.
    ///
    /// # Errors
    /// [`OutOfBounds`] with the setting's key and bounds.
    pub fn read(&self, value: Value) -> Result<Value, OutOfBounds> {
        let out_of_bounds = || OutOfBounds { field: self.key.to_owned(), bounds: self.kind.bounds() };
        self.kind.read(value).ok_or_else(out_of_bounds)
    }
}

impl SettingKind {
    /// Returns `value` with cleaned texts if it has this type and is within its bounds.
    fn read(&self, value: Value) -> Option<Value> {
        match *self {
            Self::Text { min_length, max_length } => cleaned(value.as_str()?, min_length, max_length).map(Value::from),
            Self::Texts { min_count, max_count, min_length, max_length } => {
                // A longer list is not read to its end.
                let given = value.as_array().filter(|texts| (min_count..=max_count).contains(&texts.len()))?;
                let texts = given.iter().map(|text| cleaned(text.as_str()?, min_length, max_length));
                let texts: Vec<String> = texts.collect::<Option<_>>()?;
                let keys: BTreeSet<String> = texts.iter().map(|text| Key::of(text).as_str().to_owned()).collect();
                (keys.len() == texts.len()).then(|| texts.into())
            }
            Self::Media { media } if !value.is_null() => {
                let given: Media = serde_json::from_value(value).ok()?;
                serde_json::to_value(given.cleaned(media)?).ok()
            }
            _ => self.allows(&value).then_some(value),
        }
    }

    /// Returns whether `value` is a number, a switch, a word, a list of numbers within its bounds, or no media.
    fn allows(&self, value: &Value) -> bool {
        let within = |value: &Value, min: i32, max: i32| {
            value.as_i64().is_some_and(|number| (i64::from(min)..=i64::from(max)).contains(&number))
        };
        match *self {
            Self::Integer { min, max, .. } => within(value, min, max),
            Self::Boolean => value.is_boolean(),
            Self::Choice { options } => value.as_str().is_some_and(|word| options.contains(&word)),
            Self::Integers { min_length, max_length, min, max, .. } => value.as_array().is_some_and(|numbers| {
                (min_length..=max_length).contains(&numbers.len()) && numbers.iter().all(|one| within(one, min, max))
            }),
            Self::Media { .. } => value.is_null(),
            Self::Text { .. } | Self::Texts { .. } => false,
        }
    }

    /// Returns the bounds as words that complete "must be …".
    #[must_use]
    pub fn bounds(&self) -> String {
        match *self {
            Self::Integer { min, max, .. } => format!("a whole number from {min} to {max}"),
            Self::Boolean => "true or false".to_owned(),
            Self::Choice { options } => alternatives(options),
            Self::Integers { min_length, max_length, min, max, .. } => {
                format!("a list of {min_length} to {max_length} whole numbers from {min} to {max}")
            }
            Self::Text { min_length, max_length } => format!("a text of {min_length} to {max_length} characters"),
            Self::Texts { min_count, max_count, min_length, max_length } => format!(
                "a list of {min_count} to {max_count} different texts of {min_length} to {max_length} characters each"
            ),
            Self::Media { media: MediaKind::Picture } => {
                format!("null, or a picture of your account with a description of 1 to {MAX_SENTENCE} characters")
            }
            Self::Media { media: MediaKind::Sound } => {
                format!("null, or a sound of your account with a description of up to {MAX_SENTENCE} characters")
            }
        }
    }
}

/// Returns a text of one line with single blanks, if its length is within bounds.
fn cleaned(text: &str, min_length: usize, max_length: usize) -> Option<String> {
    match clean(text, max_length) {
        Ok(cleaned) => (cleaned.graphemes(true).count() >= min_length).then_some(cleaned),
        Err(BadText::Empty) => (min_length == 0).then(String::new),
        Err(_) => None,
    }
}

/// Lists words: `"on", "extended" or "off"`.
fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing at all".to_owned(),
    }
}
