//! Errors of preset operations.

use sea_orm::DbErr;
use wpp_game::{session::Rejected, text::BadText};

use super::MAX_PRESETS;

/// Reasons why an operation on presets fails.
#[derive(Debug, thiserror::Error)]
pub enum PresetError {
    /// The account has no such preset.
    #[error("there is no preset with this id")]
    Unknown,
    /// This build does not contain the cartridge.
    #[error("there is no game {0:?}")]
    NoSuchGame(String),
    /// The name is empty, too long or contains control characters.
    #[error("the name is invalid")]
    Name(#[source] BadText),
    /// A setting is invalid.
    #[error(transparent)]
    Config(Rejected),
    /// The account does not have the picture or the sound that a setting names.
    #[error("you have no such picture or sound; choose another one for {setting}")]
    NoMedia {
        /// Key of the setting.
        setting: &'static str,
    },
    /// The account has the maximum number of presets.
    #[error("an account can have at most {MAX_PRESETS} presets; delete one first")]
    TooMany,
    /// The cartridge cannot serialize its configuration: a bug in the cartridge.
    #[error("the cartridge cannot write its configuration: {0}")]
    Cartridge(String),
    /// The database failed.
    #[error("the presets cannot be read or written")]
    Database(#[from] DbErr),
}
