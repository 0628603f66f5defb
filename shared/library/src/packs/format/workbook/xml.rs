//! A small pull parser for the XML parts of workbooks, on top of `quick-xml`.

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use super::damaged;
use crate::packs::format::FileError;

/// Attributes looked at in one element.
const MAX_ATTRIBUTES: usize = 64;

/// An element begins or ends, or text inside it.
pub(super) enum Node<'a> {
    /// An element begins. `true`: it has no content, and no end follows.
    Start(BytesStart<'a>, bool),
    /// An element with this local name ends.
    End(String),
    /// Text, with entities resolved.
    Text(String),
}

/// Reads the nodes of a part.
pub(super) struct Nodes<'a> {
    reader: Reader<&'a [u8]>,
}

impl<'a> Nodes<'a> {
    /// Reads `text`.
    pub fn new(text: &'a str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        Self { reader }
    }

    /// Returns the next node, or `None` at the end.
    pub fn next(&mut self) -> Result<Option<Node<'a>>, FileError> {
        loop {
            return Ok(Some(match self.reader.read_event().map_err(damaged)? {
                Event::Start(element) => Node::Start(element, false),
                Event::Empty(element) => Node::Start(element, true),
                Event::End(element) => Node::End(element.local_name().as_ref().to_owned()),
                Event::Text(text) => Node::Text(text.xml10_content().into_owned()),
                Event::CData(text) => Node::Text(text.into_inner().into_owned()),
                Event::GeneralRef(entity) => {
                    let resolved = match entity.resolve_char_ref().map_err(damaged)? {
                        Some(c) => c.to_string(),
                        None => match &*entity.into_inner() {
                            "amp" => "&",
                            "lt" => "<",
                            "gt" => ">",
                            "quot" => "\"",
                            "apos" => "'",
                            _ => "",
                        }
                        .to_owned(),
                    };
                    Node::Text(resolved)
                }
                Event::Eof => return Ok(None),
                _ => continue,
            }));
        }
    }
}

/// Returns the local name of an element.
pub(super) fn name(element: &BytesStart<'_>) -> String {
    element.local_name().as_ref().to_owned()
}

/// Returns an attribute by its local name.
pub(super) fn attribute(element: &BytesStart<'_>, wanted: &str) -> Option<String> {
    let mut attributes = element.attributes();
    // The check for duplicates takes quadratic time.
    let found = attributes
        .with_checks(false)
        .take(MAX_ATTRIBUTES)
        .filter_map(Result::ok)
        .find(|attribute| attribute.key.local_name().as_ref() == wanted)?;
    found.normalized_value(XmlVersion::Implicit1_0).ok().map(std::borrow::Cow::into_owned)
}
