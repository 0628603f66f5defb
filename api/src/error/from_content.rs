//! Errors of question packs, imports and the selection of questions.

use wpp_game::contract::ErrorCode;
use wpp_library::{
    content::ContentError,
    media::MediaError,
    packs::{PackError, format::FileError, import::ImportError},
};
use wpp_runtime::telemetry::chain;

use super::{ApiError, import_report::FileProblem};

impl From<ContentError> for ApiError {
    fn from(error: ContentError) -> Self {
        match error {
            ContentError::UnknownPack { pack_id } => Self::new(
                ErrorCode::InvalidInput,
                format!("There is no question pack {pack_id:?}. Choose another one."),
            )
            .at("pack_ids"),
            ContentError::TooManyPacks => Self::new(ErrorCode::InvalidInput, format!("{error}.")).at("pack_ids"),
            ContentError::TooLittle(too_little) => Self::new(ErrorCode::NotEnoughContent, format!("{too_little}.")),
            ContentError::Database(error) => {
                tracing::error!(error = %chain(&error), "questions not loaded");
                Self::unavailable()
            }
        }
    }
}

impl From<PackError> for ApiError {
    fn from(error: PackError) -> Self {
        let detail = format!("{error}.");
        match error {
            PackError::Unknown => {
                Self::new(ErrorCode::UnknownPack, "This question pack does not exist, or its owner has not shared it.")
            }
            PackError::NotYours => {
                Self::new(ErrorCode::NotAllowed, "This question pack belongs to another account. Copy it to change it.")
            }
            PackError::UnknownQuestion => {
                Self::new(ErrorCode::UnknownQuestion, "This pack does not contain this question. Reload the pack.")
            }
            PackError::Invalid { field, why } => {
                Self::new(ErrorCode::InvalidInput, format!("{field}: {why}.")).at(field)
            }
            PackError::Faults(faults) => {
                let first = faults.first().map(ToString::to_string).unwrap_or_default();
                let mut api_error =
                    Self::new(ErrorCode::InvalidInput, format!("The question cannot be saved: {first}."));
                api_error.field = faults.first().map(|fault| fault.field.clone());
                api_error.faults = faults.into();
                api_error
            }
            PackError::AlreadyThere => Self::new(ErrorCode::AlreadyThere, "This pack already contains this question."),
            PackError::Busy => Self::new(
                ErrorCode::PackBusy,
                "An import into this question pack is running. Try again when it has ended.",
            )
            .retry_after(5),
            PackError::NeedsZip => Self::new(
                ErrorCode::NeedsZip,
                "This pack has pictures, which a table cannot contain. Export it as a ZIP file.",
            ),
            PackError::TooMany { .. } => Self::new(ErrorCode::PackLimit, detail),
            PackError::Media(error) => Self::from(error),
            PackError::Database(error) => Self::from(error),
        }
    }
}

impl ApiError {
    /// Creates the error for a setting that names a picture or a sound of another account, or a deleted one.
    #[must_use]
    pub fn no_media(setting: &str) -> Self {
        let detail = format!("{setting}: your account has no such picture or sound. Choose another one.");
        Self::new(ErrorCode::InvalidInput, detail).at(setting)
    }
}

impl From<MediaError> for ApiError {
    fn from(error: MediaError) -> Self {
        match error {
            MediaError::TooLarge => {
                Self::new(ErrorCode::TooLarge, "A picture or a sound can have at most 2 MB. Make it smaller.")
            }
            MediaError::Full { most_mb } => Self::new(
                ErrorCode::PackLimit,
                format!(
                    "An account can have at most {most_mb} MB of pictures and sounds. Remove some from your questions."
                ),
            ),
            MediaError::Missing => Self::new(
                ErrorCode::InvalidInput,
                "You have no picture or sound with this name. Upload the file, or import a pack as a zip file.",
            )
            .at("media.file"),
            MediaError::InUse => Self::new(
                ErrorCode::MediaInUse,
                "Questions use this file. Delete them, or choose another file for them.",
            ),
            MediaError::Unusable(unusable) => {
                let mut api_error = Self::new(ErrorCode::InvalidFile, format!("This file cannot be used: {unusable}."));
                api_error.file = Some(Box::new(FileProblem::from(&unusable)));
                api_error
            }
            MediaError::Database(error) => Self::from(error),
            error @ MediaError::Store(_) => {
                tracing::error!(error = %chain(&error), "media not read or written");
                let detail = "The store of pictures and sounds is not available at the moment. Try again in a moment.";
                Self { detail: detail.to_owned(), ..Self::unavailable() }
            }
        }
    }
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        let mut api_error = Self::new(ErrorCode::InvalidFile, format!("This file cannot be used: {error}."));
        api_error.file = Some(Box::new(FileProblem::from(&error)));
        api_error
    }
}

impl From<ImportError> for ApiError {
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::File(error) => {
                let detail = format!("Nothing was imported: {error}.");
                Self { detail, ..Self::from(error) }
            }
            ImportError::Refused(report) => {
                let refused = report.refused;
                let mut api_error =
                    Self::new(ErrorCode::ImportRefused, format!("Nothing was imported: {refused} rows are refused."));
                api_error.report = Some(Box::new(report.into()));
                api_error
            }
            ImportError::Pack(error) => Self::from(error),
            ImportError::Media { name, error } => {
                let reason = Self::from(error);
                Self { detail: format!("Nothing was imported. {name}: {}", reason.detail), ..reason }
            }
        }
    }
}
