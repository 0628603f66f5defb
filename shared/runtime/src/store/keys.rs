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
}

impl Keys {
    /// Returns the keys of the session `code`.
    #[must_use]
    pub fn of(code: &SessionCode) -> Self {
        let key = |part| format!("{{{code}}}:{part}");
        Self { state: key("state"), events: key("events"), presence: key("presence") }
    }
}

/// Returns the channel on which a session's events are published.
#[must_use]
pub fn channel(code: &SessionCode) -> String {
    format!("game_{code}")
}

/// Returns the session of a channel, or `None` for another channel.
#[must_use]
pub fn code_of_channel(channel: &str) -> Option<SessionCode> {
    channel.strip_prefix("game_").and_then(SessionCode::parse)
}
