//! Names of a session's keys.

use wpp_game::ids::SessionCode;

/// The keys of one session.
#[derive(Debug, Clone)]
pub struct Keys {
    /// The state.
    pub state: String,
    /// The tail of its events.
    pub events: String,
    /// Who is connected.
    pub presence: String,
}

impl Keys {
    /// The keys of the session `code`.
    #[must_use]
    pub fn of(code: &SessionCode) -> Self {
        let key = |part| format!("{{{code}}}:{part}");
        Self { state: key("state"), events: key("events"), presence: key("presence") }
    }
}

/// The channel a session's events are published on.
#[must_use]
pub fn channel(code: &SessionCode) -> String {
    format!("game_{code}")
}

/// The session whose channel this is.
#[must_use]
pub fn code_of_channel(channel: &str) -> Option<SessionCode> {
    channel.strip_prefix("game_").and_then(SessionCode::parse)
}
