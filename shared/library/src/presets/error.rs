use sea_orm::DbErr;
use wpp_game::{session::Rejected, text::BadText};

use super::MOST;

/// Why a preset cannot be found, kept or changed.
#[derive(Debug, thiserror::Error)]
pub enum PresetError {
    /// The account has no such preset.
    #[error("there is no preset with this id")]
    Unknown,
    /// This build has no such cartridge.
    #[error("there is no game {0:?}")]
    NoSuchGame(String),
    /// The name cannot be shown.
    #[error("the name does not fit")]
    Name(#[source] BadText),
    /// A setting is out of its bounds.
    #[error(transparent)]
    Config(Rejected),
    /// The account keeps as many as it may.
    #[error("an account keeps at most {MOST} presets")]
    TooMany,
    /// A cartridge cannot write its own configuration: a bug in it.
    #[error("the cartridge cannot write its configuration: {0}")]
    Faulty(String),
    /// The database failed.
    #[error("the presets cannot be read or written")]
    Database(#[from] DbErr),
}
