//! Bytes that claim to be text.

use super::FileError;

/// A file's text, without a byte order mark.
///
/// # Errors
/// [`FileError`] when it is compressed, in another encoding than UTF-8, or no text at all; it says
/// which, and what to do.
pub fn text(bytes: &[u8]) -> Result<&str, FileError> {
    let bytes = match bytes {
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] | [b'B', b'Z', b'h', ..] => {
            return Err(FileError::whole("the file is compressed; unpack it first"));
        }
        // UTF-32 begins like UTF-16; the advice is the same.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
            return Err(FileError::whole("the file is in UTF-16; save it as UTF-8"));
        }
        [0xef, 0xbb, 0xbf, rest @ ..] => rest,
        all => all,
    };
    std::str::from_utf8(bytes).map_err(|error| {
        let good = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let byte = bytes.get(good.len()).copied().unwrap_or_default();
        let line_start = good.iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let before = good.get(line_start..).unwrap_or_default();
        FileError {
            line: good.iter().filter(|b| **b == b'\n').count() + 1,
            column: std::str::from_utf8(before).map_or(0, |text| text.chars().count() + 1),
            why: match error.error_len() {
                None => "the file ends in the middle of a character".to_owned(),
                Some(_) => format!("the byte {byte:#04x} is not UTF-8; save the file as UTF-8, not as Latin-1 or ANSI"),
            },
        }
    })
}
