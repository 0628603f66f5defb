//! Messages of the game socket by their type. Several cartridges can use one type with different data.

use serde_json::{Map, Value, json};

/// Messages by their type, in the order in which the types were added.
#[derive(Default)]
pub(super) struct Messages(Vec<(String, MessageSchema)>);

/// The data of one message type.
#[derive(Default)]
pub(super) struct MessageSchema {
    /// The data by cartridge; `None` is the platform.
    data: Vec<(Option<String>, Value)>,
    title: Option<&'static str>,
}

impl Messages {
    /// Adds the data of a message type for one cartridge, or for all sessions if `cartridge` is `None`.
    pub(super) fn add(&mut self, kind: &str, cartridge: Option<&str>, data: Value) -> &mut MessageSchema {
        let at = self.0.iter().position(|(known, _)| known == kind).unwrap_or_else(|| {
            self.0.push((kind.to_owned(), MessageSchema::default()));
            self.0.len() - 1
        });
        let message = &mut self.0[at].1;
        message.data.push((cartridge.map(str::to_owned), data));
        message
    }

    /// Returns the types in order.
    pub(super) fn kinds(&self) -> impl Iterator<Item = String> {
        self.0.iter().map(|(kind, _)| kind.clone())
    }

    /// Returns each type with its data.
    pub(super) fn iter(&self) -> impl Iterator<Item = &(String, MessageSchema)> {
        self.0.iter()
    }
}

impl MessageSchema {
    /// Sets the title, a sentence on the purpose of the message. The first title wins.
    pub(super) fn titled(&mut self, title: &'static str) {
        self.title.get_or_insert(title);
    }

    /// Returns the schema of the data in any session.
    fn data(&self) -> Value {
        match self.data.as_slice() {
            [(_, only)] => only.clone(),
            [(_, first), others @ ..] if others.iter().all(|(_, other)| other == first) => first.clone(),
            several => json!({ "anyOf": several.iter().map(|(_, data)| data).collect::<Vec<_>>() }),
        }
    }

    /// Returns the schema of the data by cartridge; empty for messages of the platform.
    fn by_cartridge(&self) -> Map<String, Value> {
        self.data.iter().filter_map(|(cartridge, data)| Some((cartridge.clone()?, data.clone()))).collect()
    }

    /// Returns the message as the server sends it.
    pub(super) fn server_message(&self, kind: &str, numbered: bool) -> Value {
        self.with_cartridges(server_message(kind, &self.data(), numbered))
    }

    /// Returns the message as a client sends it.
    pub(super) fn client_message(&self, kind: &str) -> Value {
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

const PATCH: &str = "Merge patch (RFC 7396) from the public snapshot before this event to the one after it. Absent if nothing \
                     changed. It contains neither `seq` nor `server_time`.";
const YOU_PATCH: &str = "Merge patch from this person's `you` before this event to the one after it. Only on the person's own \
                         sockets; absent if nothing changed.";

/// Returns the schema of a server message; `numbered` if it is part of the event stream.
pub(super) fn server_message(kind: &str, data: &Value, numbered: bool) -> Value {
    let mut required = vec!["type", "session", "epoch", "sent_at", "due_at", "data"];
    let mut properties = json!({
        "type": { "const": kind },
        "session": { "type": "string" },
        "epoch": { "type": "string" },
        "sent_at": { "type": "string", "format": "date-time" },
        "due_at": { "type": ["string", "null"], "format": "date-time", "description": "The deadline that caused this event." },
        "data": data,
    });
    if numbered {
        required.push("seq");
        properties["seq"] = json!({ "type": "integer", "minimum": 1 });
        properties["patch"] = json!({ "type": "object", "description": PATCH });
        properties["you_patch"] = json!({ "type": "object", "description": YOU_PATCH });
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
    fn merges_data_of_several_cartridges() {
        let (text, number) = (json!({ "type": "string" }), json!({ "type": "integer" }));
        let mut messages = Messages::default();
        messages.add("progress", Some("fib"), text.clone());
        messages.add("progress", Some("quiz"), number.clone());
        messages.add("cheer", Some("fib"), text.clone());
        messages.add("cheer", Some("quiz"), text.clone());
        assert_eq!(messages.kinds().collect::<Vec<_>>(), ["progress", "cheer"]);
        let schemas: Vec<Value> = messages.iter().map(|(kind, message)| message.server_message(kind, true)).collect();
        assert_eq!(schemas[0]["payload"]["properties"]["data"], json!({ "anyOf": [text, number] }));
        assert_eq!(schemas[0]["x-cartridges"], json!({ "fib": text, "quiz": number }));
        assert_eq!(schemas[1]["payload"]["properties"]["data"], text);
    }
}
