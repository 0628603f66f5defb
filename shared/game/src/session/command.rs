//! Commands of a session.

use serde_json::value::RawValue;

use super::{next_game::NextGame, people::origin::Origin};
use crate::{
    content::Content,
    contract::{
        ids::{Epoch, PlayerId},
        time::Timestamp,
    },
};

/// A request to a session. The caller checks authorisation.
#[derive(Debug, Clone)]
pub enum Command {
    /// A person joins: in the lobby, or later if the configuration allows it. The person waits if joins need approval.
    Join {
        /// A new id, never used in this session before.
        player_id: PlayerId,
        /// The typed nickname; [`nickname`](super::nickname) cleans it.
        nickname: String,
        /// Key of an avatar: at most 64 of `a-z 0-9 _ - : /`.
        avatar: Option<String>,
        /// Where the person joins from.
        origin: Origin,
    },
    /// A person joins the audience, at any time. The person waits if joins need approval. The caller adds the member to
    /// the live store.
    JoinAudience {
        /// A new id, never used in this session before.
        player_id: PlayerId,
        /// The typed nickname.
        nickname: String,
        /// Key of an avatar, as for [`Join`](Self::Join).
        avatar: Option<String>,
        /// Where the person joins from.
        origin: Origin,
    },
    /// The host adds bots, all or none. The session chooses their names.
    AddBots {
        /// A new id for each bot.
        player_ids: Vec<PlayerId>,
    },
    /// The host locks or unlocks the room. Nobody can join a locked room.
    Lock {
        /// Whether the room is locked.
        locked: bool,
    },
    /// The host or the VIP starts or ends the approval of joins. Its end admits everybody who waits.
    RequireApproval {
        /// Whether joins need approval.
        required: bool,
    },
    /// The host or the VIP accepts or declines a person who waits.
    DecideJoin {
        /// Id of the person.
        player_id: PlayerId,
        /// Whether the person is accepted.
        accepted: bool,
    },
    /// The host or the VIP makes a player the VIP.
    SetVip {
        /// Id of the player.
        player_id: PlayerId,
    },
    /// The host or the VIP releases the seat of a disconnected person, so that the person can join again.
    Release {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// A person, the host or the VIP creates a code with which the person takes the seat over to another browser.
    AddSeatCode {
        /// Id of the person.
        player_id: PlayerId,
        /// Digest of the code.
        digest: String,
        /// When the code expires.
        expires_at: Timestamp,
    },
    /// The host removes a member of the audience, or a member leaves who has a task in the session.
    DismissSpectator {
        /// Id of the member.
        player_id: PlayerId,
        /// Where the member joined from, if the person must not join again.
        kept_out: Option<Origin>,
    },
    /// The host changes the nickname of a member of the audience.
    RenameSpectator {
        /// Id of the member.
        player_id: PlayerId,
        /// The typed nickname; [`nickname`](super::nickname) cleans it.
        nickname: String,
    },
    /// The host or the VIP lets a member of the audience approve texts.
    ModerateBySpectator {
        /// Id of the member.
        player_id: PlayerId,
    },
    /// A person takes a seat over with its nickname and a code.
    TakeSeat {
        /// The typed nickname.
        nickname: String,
        /// Digest of the code.
        digest: String,
        /// Where the person joins from.
        origin: Origin,
    },
    /// The host changes the nickname of a person.
    Rename {
        /// Id of the person.
        player_id: PlayerId,
        /// The typed nickname; [`nickname`](super::nickname) cleans it.
        nickname: String,
    },
    /// The host or the VIP starts or ends the moderation of texts.
    Moderate {
        /// Whether texts need approval.
        on: bool,
        /// The person who approves them; `None` for the VIP.
        moderator: Option<PlayerId>,
    },
    /// The moderator approves or rejects a text that is not shown yet.
    JudgeText {
        /// Id of the text.
        text_id: String,
        /// Whether the game may show the text.
        approved: bool,
    },
    /// The host or the moderator removes a text from all screens.
    RemoveText {
        /// Id of the text.
        text_id: String,
    },
    /// A player moves to a team, before the game. The host and the VIP move everybody; players move themselves if the game
    /// lets them choose.
    SetTeam {
        /// Id of the player.
        player_id: PlayerId,
        /// Number of the team, from 1; `None` for no team.
        team: Option<u32>,
        /// Whether the host or the VIP moves the player.
        controls: bool,
    },
    /// The host or the VIP draws all teams, before the game.
    DrawTeams,
    /// A player takes more or less extra time for answers.
    SetExtraTime {
        /// Id of the player.
        player_id: PlayerId,
        /// Extra time in percent of the time to answer, at most 100.
        percent: u32,
    },
    /// The host creates a link that opens the host's controls on another device.
    AddHostLink {
        /// Digest of the link's secret.
        digest: String,
        /// When the link expires.
        expires_at: Timestamp,
    },
    /// A device uses a link for the host's controls. A link works once.
    UseHostLink {
        /// Digest of the link's secret.
        digest: String,
    },
    /// The host removes all players who joined since a moment, except bots. Otherwise like [`Remove`](Self::Remove).
    RemoveSince {
        /// The earliest moment of joining.
        since: Timestamp,
    },
    /// The host removes a person. Their token remains invalid for this session, and they cannot join again.
    Remove {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// A person leaves for good, or withdraws the request to join.
    Leave {
        /// Id of the person.
        player_id: PlayerId,
    },
    /// The host or the VIP starts or resumes the game. In a running game, `Play` ends a phase that
    /// [waits for the host](crate::driver::HostPace) and otherwise changes nothing.
    Play {
        /// New content: required after a finished game, ignored otherwise.
        content: Option<Content>,
    },
    /// The host or the VIP chooses another game. The room returns to its lobby, with the same people.
    Next(Box<NextGame>),
    /// The host or the VIP pauses the game. Does nothing if the game is already paused.
    Pause {
        /// Nickname of the VIP, if the VIP pauses.
        by: Option<String>,
    },
    /// A player acts in the game.
    Action {
        /// Id of the person.
        player_id: PlayerId,
        /// The client's id of this action: 1 to 64 visible ASCII characters. A repeated id has no
        /// second effect and receives the same answer.
        id: String,
        /// The action's type in the contract.
        kind: String,
        /// The action's data.
        data: Box<RawValue>,
    },
    /// A player's first socket opened or last socket closed.
    Presence {
        /// Id of the person.
        player_id: PlayerId,
        /// Whether at least one socket is open.
        connected: bool,
    },
    /// The first socket with the host's rights opened, or the last one closed.
    HostPresence {
        /// Whether at least one socket is open.
        connected: bool,
    },
    /// The store may have lost events that clients have received. Their numbers must not be used again, so the
    /// numbering starts a new epoch. Does nothing in another epoch than `lost`.
    Renumber {
        /// The epoch whose events may be lost.
        lost: Epoch,
        /// An epoch never used with this code before.
        epoch: Epoch,
    },
    /// Applies due deadlines and the sums of the audience, and nothing else.
    Wake,
}

impl Command {
    /// Returns a join whose address identifies nobody, and every other command unchanged.
    #[must_use]
    pub fn without_address(mut self) -> Self {
        if let Self::Join { origin, .. } | Self::JoinAudience { origin, .. } | Self::TakeSeat { origin, .. } = &mut self
        {
            *origin = origin.without_address();
        }
        self
    }
}
