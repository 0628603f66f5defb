//! The part of an upload that is stored. The type of a file is recognized from its content, never from its name.

mod picture;
mod sound;

use wpp_game::content::MediaKind;

use super::UnusableFile;
use crate::digest::hex_digest;

/// A file without anything that its reader does not need.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    pub kind: MediaKind,
    /// Ending of the name, which also states the type.
    ending: &'static str,
    pub bytes: Vec<u8>,
}

impl Cleaned {
    /// Returns the name of the file: the digest of its content.
    pub fn name(&self) -> String {
        format!("{}.{}", hex_digest(&self.bytes), self.ending)
    }
}

/// Cleans a picture (JPEG, PNG or WebP) or a sound (MP3). Takes up to a second for a large picture.
///
/// # Errors
/// [`UnusableFile`] with what to do.
pub(super) fn clean(upload: &[u8]) -> Result<Cleaned, UnusableFile> {
    if let Some(format) = picture::recognize(upload) {
        return picture::clean(upload, format);
    }
    if sound::recognize(upload) {
        return sound::clean(upload);
    }
    Err(UnusableFile::unknown())
}

/// Decodes a picture or reads a sound, and returns its kind.
///
/// # Errors
/// As [`clean`].
pub(super) fn check(upload: &[u8]) -> Result<MediaKind, UnusableFile> {
    match picture::recognize(upload) {
        Some(format) => picture::check(upload, format).map(|()| MediaKind::Picture),
        None => clean(upload).map(|cleaned| cleaned.kind),
    }
}

/// Returns the pixels that [`clean`] decodes, as the header of a picture states; 0 for other files, and for pictures that
/// are refused before that.
pub(crate) fn pixels(upload: &[u8]) -> u64 {
    picture::recognize(upload).map_or(0, |format| picture::pixels(upload, format))
}
