//! A cartridge's configuration, declared once.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, value::RawValue};

use super::Setting;
use crate::contract::OutOfBounds;

/// A configuration whose fields are declared, by [`settings!`](crate::settings).
pub trait Settings: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static {
    /// What can be set, in the order of a form.
    fn declared() -> Vec<Setting>;

    /// Reads what a client wrote: every field is optional, unknown ones are ignored, and each that
    /// is there has to be within its bounds. Rules between fields are the driver's.
    ///
    /// # Errors
    /// [`OutOfBounds`] with the first field in the order of the declaration that is not.
    fn read(given: &RawValue) -> Result<Self, OutOfBounds> {
        let whole = || OutOfBounds { field: "config".to_owned(), bounds: "an object of settings".to_owned() };
        let fields: Map<String, Value> = serde_json::from_str(given.get()).map_err(|_not_one| whole())?;
        for setting in Self::declared() {
            fields.get(setting.key).map_or(Ok(()), |value| setting.check(value))?;
        }
        // Only a field whose Rust type is narrower than its bounds can still fail.
        serde_json::from_value(Value::Object(fields)).map_err(|_unfit| whole())
    }
}

/// A setting that is one of a few words, declared by [`choices!`](crate::choices).
pub trait Choice {
    /// The words, as the contract writes them.
    const OPTIONS: &'static [&'static str];
}

/// Declares a configuration: the struct, its defaults, and for every field the bounds.
///
/// ```
/// use wpp_game::manifest::{Settings, count, ms, switch};
///
/// wpp_game::settings! {
///     /// What can be set.
///     pub struct Config {
///         /// Rounds of a game.
///         rounds: u32 = 3, count(1..=10).basic();
///         /// Time to answer.
///         answer_ms: u32 = 20_000, ms(200..=600_000);
///         /// Whether spelling counts.
///         strict: bool = false, switch();
///     }
/// }
///
/// let given = serde_json::value::to_raw_value(&serde_json::json!({"rounds": 11})).unwrap();
/// let refused = Config::read(&given).unwrap_err();
/// assert_eq!(refused.to_string(), "rounds must be a whole number from 1 to 10");
/// assert_eq!(Config::default().answer_ms, 20_000);
/// ```
///
/// A field's documentation becomes its description in the manifest. Its rule is one of
/// [`count`](super::count()), [`ms`](super::ms()), [`points`](super::points()),
/// [`switch`](super::switch()), [`choice`](super::choice()) and [`list`](super::list()).
#[macro_export]
macro_rules! settings {
    (
        $(#[doc = $about:literal])+
        pub struct $name:ident {
            $( $(#[doc = $words:literal])+ $key:ident : $type:ty = $default:expr, $rule:expr; )*
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        #[serde(default)]
        pub struct $name {
            $( $(#[doc = $words])+ pub $key: $type, )*
        }

        impl Default for $name {
            fn default() -> Self {
                Self { $( $key: $default, )* }
            }
        }

        impl $crate::manifest::Settings for $name {
            fn declared() -> Vec<$crate::manifest::Setting> {
                let usual = Self::default();
                vec![ $( $crate::manifest::Setting::declare(
                    stringify!($key),
                    concat!($($words),+),
                    ::serde_json::to_value(&usual.$key).unwrap_or_default(),
                    $rule,
                ), )* ]
            }
        }
    };
}

/// Declares a setting that is one of a few words.
///
/// ```
/// use wpp_game::manifest::Choice;
///
/// wpp_game::choices! {
///     /// Whether time presses.
///     pub enum Timers {
///         /// As configured.
///         On = "on",
///         /// Not at all.
///         Off = "off",
///     }
/// }
///
/// assert_eq!(Timers::OPTIONS, ["on", "off"]);
/// ```
#[macro_export]
macro_rules! choices {
    (
        $(#[doc = $about:literal])+
        pub enum $name:ident {
            $( $(#[doc = $words:literal])+ $option:ident = $word:literal, )+
        }
    ) => {
        $(#[doc = $about])+
        #[derive(Debug, Clone, Copy, PartialEq, Eq, ::serde::Serialize, ::serde::Deserialize)]
        pub enum $name {
            $( $(#[doc = $words])+ #[serde(rename = $word)] $option, )+
        }

        impl $crate::manifest::Choice for $name {
            const OPTIONS: &'static [&'static str] = &[$($word),+];
        }
    };
}
