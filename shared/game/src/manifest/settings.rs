//! The configuration of a cartridge, declared by macros.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value, value::RawValue};

use super::Setting;
use crate::contract::OutOfBounds;

/// A configuration that [`settings!`](crate::settings) declares.
pub trait Settings: Serialize + DeserializeOwned + Default + Clone + Send + Sync + 'static {
    /// Returns the settings, in the order of a form.
    fn declared() -> Vec<Setting>;

    /// Reads a client's configuration. Every field is optional, unknown fields are ignored, and each
    /// given field must be within its bounds. The driver checks rules between fields.
    ///
    /// # Errors
    /// [`OutOfBounds`] with the first field that is out of bounds, in the order of the declaration.
    fn read(given: &RawValue) -> Result<Self, OutOfBounds> {
        let whole = || OutOfBounds { field: "config".to_owned(), bounds: "an object of settings".to_owned() };
        let mut fields: Map<String, Value> = serde_json::from_str(given.get()).map_err(|_not_an_object| whole())?;
        for setting in Self::declared() {
            if let Some(value) = fields.get_mut(setting.key) {
                *value = setting.read(value.take())?;
            }
        }
        // This fails only if the Rust type of a field is narrower than its bounds.
        serde_json::from_value(Value::Object(fields)).map_err(|_out_of_range| whole())
    }
}

/// A setting with several words as values, declared by [`choices!`](crate::choices).
pub trait Choice {
    /// The words, as in the contract.
    const OPTIONS: &'static [&'static str];
}

/// Declares a configuration: the struct, its defaults, and the bounds of every field.
///
/// ```
/// use wpp_game::manifest::{Settings, count, ms, switch};
///
/// wpp_game::settings! {
///     /// The settings of the game.
///     pub struct Config {
///         /// Number of rounds.
///         rounds: u32 = 3, count(1..=10).basic();
///         /// Time to answer.
///         answer_ms: u32 = 20_000, ms(200..=600_000);
///         /// Require correct spelling.
///         strict: bool = false, switch();
///     }
/// }
///
/// let given = serde_json::value::to_raw_value(&serde_json::json!({"rounds": 11})).unwrap();
/// let error = Config::read(&given).unwrap_err();
/// assert_eq!(error.to_string(), "rounds must be a whole number from 1 to 10");
/// assert_eq!(Config::default().answer_ms, 20_000);
/// ```
///
/// The documentation of a field becomes its description in the manifest. Its rule is one of
/// [`count`](super::count()), [`ms`](super::ms()), [`points`](super::points()),
/// [`switch`](super::switch()), [`choice`](super::choice()), [`list`](super::list()), [`text`](super::text()),
/// [`texts`](super::texts()), [`picture`](super::picture()) and [`sound`](super::sound()).
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
                let defaults = Self::default();
                vec![ $( $crate::manifest::Setting::declare(
                    stringify!($key),
                    concat!($($words),+),
                    ::serde_json::to_value(&defaults.$key).unwrap_or_default(),
                    $rule,
                ), )* ]
            }
        }
    };
}

/// Declares a setting with several words as values.
///
/// ```
/// use wpp_game::manifest::Choice;
///
/// wpp_game::choices! {
///     /// The clock of a phase.
///     pub enum Timers {
///         /// As configured.
///         On = "on",
///         /// No clock.
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
