//! Names of a session's keys and channel.

use wpp_game::ids::SessionCode;

/// The keys of one session.
#[derive(Debug, Clone)]
pub struct Keys {
    /// Hash with the state.
    pub state: String,
    /// Stream with the latest events.
    pub events: String,
    /// Hash with the connected players.
    pub presence: String,
    /// Hash with the members of the audience.
    pub crowd: String,
    /// Hash with the ballots of the audience.
    pub ballots: String,
}

impl Keys {
    /// Returns the keys of the session `code`.
    #[must_use]
    pub fn of(code: &SessionCode) -> Self {
        let key = |part| format!("{{{code}}}:{part}");
        Self {
            state: key("state"),
            events: key("events"),
            presence: key("presence"),
            crowd: key("crowd"),
            ballots: key("ballots"),
        }
    }
}

/// Returns a key with the slot of a session that never exists, for checks of its server.
pub(super) fn probe_key(code: &SessionCode) -> String {
    format!("{{{code}}}:probe")
}

/// Returns the channel on which a session's events are published.
#[must_use]
pub fn channel(code: &SessionCode) -> String {
    format!("game_{code}")
}

/// Returns the channel of a session on a cluster: a sharded one, with the slot of the session's keys. A plain channel would
/// send each message to every server.
#[must_use]
pub fn sharded_channel(code: &SessionCode) -> String {
    format!("game_{{{code}}}")
}

/// Returns the session of a channel, or `None` for another channel.
#[must_use]
pub fn code_of_channel(channel: &str) -> Option<SessionCode> {
    let code = channel.strip_prefix("game_")?;
    SessionCode::parse(code.strip_prefix('{').and_then(|code| code.strip_suffix('}')).unwrap_or(code))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redis_connection::slot_of;

    #[test]
    fn keys_and_channel_share_a_slot() {
        let code = SessionCode::parse("KWXTRN").expect("a code");
        let Keys { state, events, presence, crowd, ballots } = Keys::of(&code);
        for key in [state, events, presence, crowd, ballots, probe_key(&code), sharded_channel(&code)] {
            assert_eq!(slot_of(key.as_bytes()), slot_of(b"KWXTRN"), "{key}");
        }
    }

    #[test]
    fn a_channel_names_its_session() {
        let code = SessionCode::parse("KWXTRN").expect("a code");
        for channel in [channel(&code), sharded_channel(&code)] {
            assert_eq!(code_of_channel(&channel), Some(code.clone()));
        }
        for other in ["game_{KWXTRN", "{KWXTRN}", "game_{}", "KWXTRN"] {
            assert_eq!(code_of_channel(other), None, "{other}");
        }
    }
}
