//! What can be asked of a session.

use serde_json::value::RawValue;

use crate::{
    content::Content,
    ids::{Epoch, PlayerId},
};

/// One thing that is asked of a session. Who may ask it is the caller's to check.
#[derive(Debug, Clone)]
pub enum Command {
    /// A person sits down: in the lobby, or later where the configuration allows it.
    Join {
        /// A fresh id, never used in this session before.
        player_id: PlayerId,
        /// As typed (see [`nickname`](super::nickname) for what becomes of it).
        nickname: String,
        /// The key of a picture: at most 64 of `a-z 0-9 _ - : /`.
        avatar: Option<String>,
    },
    /// A person comes to watch, at any time: no seat, nothing but reactions.
    JoinAudience {
        /// A fresh id, never used in this session before.
        player_id: PlayerId,
        /// As typed.
        nickname: String,
        /// The key of a picture, as for [`Join`](Self::Join).
        avatar: Option<String>,
    },
    /// The host seats bots, all of them or none. The session names them.
    AddBots {
        /// A fresh id for each.
        player_ids: Vec<PlayerId>,
    },
    /// The host shows a player the door. Their token never works again.
    Remove {
        /// Who.
        player_id: PlayerId,
    },
    /// A player leaves for good.
    Leave {
        /// Who.
        player_id: PlayerId,
    },
    /// The host starts the game, or resumes it. A running one stays as it is, unless its phase is one
    /// that [waits for the host](crate::driver::GameDriver::host_can_end_phase): then it goes on.
    Play {
        /// Fresh content: needed to play again after a finished game, ignored otherwise.
        content: Option<Content>,
    },
    /// The host stops the time. A paused game stays as it is.
    Pause {
        /// What the one who stops it is called, where that is known and may be told to everybody.
        by: Option<String>,
    },
    /// A player acts in the game.
    Action {
        /// Who.
        player_id: PlayerId,
        /// The client's own id of this action: 1 to 64 visible ASCII characters. Repeated, it has
        /// no second effect and the same answer.
        id: String,
        /// The action's type in the contract.
        kind: String,
        /// The action's data.
        data: Box<RawValue>,
    },
    /// A player's last socket closed, or their first one opened.
    Presence {
        /// Who.
        player_id: PlayerId,
        /// Whether a socket of theirs is open now.
        connected: bool,
    },
    /// The store lost events that clients have seen: their numbers must not be given out again, so
    /// the numbering gets a new name.
    Renumber {
        /// A name never used before.
        epoch: Epoch,
    },
    /// Nothing but a look at the clock.
    Wake,
}
