//! A session as a client may see it. Clients start from a snapshot and apply events to it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{
    ids::{Epoch, PlayerId, SessionCode},
    teams::TeamRules,
    time::{Countdown, Timestamp},
};

/// A session as a client may see it. `V` is the cartridge's public view.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Snapshot<V> {
    /// The join code.
    pub code: SessionCode,
    /// The epoch that `seq` counts in.
    pub epoch: Epoch,
    /// Number of the last event that the snapshot includes; 0 before the first event.
    pub seq: u64,
    /// The cartridge's key.
    pub cartridge: String,
    /// The session's status.
    pub status: Status,
    /// When the server created the snapshot.
    pub server_time: Timestamp,
    /// The running phase; `null` in the lobby.
    pub phase: Option<PhaseView>,
    /// The reason of the pause; absent unless the game is paused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pause: Option<PauseView>,
    /// All players, in the order in which they joined.
    pub players: Vec<PlayerView>,
    /// The audience, which is counted and not listed.
    #[serde(default)]
    pub audience: AudienceView,
    /// Fewest players with whom the game starts.
    #[serde(default)]
    pub min_players: usize,
    /// Most players who can join.
    #[serde(default)]
    pub max_players: usize,
    /// Optional features of this session.
    #[serde(default)]
    pub features: Vec<Feature>,
    /// Whether the host locked the room. Nobody can join a locked room.
    #[serde(default)]
    pub locked: bool,
    /// Whether joins need the approval of the host or the VIP; absent if not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub approval: bool,
    /// The people who wait for approval, in the order of their requests; absent if there are none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub waiting: Vec<WaitingView>,
    /// Who approves texts, and how many wait; absent unless the room is moderated.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moderation: Option<ModerationView>,
    /// The teams of the game; absent when everybody plays alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub teams: Option<TeamRules>,
    /// Id of the player whose token is accepted for controls of the host; `null` if there is none.
    #[serde(default)]
    pub vip: Option<PlayerId>,
    /// Presence of the host.
    #[serde(default)]
    pub host: HostView,
    /// Time of the latest chat message; absent before the first message.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_message_at: Option<Timestamp>,
    /// The cartridge's public view; `null` in the lobby.
    pub view: Option<V>,
    /// The caller's own part, with the fields of the running game; absent for the public.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<OwnView>)]
    pub you: Option<serde_json::Value>,
}

impl<V> Snapshot<V> {
    /// Converts the view with `read`.
    ///
    /// # Errors
    /// The error of `read`.
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
            locked: self.locked,
            approval: self.approval,
            waiting: self.waiting,
            moderation: self.moderation,
            teams: self.teams,
            vip: self.vip,
            host: self.host,
            last_message_at: self.last_message_at,
            view: self.view.map(read).transpose()?,
            you: self.you,
        })
    }
}

/// An optional feature of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Feature {
    /// People can watch without a seat.
    Audience,
    /// Bots can take seats.
    Bots,
    /// People can join while a game is running.
    LateJoin,
}

/// The status of a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// People join; no game has started.
    Lobby,
    /// A game is running.
    Running,
    /// The game is paused; its remaining time is frozen.
    Paused,
    /// The game is over. The server keeps the session for ten minutes.
    Finished,
}

impl Status {
    /// Returns how long the store keeps a session after its last commit, in milliseconds: a lobby
    /// two hours, a game twelve hours, a finished game ten minutes.
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

/// The current phase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PhaseView {
    /// The phase's name.
    pub name: String,
    /// The round, from 1.
    pub round: u32,
    /// The question within the round, from 1.
    pub question: u32,
    /// The remaining time.
    #[serde(flatten)]
    pub countdown: Countdown,
}

/// Why a game is paused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    /// The host or the VIP paused the game.
    Host,
    /// A bug of the game stopped the session. The host can try to resume.
    Fault,
}

/// A pause: its reason and the person who caused it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PauseView {
    /// The reason.
    pub reason: PauseReason,
    /// Nickname of the VIP who paused. Absent when the host paused, because the name of the host's account is part of
    /// its login; show "the host" instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<String>,
}

/// A player, as everybody sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct PlayerView {
    /// Id, unique within the session.
    pub player_id: PlayerId,
    /// Nickname, unique within the session.
    pub nickname: String,
    /// Key of the chosen avatar, if any.
    pub avatar: Option<String>,
    /// Points so far.
    pub score: i64,
    /// Whether at least one socket is open.
    pub connected: bool,
    /// Whether the current phase has the player's answer.
    pub answered: bool,
    /// Whether the player is a bot; absent for people.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
    /// Points of the games that were finished earlier in this room; absent when zero. The points of the evening are
    /// `evening` plus `score`.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub evening: i64,
    /// Number of the player's team, from 1; absent without a team.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub team: Option<u32>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
pub(crate) fn is_zero(number: &i64) -> bool {
    *number == 0
}

/// What the own part of a person's snapshot has in every game. A running game adds the fields of its private view.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnView {
    /// Id of the person.
    pub player_id: PlayerId,
    /// Whether the person has a seat.
    pub role: ParticipantRole,
    /// The person's extra time; absent for the audience, and in games without extra time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub extra_time: Option<ExtraTimeView>,
    /// Name of a member of the audience; absent for players, whom the list of players names. The API writes this field, as
    /// the following ones, because the session does not know the audience.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub nickname: Option<String>,
    /// Avatar of a member of the audience, `null` without one; absent for players.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// The latest votes of a member of the audience; absent without votes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ballots: Option<OwnVotes>,
}

/// Whether a person has a seat.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ParticipantRole {
    /// The person has a seat.
    Player,
    /// The person watches, votes and reacts.
    Audience,
}

/// The votes of a member of the audience in one poll.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct OwnVotes {
    /// The poll, such as the id of a prompt.
    pub poll: String,
    /// The choices, such as ids of options.
    pub choices: Vec<String>,
}

/// A player's extra time, which only the player sees.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct ExtraTimeView {
    /// The extra time that the player takes, in percent of the time to answer.
    pub percent: u32,
    /// The most extra time that the host's settings allow, in percent.
    pub most_percent: u32,
    /// How many milliseconds after `phase.deadline_at` the player can still answer; absent when the phase does not wait for
    /// an answer of the player.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub ms: Option<u64>,
}

/// The presence of the host, as everybody sees it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct HostView {
    /// Whether a device with the host's controls is connected, such as the TV. `false` after all of them have been
    /// disconnected for 20 seconds. The game goes on, and the VIP can end or continue a game that waits for the host.
    pub connected: bool,
}

impl Default for HostView {
    /// The host of a session without a record of absence is connected.
    fn default() -> Self {
        Self { connected: true }
    }
}

/// A person who wants to join, as everybody sees them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WaitingView {
    /// Id of the person, also after the acceptance.
    pub player_id: PlayerId,
    /// Nickname, unique within the session.
    pub nickname: String,
    /// Key of the chosen avatar, if any.
    pub avatar: Option<String>,
    /// Whether the person joins as audience; absent for players.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub audience: bool,
}

/// The moderation of the texts that people write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ModerationView {
    /// Id of the person who approves texts; `null` if nobody is here.
    pub moderator: Option<PlayerId>,
    /// Number of texts that wait for approval.
    pub waiting: usize,
}

/// The audience: people without a seat, who are counted and not listed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AudienceView {
    /// Number of people who joined the audience and have not left.
    pub count: u32,
    /// Number of people with an open socket. A person with sockets to two server processes counts twice.
    #[serde(default)]
    pub connected: u32,
    /// The votes of the audience in the current phase; absent if there are none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub votes: Option<VotesView>,
}

/// The votes of the audience.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct VotesView {
    /// Number of people who voted.
    pub voters: u32,
    /// Number of votes for each choice, such as the id of an option; empty if the game shows them later.
    pub sums: BTreeMap<String, u32>,
}

/// A member of the audience whom the host admitted.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SpectatorView {
    /// Id, unique within the session.
    pub player_id: PlayerId,
    /// Nickname, unique within the session.
    pub nickname: String,
    /// Key of the chosen avatar, if any.
    pub avatar: Option<String>,
}
