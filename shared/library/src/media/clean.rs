//! What of an upload is stored. The type of a file is recognized from its content, never from its name.

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
