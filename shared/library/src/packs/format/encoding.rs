//! From bytes to text: recognizes files that are no UTF-8 text, and removes marks around the text.

use super::FileError;

/// Returns the text of a file, without byte order marks and without a final end-of-file mark (0x1A).
///
/// # Errors
/// [`FileError`] when the file is compressed, in another encoding than UTF-8, or not a text.
pub fn text(bytes: &[u8]) -> Result<&str, FileError> {
    let bytes = match bytes {
        [0x1f, 0x8b, ..] | [b'P', b'K', 3, 4, ..] | [0x28, 0xb5, 0x2f, 0xfd, ..] | [b'B', b'Z', b'h', ..] => {
            return Err(FileError::new("compressed", "the file is compressed; unpack it first"));
        }
        [b'%', b'P', b'D', b'F', ..] => {
            let why = "the file is a PDF, which cannot be read; save the questions as a table (CSV or workbook)";
            return Err(FileError::new("pdf", why));
        }
        [0x89, b'P', b'N', b'G', ..] | [0xff, 0xd8, 0xff, ..] | [b'G', b'I', b'F', b'8', ..] => {
            return Err(FileError::new("image", "the file is a picture; save the questions as a table or a text"));
        }
        [b'{', b'\\', b'r', b't', b'f', ..] => return Err(document("Rich Text (.rtf)")),
        // UTF-32 begins like UTF-16; the advice is the same.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, 0, 0xfe, 0xff, ..] | [0, _, ..] | [_, 0, ..] => {
            return Err(FileError::new("utf16", "the file is in UTF-16; save it as UTF-8"));
        }
        all => all,
    };
    let text = std::str::from_utf8(bytes).map_err(|error| not_utf8(bytes, error))?;
    let text = text.trim_start_matches('\u{feff}');
    let trimmed = text.trim_end_matches(|c: char| c == '\u{1a}' || c.is_whitespace());
    if is_markup(text) {
        return Err(document("HTML/XML"));
    }
    // White space at the end stays, except around an end-of-file mark.
    Ok(if text[trimmed.len()..].contains('\u{1a}') { trimmed } else { text })
}

/// Returns whether a text is a page, such as a table that a program saved as HTML with the name of a workbook.
fn is_markup(text: &str) -> bool {
    let start: String = text.trim_start().chars().take(9).flat_map(char::to_lowercase).collect();
    ["<!doctype", "<html", "<table", "<?xml", "<svg", "<head", "<body"].iter().any(|tag| start.starts_with(tag))
}

/// Returns the error for a document that is neither a table nor a text.
pub(super) fn document(found: &str) -> FileError {
    let why =
        format!("the file is a {found} document; save the questions as a table (CSV or workbook) or as plain text");
    FileError::new("document", why).with("found", found)
}

fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> FileError {
    let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
    let byte = bytes.get(valid.len()).copied().unwrap_or_default();
    let is_break = |at: usize| match valid.get(at) {
        Some(b'\n') => true,
        Some(b'\r') => valid.get(at + 1) != Some(&b'\n'),
        _ => false,
    };
    let line = (0..valid.len()).filter(|at| is_break(*at)).count() + 1;
    let start = (0..valid.len()).rev().find(|at| is_break(*at)).map_or(0, |at| at + 1);
    let column = std::str::from_utf8(valid.get(start..).unwrap_or_default()).map_or(0, |text| text.chars().count() + 1);
    let error = match error.error_len() {
        None => FileError::new("truncated_character", "the file ends in the middle of a character; save it again"),
        Some(_) => {
            let why = format!(
                "the byte {byte:#04x} is not UTF-8; save the file as UTF-8 (\"CSV UTF-8\"), not as Latin-1 or ANSI"
            );
            FileError::new("encoding", why).with("byte", format!("{byte:#04x}"))
        }
    };
    error.at(line, column)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn removes_marks_around_the_text() {
        assert_eq!(text(b"\xef\xbb\xbf\xef\xbb\xbfa,b\n").unwrap(), "a,b\n");
        assert_eq!(text(b"a,b\r\nc,d\r\n\x1a").unwrap(), "a,b\r\nc,d");
        assert_eq!(text(b"a\n\x1a\x1a\n").unwrap(), "a");
        assert_eq!(text(b"").unwrap(), "");
    }

    #[test]
    fn names_the_position_of_a_wrong_byte() {
        for (bytes, line, column) in [(&b"ab\r\nc\xe6"[..], 2, 2), (b"ab\rc\rde\xe6f", 3, 3), (b"\xe6bc", 1, 1)] {
            let error = text(bytes).unwrap_err();
            assert_eq!((error.line, error.column), (line, column), "{error}");
        }
    }

    #[test]
    fn names_other_kinds_of_files() {
        for (bytes, code) in [
            (&b"%PDF-1.4"[..], "pdf"),
            (b"\x89PNG\r\n", "image"),
            (b"\xff\xd8\xff\xe0", "image"),
            (b"{\\rtf1", "document"),
            (b"\n<HTML><table><tr><td>prompt", "document"),
            (b"<?xml version='1.0'?><Workbook>", "document"),
            (b"\xff\xfea\0", "utf16"),
            (b"\x1f\x8b\x08", "compressed"),
        ] {
            assert_eq!(text(bytes).unwrap_err().code, code);
        }
    }
}
