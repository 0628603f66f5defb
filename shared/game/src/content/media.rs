//! Pictures and sounds of questions, of items and of settings.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::form::MAX_SENTENCE;
use crate::text::{BadText, clean};

/// Address of the media on the server. The name of the file follows.
pub const ADDRESS: &str = "/media/";

/// Hexadecimal digits of a file name: SHA-256 of the content.
const DIGITS: usize = 64;

/// A picture or a sound of a question, an item or a setting: a file of the server's media store.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Media {
    /// Name of the file, as the upload returned it: the SHA-256 of its content and `.jpg`, `.png` or `.mp3`.
    pub file: String,
    /// What the picture shows or what the sound is, for people who cannot perceive it, up to 300 characters. A picture
    /// needs it. The text of a question must not contain the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub alt: String,
}

/// The kind of a medium.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MediaKind {
    /// A still picture.
    Picture,
    /// A sound, which the public screen plays.
    Sound,
}

/// A picture or a sound as clients receive it; that of a question together with its prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct MediaView {
    /// Picture or sound.
    pub kind: MediaKind,
    /// Address of the file on this server. The content of an address never changes.
    pub url: String,
    /// Description for people who cannot perceive the medium; may be empty for a sound.
    #[serde(default)]
    pub alt: String,
}

impl MediaKind {
    /// Returns the kind of the file with this name; `None` if no file of the media store can have it.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        let (digits, ending) = name.split_once('.')?;
        let is_hex = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if digits.len() != DIGITS || !digits.bytes().all(is_hex) {
            return None;
        }
        match ending {
            "jpg" | "png" => Some(Self::Picture),
            "mp3" => Some(Self::Sound),
            _ => None,
        }
    }
}

impl Media {
    /// Returns the media with a cleaned description if it is of this kind. A picture needs a description.
    #[must_use]
    pub fn cleaned(self, kind: MediaKind) -> Option<Self> {
        let alt = match clean(&self.alt, MAX_SENTENCE) {
            Ok(alt) => alt,
            Err(BadText::Empty) if kind == MediaKind::Sound => String::new(),
            Err(_) => return None,
        };
        (MediaKind::of_file(&self.file) == Some(kind)).then_some(Self { alt, ..self })
    }

    /// Returns what clients receive; `None` for a name that no file of the store can have.
    #[must_use]
    pub fn view(&self) -> Option<MediaView> {
        let kind = MediaKind::of_file(&self.file)?;
        Some(MediaView { kind, url: format!("{ADDRESS}{}", self.file), alt: self.alt.clone() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_files_cannot_leave_the_store() {
        let digits = "0f".repeat(32);
        assert_eq!(MediaKind::of_file(&format!("{digits}.png")), Some(MediaKind::Picture));
        assert_eq!(MediaKind::of_file(&format!("{digits}.mp3")), Some(MediaKind::Sound));
        let upper = digits.to_uppercase();
        for bad in [
            "",
            "a.png",
            "../../etc/passwd",
            &digits,
            &format!("{digits}.svg"),
            &format!("{digits}.png/../x"),
            &format!("{upper}.png"),
            &format!("../{}.png", &digits[3..]),
            &format!("{digits}.jpg.png"),
        ] {
            assert_eq!(MediaKind::of_file(bad), None, "{bad}");
        }
    }
}
