//! One thing that can be set.

use std::ops::RangeInclusive;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::Choice;
use crate::contract::OutOfBounds;

/// A setting, as the manifest tells it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Setting {
    /// Its key in the configuration, in `snake_case`.
    #[schema(value_type = String)]
    pub key: &'static str,
    /// What it does, in English.
    pub description: String,
    /// What it may be.
    #[serde(flatten)]
    pub kind: SettingKind,
    /// Its value where a configuration says nothing.
    pub default: Value,
    /// The value a form begins with, where that is another than the default.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggested: Option<Value>,
    /// How often people want it.
    pub group: Group,
}

/// What a setting may be.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum SettingKind {
    /// A whole number.
    Integer {
        /// The least.
        min: i32,
        /// The greatest.
        max: i32,
        /// What it counts.
        unit: Unit,
    },
    /// Yes or no.
    Boolean,
    /// One of a few words.
    Choice {
        /// The words.
        #[schema(value_type = Vec<String>)]
        options: &'static [&'static str],
    },
    /// A list of whole numbers.
    Integers {
        /// The fewest numbers in it.
        min_length: usize,
        /// The most.
        max_length: usize,
        /// The least each may be.
        min: i32,
        /// The greatest.
        max: i32,
        /// What they count.
        unit: Unit,
    },
}

/// What a number counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Things.
    Count,
    /// Milliseconds.
    Ms,
    /// Points.
    Points,
}

/// How often people want a setting.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Every evening: it stands on the start page.
    Basic,
    /// Now and then: it stands behind "more settings".
    Advanced,
}

/// What a declaration says of a setting besides its key, its default and its words.
#[derive(Debug, Clone)]
pub struct Rule {
    kind: SettingKind,
    group: Group,
    suggested: Option<Value>,
}

/// A number of things within `bounds`.
#[must_use]
pub fn count(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Count)
}

/// A time in milliseconds within `bounds`.
#[must_use]
pub fn ms(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Ms)
}

/// Points within `bounds`.
#[must_use]
pub fn points(bounds: RangeInclusive<i32>) -> Rule {
    integer(bounds, Unit::Points)
}

/// Yes or no.
#[must_use]
pub fn switch() -> Rule {
    Rule::of(SettingKind::Boolean)
}

/// One of the words of `C`.
#[must_use]
pub fn choice<C: Choice>() -> Rule {
    Rule::of(SettingKind::Choice { options: C::OPTIONS })
}

/// A list of `length` numbers, each within `bounds`.
#[must_use]
pub fn list(length: RangeInclusive<usize>, bounds: RangeInclusive<i32>) -> Rule {
    let ((min_length, max_length), (min, max)) = (length.into_inner(), bounds.into_inner());
    Rule::of(SettingKind::Integers { min_length, max_length, min, max, unit: Unit::Count })
}

fn integer(bounds: RangeInclusive<i32>, unit: Unit) -> Rule {
    let (min, max) = bounds.into_inner();
    Rule::of(SettingKind::Integer { min, max, unit })
}

impl Rule {
    fn of(kind: SettingKind) -> Self {
        Self { kind, group: Group::Advanced, suggested: None }
    }

    /// Puts it on the start page.
    #[must_use]
    pub fn basic(mut self) -> Self {
        self.group = Group::Basic;
        self
    }

    /// The value a form begins with: what most people in a room want, where a program that says
    /// nothing wants the default.
    #[must_use]
    pub fn suggest(mut self, value: impl Into<Value>) -> Self {
        self.suggested = Some(value.into());
        self
    }
}

impl Setting {
    /// The setting `key` with the words of its documentation.
    #[must_use]
    pub fn declare(key: &'static str, words: &str, default: Value, rule: Rule) -> Self {
        let Rule { kind, group, suggested } = rule;
        Self { key, description: words.trim().to_owned(), kind, default, suggested, group }
    }

    /// Whether it may be `value`.
    ///
    /// # Errors
    /// [`OutOfBounds`] with its key and its bounds.
    pub fn check(&self, value: &Value) -> Result<(), OutOfBounds> {
        if self.kind.allows(value) {
            return Ok(());
        }
        Err(OutOfBounds { field: self.key.to_owned(), bounds: self.kind.bounds() })
    }
}

impl SettingKind {
    /// Whether `value` is one of this kind, within its bounds.
    #[must_use]
    pub fn allows(&self, value: &Value) -> bool {
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
        }
    }

    /// The bounds in words that complete "must be …".
    #[must_use]
    pub fn bounds(&self) -> String {
        match *self {
            Self::Integer { min, max, .. } => format!("a whole number from {min} to {max}"),
            Self::Boolean => "true or false".to_owned(),
            Self::Choice { options } => alternatives(options),
            Self::Integers { min_length, max_length, min, max, .. } => {
                format!("a list of {min_length} to {max_length} whole numbers from {min} to {max}")
            }
        }
    }
}

/// `"on", "extended" or "off"`.
fn alternatives(words: &[&str]) -> String {
    let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
        None => "nothing at all".to_owned(),
    }
}
