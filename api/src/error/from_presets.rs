//! Errors of presets.

use wpp_game::contract::ErrorCode;
use wpp_library::presets::{MAX_PRESETS, PresetError};
use wpp_runtime::telemetry::chain;

use super::ApiError;

impl From<PresetError> for ApiError {
    fn from(error: PresetError) -> Self {
        let invalid = |field: &str, detail: String| Self::new(ErrorCode::InvalidInput, detail).at(field);
        match error {
            PresetError::Unknown => {
                Self::new(ErrorCode::UnknownPreset, "This preset does not exist. Reload the list of presets.")
            }
            PresetError::NoSuchGame(kind) => invalid(
                "cartridge",
                format!("This server has no game {kind:?}. See `GET /api/cartridges` for the list."),
            ),
            PresetError::Name(cause) => invalid("name", format!("This name cannot be used: {cause}.")),
            PresetError::Config(rejected) => rejected.into(),
            PresetError::NoMedia { setting } => Self::no_media(setting),
            PresetError::TooMany => {
                let detail = format!("An account can have at most {MAX_PRESETS} presets. Delete one first.");
                Self::new(ErrorCode::TooManyPresets, detail)
            }
            error @ (PresetError::Cartridge(_) | PresetError::Database(_)) => {
                tracing::error!(error = %chain(&error), "presets not read or written");
                Self::unavailable()
            }
        }
    }
}
