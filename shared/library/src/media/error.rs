//! Reasons why media cannot be stored.

use std::{fmt, io};

use sea_orm::DbErr;

/// Reasons why a picture or a sound is not stored. Nothing is changed then.
#[derive(Debug, thiserror::Error)]
pub enum MediaError {
    /// The upload is larger than [`MAX_UPLOAD`](super::MAX_UPLOAD).
    #[error("a picture or a sound can have at most 2 MB; make it smaller")]
    TooLarge,
    /// The file is no picture or sound that can be stored.
    #[error(transparent)]
    Unusable(#[from] UnusableFile),
    /// The account has no room for the file.
    #[error("an account can have at most {most_mb} MB of pictures and sounds; remove some from your questions")]
    Full {
        /// The quota.
        most_mb: u64,
    },
    /// A question uses a file that its owner does not have.
    #[error("you have no picture or sound with this name; upload the file again")]
    Missing,
    /// Questions use the file of a deletion.
    #[error("questions use this file; delete them, or choose another file for them")]
    InUse,
    /// The file system failed.
    #[error("the media store cannot be read or written")]
    Store(#[from] io::Error),
    /// The database failed.
    #[error("the list of media cannot be read or changed")]
    Database(#[from] DbErr),
}

/// A file that is no picture or sound that can be stored. Clients word the message in the reader's language from `code`
/// and `params`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnusableFile {
    /// Stable `snake_case` word, one of [`CODES`].
    pub code: &'static str,
    /// Values for the message, by name.
    pub params: Vec<(&'static str, String)>,
    /// Message in English: what is wrong, and what to do.
    why: String,
}

/// Every code of an [`UnusableFile`], with its parameters.
pub const CODES: [(&str, &[&str]); 4] =
    [("media_unknown", &[]), ("media_damaged", &[]), ("picture_too_large", &["most"]), ("sound_too_long", &[])];

impl UnusableFile {
    /// The file is no picture or sound.
    pub(super) fn unknown() -> Self {
        let why = "it is no picture or sound that can be used; choose a JPEG, PNG or WebP picture, or an MP3 sound";
        Self { code: "media_unknown", params: Vec::new(), why: why.to_owned() }
    }

    /// The content does not match the type of the file.
    pub(crate) fn damaged() -> Self {
        let why = "it is damaged; save it again in another program".to_owned();
        Self { code: "media_damaged", params: Vec::new(), why }
    }

    /// The picture has more than `most` million pixels.
    pub(super) fn too_many_pixels(most: u64) -> Self {
        let why = format!("the picture has more than {most} million pixels; make it smaller");
        Self { code: "picture_too_large", params: vec![("most", most.to_string())], why }
    }

    /// The sound has too many bytes.
    pub(super) fn too_long() -> Self {
        let why = "the sound is larger than 200 KB, about 25 seconds at 64 kbit/s; shorten it, or save it with a lower bit rate";
        Self { code: "sound_too_long", params: Vec::new(), why: why.to_owned() }
    }
}

impl fmt::Display for UnusableFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.why)
    }
}

impl std::error::Error for UnusableFile {}
