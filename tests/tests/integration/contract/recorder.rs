//! Sockets that record their frames, and the comparison of frames with the AsyncAPI document.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use wpp_tests::harness::{client::Api, foreign_client::ForeignClient};

/// A socket with everything that it sent and received.
pub struct Recorder {
    pub client: ForeignClient,
    /// The suffix of the channel's operations: empty for the game socket.
    channel: &'static str,
    sent: Vec<Value>,
}

impl Recorder {
    /// Opens the socket of a channel: `game`, `chat` or `guitar`.
    pub async fn open(api: &Api, channel: &'static str, code: &str, query: &str) -> Self {
        let (path, channel) = match channel {
            "game" => ("game", ""),
            "chat" => ("sessions", ".chat"),
            other => (other, ".guitar"),
        };
        let client = ForeignClient::open(api, &format!("/ws/{path}/{code}/?{query}")).await;
        Self { client, channel, sent: Vec::new() }
    }

    /// Sends a message that the server must understand.
    pub async fn send(&mut self, message: Value) {
        self.client.send_text(&message.to_string()).await;
        self.sent.push(message);
    }

    /// Returns the `ack` or `error` of the message with this id.
    pub async fn answer(&mut self, id: &str) -> Value {
        let mut seen = 0;
        loop {
            let unseen = &self.client.received[seen..];
            let is_answer =
                |frame: &&Value| frame["data"]["id"] == id && (frame["type"] == "ack" || frame["type"] == "error");
            if let Some(answer) = unseen.iter().find(is_answer) {
                return answer.clone();
            }
            seen = self.client.received.len();
            self.client.read().await.unwrap();
        }
    }

    /// Checks all frames of both directions against the document. Returns the types of the received messages.
    pub fn check(&self, document: &AsyncApi, cartridge: &str) -> BTreeSet<String> {
        for message in &self.sent {
            document.check(&format!("say{}", self.channel), cartridge, message);
        }
        let frames = self.client.received.iter();
        let missed = frames.clone().flat_map(|frame| frame["data"]["events"].as_array().into_iter().flatten());
        let mut kinds = BTreeSet::new();
        for frame in frames.clone().chain(missed) {
            document.check(&format!("hear{}", self.channel), cartridge, frame);
            kinds.insert(frame["type"].as_str().unwrap().to_owned());
        }
        kinds
    }
}

/// The AsyncAPI document of a running server.
pub struct AsyncApi(Value);

impl AsyncApi {
    pub async fn of(api: &Api) -> Self {
        Self(api.get("/asyncapi.json").await.json())
    }

    /// Returns the types of the numbered events that only this cartridge and others like it cause.
    pub fn events_of(&self, cartridge: &str) -> BTreeSet<String> {
        let events = self.messages("hear").filter(|message| {
            message["x-cartridges"].get(cartridge).is_some() && message["payload"]["properties"].get("seq").is_some()
        });
        events.map(|message| message["name"].as_str().unwrap().to_owned()).collect()
    }

    /// Checks a frame against the message of its type. A field that the document does not name is an error as well.
    fn check(&self, operation: &str, cartridge: &str, frame: &Value) {
        let kind = &frame["type"];
        let message = self.messages(operation).find(|message| message["name"] == *kind);
        let message = message.unwrap_or_else(|| panic!("{operation} has no message {kind}: {frame:#}"));
        let mut schema = json!({ "allOf": [message["payload"]], "unevaluatedProperties": false });
        if let Some(data) = frame.get("data") {
            let own = message["x-cartridges"].get(cartridge);
            let documented = own.unwrap_or(&message["payload"]["properties"]["data"]);
            assert!(!documented.is_null(), "{operation} {kind} has no data: {data:#}");
            schema["properties"]["data"] = json!({ "allOf": [documented], "unevaluatedProperties": false });
        }
        schema["components"] = self.0["components"].clone();
        let validator = jsonschema::validator_for(&schema).unwrap();
        let faults: Vec<String> =
            validator.iter_errors(frame).map(|fault| format!("{fault} at {}", fault.instance_path())).collect();
        assert!(faults.is_empty(), "{operation} {kind} of {cartridge}: {faults:#?}\n{frame:#}");
    }

    /// Returns the messages of an operation.
    fn messages(&self, operation: &str) -> impl Iterator<Item = &Value> {
        let references = self.0["operations"][operation]["messages"].as_array().into_iter().flatten();
        references.map(|reference| self.resolve(reference))
    }

    fn resolve<'a>(&'a self, value: &'a Value) -> &'a Value {
        match value["$ref"].as_str() {
            Some(path) => {
                self.resolve(self.0.pointer(path.trim_start_matches('#')).expect("the reference leads somewhere"))
            }
            None => value,
        }
    }
}
