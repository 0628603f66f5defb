//! Messages of the socket, whoever says them: several cartridges may use one type for data of
//! their own.

use serde_json::{Map, Value, json};

/// Messages by their type, in the order in which they were first named.
#[derive(Default)]
pub(super) struct Messages(Vec<(String, Spoken)>);

/// What a message of one type may carry.
#[derive(Default)]
pub(super) struct Spoken {
    /// With whom: a cartridge, or the platform itself.
    data: Vec<(Option<String>, Value)>,
    title: Option<&'static str>,
}

impl Messages {
    /// Adds what a message of this type carries, with a cartridge or (`None`) with all.
    pub(super) fn add(&mut self, kind: &str, cartridge: Option<&str>, data: Value) -> &mut Spoken {
        let at = self.0.iter().position(|(known, _)| known == kind).unwrap_or_else(|| {
            self.0.push((kind.to_owned(), Spoken::default()));
            self.0.len() - 1
        });
        let spoken = &mut self.0[at].1;
        spoken.data.push((cartridge.map(str::to_owned), data));
        spoken
    }

    /// The types, in order.
    pub(super) fn kinds(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(kind, _)| kind.clone())
    }

    /// Each type with what is known of it.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(String, Spoken)> {
        self.0.iter()
    }
}

impl Spoken {
    /// Says in one sentence what it is for, unless that has been said.
    pub(super) fn titled(&mut self, words: &'static str) {
        self.title.get_or_insert(words);
    }

    /// What it carries, whichever cartridge is played.
    fn data(&self) -> Value {
        match self.data.as_slice() {
            [(_, only)] => only.clone(),
            [(_, first), others @ ..] if others.iter().all(|(_, other)| other == first) => first.clone(),
            several => json!({ "anyOf": several.iter().map(|(_, data)| data).collect::<Vec<_>>() }),
        }
    }

    /// What it carries with each cartridge; empty for what the platform itself says.
    fn by_cartridge(&self) -> Map<String, Value> {
        self.data.iter().filter_map(|(cartridge, data)| Some((cartridge.clone()?, data.clone()))).collect()
    }

    /// The message as the server says it.
    pub(super) fn said(&self, kind: &str, numbered: bool) -> Value {
        self.with_cartridges(message(kind, &self.data(), numbered))
    }

    /// The message as the server hears it.
    pub(super) fn heard(&self, kind: &str) -> Value {
        self.with_cartridges(client_message(kind, &self.data(), self.title.unwrap_or_default()))
    }

    fn with_cartridges(&self, mut message: Value) -> Value {
        let by_cartridge = self.by_cartridge();
        if !by_cartridge.is_empty() {
            message["x-cartridges"] = by_cartridge.into();
        }
        message
    }
}

/// A message of the server; `numbered` if it is part of the stream.
pub(super) fn message(kind: &str, data: &Value, numbered: bool) -> Value {
    let mut required = vec!["type", "session", "epoch", "sent_at", "due_at", "data"];
    let mut properties = json!({
        "type": { "const": kind },
        "session": { "type": "string" },
        "epoch": { "type": "string" },
        "sent_at": { "type": "string", "format": "date-time" },
        "due_at": { "type": ["string", "null"], "format": "date-time", "description": "The deadline that caused it." },
        "data": data,
    });
    if numbered {
        required.push("seq");
        properties["seq"] = json!({ "type": "integer", "minimum": 1 });
    }
    json!({ "name": kind, "payload": { "type": "object", "required": required, "properties": properties } })
}

fn client_message(kind: &str, data: &Value, title: &str) -> Value {
    json!({ "name": kind, "title": title, "payload": {
        "type": "object",
        "required": ["type"],
        "properties": { "type": { "const": kind }, "id": { "type": "string", "maxLength": 64 }, "data": data },
    }})
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_that_two_cartridges_use_is_told_of_both() {
        let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
        let mut messages = Messages::default();
        messages.add("progress", Some("fib"), text.clone());
        messages.add("progress", Some("quiz"), number.clone());
        messages.add("cheer", Some("fib"), text.clone());
        messages.add("cheer", Some("quiz"), text.clone());
        assert_eq!(messages.kinds().collect::<Vec<_>>(), ["progress", "cheer"]);
        let said: Vec<Value> = messages.iter().map(|(kind, spoken)| spoken.said(kind, true)).collect();
        assert_eq!(said[0]["payload"]["properties"]["data"], json!({ "anyOf": [text, number] }));
        assert_eq!(said[0]["x-cartridges"], json!({ "fib": text, "quiz": number }));
        assert_eq!(said[1]["payload"]["properties"]["data"], text);
    }
}
