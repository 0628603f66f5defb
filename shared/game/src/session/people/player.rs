//! A player, as the session stores them.

use serde::{Deserialize, Serialize};

use super::{origin::Origin, seat_code::SeatCode};
use crate::{
    contract::{ids::PlayerId, snapshot::PlayerView, time::Timestamp},
    driver::Standing,
};

/// Grace period in milliseconds: how long a game waits for a disconnected player. Phones sleep often.
pub const GRACE_MS: u64 = 20_000;

/// Number of accepted action ids that a session stores for each person.
pub const REMEMBERED: usize = 16;

/// A player. The JSON names are short because every commit writes them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// Id, unique within the session.
    #[serde(rename = "i")]
    pub player_id: PlayerId,
    /// Cleaned nickname.
    #[serde(rename = "n")]
    pub nickname: String,
    /// Key of the avatar.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Whether the player is a bot. Bots are always present and have no socket.
    #[serde(rename = "b", default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
    /// Whether the person is connected.
    #[serde(rename = "p")]
    pub presence: Presence,
    /// When the person joined.
    #[serde(rename = "t", with = "crate::session::stored::millis", default = "long_ago")]
    pub(in crate::session) joined_at: Timestamp,
    /// Number of times that the seat changed hands. Tokens of an earlier holder are void.
    #[serde(rename = "g", default, skip_serializing_if = "is_zero")]
    pub holder: u32,
    /// Whether the next person who joins with this nickname gets the seat.
    #[serde(rename = "r", default, skip_serializing_if = "std::ops::Not::not")]
    pub(in crate::session) released: bool,
    /// The newest code with which the seat can be taken over.
    #[serde(rename = "k", default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) seat_code: Option<SeatCode>,
    /// Points of the games that were finished earlier in this room.
    #[serde(rename = "e", default, skip_serializing_if = "crate::contract::snapshot::is_zero")]
    pub(in crate::session) evening: i64,
    /// Where the person joined from.
    #[serde(rename = "o", default, skip_serializing_if = "Origin::is_unknown")]
    pub(in crate::session) origin: Origin,
    /// The player's team, from 1.
    #[serde(rename = "m", default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) team: Option<u32>,
    /// The extra time that the player wants, in percent of a phase's length.
    #[serde(rename = "x", default, skip_serializing_if = "is_zero")]
    pub(in crate::session) extra_time: u32,
    /// Number of the last event before the latest change of `extra_time`; `None` when a later event has carried the change.
    #[serde(rename = "y", default, skip_serializing_if = "Option::is_none")]
    pub(in crate::session) extra_time_after: Option<u64>,
    /// The last accepted actions, oldest first: hash of the id, and `seq` of the answer.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub(in crate::session) accepted: Vec<(u64, u64)>,
}

/// Whether a person is connected.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// At least one socket is open.
    #[default]
    #[serde(rename = "c")]
    Connected,
    /// Disconnected, with a grace period until this moment in milliseconds since 1970.
    #[serde(rename = "g")]
    Grace(i64),
    /// Disconnected during a pause, with this many milliseconds of grace left.
    #[serde(rename = "h")]
    Held(u64),
    /// Disconnected, and the grace period is over.
    #[serde(rename = "x")]
    Away,
}

impl Presence {
    /// Returns whether at least one socket is open.
    pub(in crate::session) fn is_connected(&self) -> bool {
        *self == Self::Connected
    }

    /// Returns a grace period that starts at `now`.
    #[must_use]
    pub fn grace(now: Timestamp) -> Self {
        Self::Grace(now.plus_ms(GRACE_MS).millis())
    }

    /// Returns whether the game waits for this person.
    #[must_use]
    pub fn counts(self) -> bool {
        self != Self::Away
    }

    /// Returns the end of a running grace period.
    #[must_use]
    pub fn ends(self) -> Option<Timestamp> {
        match self {
            Self::Grace(until) => Some(Timestamp::from_millis(until)),
            Self::Connected | Self::Held(_) | Self::Away => None,
        }
    }

    /// Freezes a grace period at the start of a pause.
    pub(in crate::session) fn hold(self, now: Timestamp) -> Self {
        self.ends().map_or(self, |until| Self::Held(until.ms_since(now)))
    }

    /// Resumes a frozen grace period at the end of a pause.
    pub(in crate::session) fn release(self, now: Timestamp) -> Self {
        match self {
            Self::Held(left) => Self::Grace(now.plus_ms(left).millis()),
            other => other,
        }
    }
}

impl Player {
    /// Creates a person who joins at `now`.
    pub(in crate::session) fn new(player_id: PlayerId, nickname: String, presence: Presence, now: Timestamp) -> Self {
        Self {
            player_id,
            nickname,
            avatar: None,
            bot: false,
            presence,
            joined_at: now,
            holder: 0,
            released: false,
            seat_code: None,
            evening: 0,
            origin: Origin::default(),
            team: None,
            extra_time: 0,
            extra_time_after: None,
            accepted: Vec::new(),
        }
    }

    /// Returns whether at least one socket is open.
    #[must_use]
    pub fn connected(&self) -> bool {
        self.presence.is_connected()
    }

    /// Returns the public view of a player.
    #[must_use]
    pub fn view(&self, standing: Standing) -> PlayerView {
        PlayerView {
            player_id: self.player_id.clone(),
            nickname: self.nickname.clone(),
            avatar: self.avatar.clone(),
            score: standing.score,
            connected: self.connected(),
            answered: standing.answered,
            bot: self.bot,
            evening: self.evening,
            team: self.team,
        }
    }

    /// Voids the tokens of the seat. Returns the number of its next holder.
    pub(in crate::session) fn pass_on(&mut self) -> u32 {
        self.holder += 1;
        // A new device numbers its actions from the start again.
        self.accepted.clear();
        self.holder
    }

    /// Returns the `seq` of the answer to an accepted action, if its id is still stored.
    pub(in crate::session) fn recall(&self, id: &str) -> Option<u64> {
        let hash = fnv1a(id);
        self.accepted.iter().find(|(known, _)| *known == hash).map(|(_, seq)| *seq)
    }

    /// Stores the id of an accepted action and the `seq` of its answer.
    pub(in crate::session) fn remember(&mut self, id: &str, seq: u64) {
        if self.accepted.len() >= REMEMBERED {
            self.accepted.remove(0);
        }
        self.accepted.push((fnv1a(id), seq));
    }
}

/// The moment of joining in sessions that were stored without one.
fn long_ago() -> Timestamp {
    Timestamp::from_millis(0)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(number: &u32) -> bool {
    *number == 0
}

/// Returns the 64-bit FNV-1a hash, which is the same in every build, unlike std's hashers. A client
/// that provokes a collision loses only its own action.
pub(super) fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn player() -> Player {
        let now = Timestamp::from_millis(0);
        Player::new(PlayerId("p1".into()), "Ann".into(), Presence::grace(now), now)
    }

    #[test]
    fn stores_the_last_sixteen_ids() {
        let mut player = player();
        for n in 0..17 {
            player.remember(&format!("id-{n}"), n);
        }
        assert_eq!(player.recall("id-0"), None);
        assert_eq!(player.recall("id-1"), Some(1));
        assert_eq!(player.recall("id-16"), Some(16));
        assert_eq!(player.accepted.len(), REMEMBERED);
    }

    #[test]
    fn hash_matches_the_standard() {
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn pause_keeps_the_grace_period() {
        let at = Timestamp::from_millis;
        let held = Presence::Grace(20_000).hold(at(12_345));
        assert_eq!(held, Presence::Held(7_655));
        assert_eq!(held.release(at(100_000)), Presence::Grace(107_655));
    }
}
