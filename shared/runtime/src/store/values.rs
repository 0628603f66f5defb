//! Values that the live store reads, writes and returns.

use wpp_game::time::Timestamp;

/// Minimum number of events in a session's stream. A client that missed more starts from a snapshot. A whole
/// game of Fib with eight players has about 300 events.
pub const TAIL_LENGTH: usize = 512;

/// A session as read from Redis.
#[derive(Debug, Clone)]
pub struct StoredSession {
    /// The version that a commit has to name.
    pub version: u64,
    /// The session as JSON.
    pub state: String,
    /// The wake-up that was armed last.
    pub armed: Option<ArmedWakeUp>,
    /// Expiry of the session unless its lifetime is renewed, by the clock of the last writer. Redis counts the
    /// lifetime itself, so that a wrong clock deletes no session.
    pub expires_at: Timestamp,
    /// Time of the last chat message.
    pub last_message_at: Option<Timestamp>,
    /// Id of the store that took the last commit; see [`LiveStore::id`](super::LiveStore::id).
    pub store_id: String,
    /// The sums of the audience as JSON of [`CrowdSums`](wpp_game::session::CrowdSums); empty without an audience.
    pub crowd: String,
}

/// A wake-up in the queue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ArmedWakeUp {
    /// The version that armed it.
    pub version: u64,
    /// Its due time.
    pub due_at: Timestamp,
}

/// A step to write.
#[derive(Debug)]
pub struct Commit<'a> {
    /// The version that the step read.
    pub read_version: u64,
    /// The new version.
    pub version: u64,
    /// The session as JSON.
    pub state: &'a str,
    /// The wake-up in the queue for the new version.
    pub armed: Option<ArmedWakeUp>,
    /// The events, in order.
    pub events: &'a [StoredEvent],
    /// The renewed lifetime; `None` keeps the current expiry.
    pub lifetime: Option<Lifetime>,
    /// The store to continue on, if the step accounts for what a change of the store may have lost.
    pub adopts: Option<&'a str>,
    /// The sums of the audience that the step read, if the step ends a phase: ballots that were accepted meanwhile count in
    /// the phase, so the step has to be repeated.
    pub crowd: Option<&'a str>,
}

/// Separates the events of a message on a session's channel. JSON text contains no control characters.
const SEPARATOR: &str = "\u{1e}";

/// An event, as the session's stream and its channel carry it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEvent {
    /// Its number.
    pub seq: u64,
    /// Its envelope, which every socket may receive.
    pub envelope: String,
    /// Changes of `you` as a JSON object by player id; empty if there are none. Each belongs to the sockets of its player.
    pub you_patches: String,
    /// Its [compact form](wpp_game::contract::compact_event), for sockets that ask for it; empty if there is none.
    pub compact: String,
}

impl StoredEvent {
    /// Returns the event with this number, read from its envelope and its [variants](Self::variants).
    pub fn new(seq: u64, envelope: impl Into<String>, variants: &str) -> Self {
        let (you_patches, compact) = split_line(variants);
        Self { seq, envelope: envelope.into(), you_patches: you_patches.to_owned(), compact: compact.to_owned() }
    }

    /// Returns what only some sockets receive: in a first line the private patches, in a second one the compact form. Empty if
    /// there is neither. JSON text has no line breaks.
    #[must_use]
    pub fn variants(&self) -> String {
        match (&*self.you_patches, &*self.compact) {
            (you_patches, "") => you_patches.to_owned(),
            (you_patches, compact) => format!("{you_patches}\n{compact}"),
        }
    }

    /// Returns the message on the session's channel for the events of one commit: of each its envelope, and in further lines
    /// its [variants](Self::variants).
    #[must_use]
    pub fn message(events: &[Self]) -> String {
        let text = |event: &Self| match &*event.variants() {
            "" => event.envelope.clone(),
            variants => format!("{}\n{variants}", event.envelope),
        };
        events.iter().map(text).collect::<Vec<_>>().join(SEPARATOR)
    }

    /// Splits a message of the channel into its events: of each the envelope, the private patches and the compact form.
    pub fn split_message(message: &str) -> impl Iterator<Item = (&str, &str, &str)> {
        message.split(SEPARATOR).map(|event| {
            let (envelope, variants) = split_line(event);
            let (you_patches, compact) = split_line(variants);
            (envelope, you_patches, compact)
        })
    }
}

/// Splits a text after its first line.
fn split_line(text: &str) -> (&str, &str) {
    text.split_once('\n').unwrap_or((text, ""))
}

/// How long a session lives without a further change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lifetime {
    /// From now, in milliseconds.
    pub ms: u64,
    /// The same as a moment.
    pub until: Timestamp,
}

/// The outcome of a commit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CommitOutcome {
    /// Everything is written and published.
    Done,
    /// Another commit was first; nothing is written.
    Conflict,
    /// The last commit was to another store, so acknowledged steps may be lost; nothing is written.
    StoreChanged {
        /// Id of the store that answered.
        store_id: String,
    },
    /// The session does not exist; nothing is written.
    Gone,
}

/// The outcome of a deletion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DeleteOutcome {
    /// The session is deleted.
    Done {
        /// Number of deleted keys.
        keys: u64,
    },
    /// A commit was first; nothing is deleted.
    Conflict,
    /// The session does not exist.
    Gone,
}

impl ArmedWakeUp {
    /// Reads the format that [`Display`](std::fmt::Display) writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let (version, due_ms) = text.split_once(':')?;
        Some(Self { version: version.parse().ok()?, due_at: Timestamp::from_millis(due_ms.parse().ok()?) })
    }
}

impl std::fmt::Display for ArmedWakeUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.version, self.due_at.millis())
    }
}
