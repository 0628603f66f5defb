//! The audience of a session: its members, their ballots, and the sums of both, in the live store.
//!
//! A session's state has no list of its audience. A member is a record in the live store, and the member's token names it. A
//! ballot is acknowledged once the live store has counted it. The sums are a field of the session's hash, so every step reads
//! them together with the state. See `docs/decisions/0160-counted-audience.md`.
//!
//! | key | type | content |
//! |---|---|---|
//! | `{CODE}:crowd` | hash | member → [`CrowdMember`] as JSON |
//! | `{CODE}:ballots` | hash | `v<member>` and `r<member>` → the member's latest poll of votes and of reactions, then a line `<action id> <choice>` for each ballot |
//! | `{CODE}:state`, field `a` | text | the sums, as JSON of [`CrowdSums`](wpp_game::session::CrowdSums) |
//! | `{CODE}:presence`, fields `~\|<instance>` | text | number of people in the audience with a socket in that API process |
//!
//! # Invariants
//!
//! - A ballot counts only if the session still has the version for which the game accepted the ballot.
//! - A commit that ends a phase fails if the sums have changed since the step read them. So all accepted ballots count.
//! - A repeated action id, and a second ballot where one is allowed, change nothing, whichever process receives them.

mod ballot_box;
mod merger;
mod scripts;
mod store;

use serde::{Deserialize, Serialize};
use wpp_game::{session::Origin, time::Timestamp};

pub use self::{
    ballot_box::{AudienceAction, BallotBox},
    merger::CrowdMerger,
    store::{Batch, Cast, Counted, CrowdStore, Joined, OwnBallots},
};

/// A member of the audience, as the live store keeps the member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CrowdMember {
    /// The checked nickname. Two members may have the same.
    #[serde(rename = "n")]
    pub nickname: String,
    /// Key of the chosen avatar, if any.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Where the person joined from.
    #[serde(rename = "o", default)]
    pub origin: Origin,
    /// When the person joined.
    #[serde(rename = "j")]
    pub joined_at: Timestamp,
}
