//! What a client is shown of a session: the authority it starts from.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    ids::{Epoch, PlayerId, SessionCode},
    time::{Countdown, Timestamp},
};

/// A session as a client may see it. `V` is the cartridge's public view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Snapshot<V> {
    /// The join code.
    pub code: SessionCode,
    /// The numbering `seq` belongs to.
    pub epoch: Epoch,
    /// The last event this snapshot includes; 0 when there was none.
    pub seq: u64,
    /// The cartridge's key.
    pub cartridge: String,
    /// Where the session is in its life.
    pub status: Status,
    /// When this was written.
    pub server_time: Timestamp,
    /// The running phase; `null` in the lobby.
    pub phase: Option<PhaseView>,
    /// Who or what stopped the time; absent unless it stands still.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<PauseView>,
    /// Everybody at the table, in the order in which they joined.
    pub players: Vec<PlayerView>,
    /// Who watches without a seat, in the order in which they came.
    #[serde(default)]
    pub audience: Vec<SpectatorView>,
    /// Fewest players to start with.
    #[serde(default)]
    pub min_players: usize,
    /// Seats there are.
    #[serde(default)]
    pub max_players: usize,
    /// What this session offers beyond playing.
    #[serde(default)]
    pub features: Vec<Feature>,
    /// When somebody last said something in the chat; absent before the first message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message_at: Option<Timestamp>,
    /// The cartridge's public state; `null` in the lobby.
    pub view: Option<V>,
    /// What the caller alone may know; absent for everybody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub you: Option<serde_json::Value>,
}

impl<V> Snapshot<V> {
    /// The same with another form of view.
    ///
    /// # Errors
    /// What `read` fails with.
    pub fn try_map<W, E>(self, read: impl FnOnce(V) -> Result<W, E>) -> Result<Snapshot<W>, E> {
        Ok(Snapshot {
            code: self.code,
            epoch: self.epoch,
            seq: self.seq,
            cartridge: self.cartridge,
            status: self.status,
            server_time: self.server_time,
            phase: self.phase,
            pause: self.pause,
            players: self.players,
            audience: self.audience,
            min_players: self.min_players,
            max_players: self.max_players,
            features: self.features,
            last_message_at: self.last_message_at,
            view: self.view.map(read).transpose()?,
            you: self.you,
        })
    }
}

/// Something a session offers beyond playing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// People may watch without a seat.
    Audience,
    /// Bots may fill seats.
    Bots,
    /// People may take a seat while a game is on.
    LateJoin,
}

/// Where a session is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// People gather.
    Lobby,
    /// The game is on.
    Running,
    /// The host paused: no time passes.
    Paused,
    /// The game is over; kept a while for the phones to read.
    Finished,
}

impl Status {
    /// How long a session is kept from its last commit, in milliseconds: a lobby two hours, a game
    /// twelve, a finished one the ten minutes the phones need to read it.
    #[must_use]
    pub fn lifetime_ms(self) -> u64 {
        const MINUTE: u64 = 60_000;
        match self {
            Self::Lobby => 120 * MINUTE,
            Self::Running | Self::Paused => 720 * MINUTE,
            Self::Finished => 10 * MINUTE,
        }
    }
}

/// The running phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhaseView {
    /// The phase's name.
    pub name: String,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// How long it still has.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Why a game is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The host wanted it.
    Host,
    /// The game met a bug; it stands still rather than lose anything.
    Fault,
}

/// Who or what stopped the time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PauseView {
    /// Why.
    pub reason: PauseReason,
    /// What the host who paused is called, where that is known. An account's name is not told, being half of
    /// its login; without this, say "the host".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// One player as everybody sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlayerView {
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// The picture they chose, if any.
    pub avatar: Option<String>,
    /// Points so far.
    pub score: i64,
    /// Whether a socket of theirs is open.
    pub connected: bool,
    /// Whether their answer for this phase is in.
    pub answered: bool,
    /// Whether the server plays for them; absent for people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
}

/// Somebody who watches, as everybody sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpectatorView {
    /// Who.
    pub player_id: PlayerId,
    /// What they are called.
    pub nickname: String,
    /// The picture they chose, if any.
    pub avatar: Option<String>,
    /// Whether a socket of theirs is open.
    pub connected: bool,
}
