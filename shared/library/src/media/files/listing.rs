//! The XML that S3 servers answer with.

use quick_xml::{Reader, events::Event};

/// Returns the texts of all elements with this local name. Ends at the first fault of the XML. Leaves out entities, which
/// neither names of media nor codes contain.
pub(super) fn texts(xml: &[u8], element: &str) -> Vec<String> {
    let xml = String::from_utf8_lossy(xml);
    let mut reader = Reader::from_str(&xml);
    let (mut found, mut is_inside) = (Vec::new(), false);
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => {
                is_inside = start.local_name().as_ref() == element;
                if is_inside {
                    found.push(String::new());
                }
            }
            Ok(Event::Text(text)) if is_inside => {
                if let Some(last) = found.last_mut() {
                    last.push_str(&text.xml10_content());
                }
            }
            Ok(Event::End(_)) => is_inside = false,
            Ok(Event::Eof) | Err(_) => return found,
            Ok(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_codes() {
        let list = br#"<?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>media</Name><IsTruncated>true</IsTruncated>
            <Contents><Key>a.png</Key><Size>3</Size></Contents><Contents><Key>b.mp3</Key></Contents></ListBucketResult>"#;
        assert_eq!(texts(list, "Key"), ["a.png", "b.mp3"]);
        assert_eq!(texts(list, "IsTruncated"), ["true"]);
        assert_eq!(texts(b"<Error><Code>NoSuchKey</Code><Message>None</Message></Error>", "Code"), ["NoSuchKey"]);
        assert_eq!(texts(b"no XML", "Code"), Vec::<String>::new());
        assert_eq!(texts(b"<Error><Code>NoSuch", "Code"), ["NoSuch"]);
    }
}
