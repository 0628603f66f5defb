//! Decodes the texts of one row, if all of them are in the same encoding.

/// Decodes the texts of a row in place.
pub(super) fn row(texts: Vec<&mut String>) {
    let decoded = all(&texts, percent).or_else(|| all(&texts, base64));
    match decoded {
        Some(decoded) => texts.into_iter().zip(decoded).for_each(|(text, decoded)| *text = decoded),
        None => texts.into_iter().for_each(|text| *text = html_escape::decode_html_entities(&*text).into_owned()),
    }
}

/// Applies a decoder to every text; `None` unless every text decodes and at least one changes.
fn all(texts: &[&mut String], decode: impl Fn(&str) -> Option<String>) -> Option<Vec<String>> {
    let decoded: Option<Vec<String>> = texts.iter().map(|text| decode(text)).collect();
    decoded.filter(|decoded| decoded.iter().zip(texts).any(|(new, old)| new != *old))
}

/// Decodes percent-encoding, with `+` or `%20` for blanks. Encoded text has no other signs than `-_.~`.
fn percent(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let (high, low) = (hex(rest.next()?)?, hex(rest.next()?)?);
                bytes.push(high * 16 + low);
            }
            b'+' => bytes.push(b' '),
            byte if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) => bytes.push(byte),
            _ => return None,
        }
    }
    String::from_utf8(bytes).ok()
}

fn hex(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

/// Decodes base64 with padding. Words of three letters and less are never base64 with padding.
fn base64(text: &str) -> Option<String> {
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let body = text.trim_end_matches('=');
    if text.len() - body.len() > 2 {
        return None;
    }
    let (mut bytes, mut buffer, mut bits) = (Vec::with_capacity(text.len() / 4 * 3), 0_u32, 0);
    for byte in body.bytes() {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        buffer = (buffer << 6 | u32::from(value)) & 0xff_ffff;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(buffer >> bits & 0xff).ok()?);
        }
    }
    let text = String::from_utf8(bytes).ok()?;
    // Words such as "true" are valid base64, but decode to control characters or broken UTF-8.
    text.chars().all(|c| !c.is_control()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(texts: &[&str]) -> Vec<String> {
        let mut texts: Vec<String> = texts.iter().map(|text| (*text).to_owned()).collect();
        row(texts.iter_mut().collect());
        texts
    }

    #[test]
    fn decodes_each_encoding() {
        for texts in [
            ["multiple", "What%20is%20%22C%2B%2B%22%3F", "A%20language", "Caf%C3%A9"],
            ["multiple", "What+is+%22C%2B%2B%22%3F", "A+language", "Caf%C3%A9"],
            ["bXVsdGlwbGU=", "V2hhdCBpcyAiQysrIj8=", "QSBsYW5ndWFnZQ==", "Q2Fmw6k="],
            ["multiple", "What is &quot;C++&quot;?", "A language", "Caf&eacute;"],
        ] {
            assert_eq!(decoded(&texts), ["multiple", "What is \"C++\"?", "A language", "Café"], "{texts:?}");
        }
    }

    #[test]
    fn leaves_rows_that_are_only_partly_encoded() {
        for texts in [
            ["multiple", "How much is 100%25 of 2+2?", "4", "five"],
            ["multiple", "Which is it: C, C++ or C%23?", "C++", "C"],
            ["multiple", "Who wrote it?", "V2hhdCBpcw==", "data"],
            ["multiple", "100% sure?", "50%", "%zz"],
        ] {
            assert_eq!(decoded(&texts), texts, "{texts:?}");
        }
    }
}
