//! One player at the table, as the session stores them.

use serde::{Deserialize, Serialize};

use crate::{
    driver::Standing,
    ids::PlayerId,
    session::snapshot::{PlayerView, SpectatorView},
    time::Timestamp,
};

/// How long a game still waits for somebody without a socket: phones sleep.
pub const GRACE_MS: u64 = 20_000;

/// Accepted actions a player's repeated ids are checked against.
pub const REMEMBERED: usize = 16;

/// A player at the table, or somebody in the audience. The JSON names are short because they are written with every step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Player {
    /// Who.
    #[serde(rename = "i")]
    pub player_id: PlayerId,
    /// What they are called.
    #[serde(rename = "n")]
    pub nickname: String,
    /// The key of their picture.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub avatar: Option<String>,
    /// Whether the server plays for them: always there, without a socket.
    #[serde(rename = "b", default, skip_serializing_if = "std::ops::Not::not")]
    pub bot: bool,
    /// Whether they are there.
    #[serde(rename = "p")]
    pub presence: Presence,
    /// Their last accepted actions, oldest first: hash of the id, and the answer's `seq`.
    #[serde(rename = "d", default, skip_serializing_if = "Vec::is_empty")]
    pub(super) accepted: Vec<(u64, u64)>,
}

/// Whether a player is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum Presence {
    /// A socket is open.
    #[serde(rename = "c")]
    Connected,
    /// None is, but the game waits until then (milliseconds since 1970).
    #[serde(rename = "g")]
    Grace(i64),
    /// The same in a pause, where no time passes: milliseconds left.
    #[serde(rename = "h")]
    Held(u64),
    /// The game no longer waits for them.
    #[serde(rename = "x")]
    Away,
}

impl Presence {
    /// Somebody without a socket who gave a sign of life at `now`.
    #[must_use]
    pub fn grace(now: Timestamp) -> Self {
        Self::Grace(now.plus_ms(GRACE_MS).millis())
    }

    /// Whether the game waits for them.
    #[must_use]
    pub fn counts(self) -> bool {
        self != Self::Away
    }

    /// When the game stops waiting, while its time runs.
    #[must_use]
    pub fn ends(self) -> Option<Timestamp> {
        match self {
            Self::Grace(until) => Some(Timestamp::from_millis(until)),
            Self::Connected | Self::Held(_) | Self::Away => None,
        }
    }

    /// The same when time stops at `now`.
    pub(super) fn hold(self, now: Timestamp) -> Self {
        self.ends().map_or(self, |until| Self::Held(until.ms_since(now)))
    }

    /// The same when time goes on at `now`.
    pub(super) fn release(self, now: Timestamp) -> Self {
        match self {
            Self::Held(left) => Self::Grace(now.plus_ms(left).millis()),
            other => other,
        }
    }
}

impl Player {
    /// Whether a socket of theirs is open.
    #[must_use]
    pub fn connected(&self) -> bool {
        self.presence == Presence::Connected
    }

    /// As everybody sees them.
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
        }
    }

    /// As everybody sees them when they watch.
    #[must_use]
    pub fn spectator(&self) -> SpectatorView {
        SpectatorView {
            player_id: self.player_id.clone(),
            nickname: self.nickname.clone(),
            avatar: self.avatar.clone(),
            connected: self.connected(),
        }
    }

    /// The `seq` answered when the action with this id was accepted, if it was lately.
    pub(super) fn recall(&self, id: &str) -> Option<u64> {
        let hash = fnv1a(id);
        self.accepted.iter().find(|(known, _)| *known == hash).map(|(_, seq)| *seq)
    }

    pub(super) fn remember(&mut self, id: &str, seq: u64) {
        if self.accepted.len() >= REMEMBERED {
            self.accepted.remove(0);
        }
        self.accepted.push((fnv1a(id), seq));
    }
}

/// FNV-1a, 64 bits: the same on every machine and in every build, which std's hashers do not
/// promise. Who makes ids collide on purpose loses only an action of their own.
fn fnv1a(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn player() -> Player {
        let presence = Presence::grace(Timestamp::from_millis(0));
        Player {
            player_id: PlayerId("p1".into()),
            nickname: "Ann".into(),
            avatar: None,
            bot: false,
            presence,
            accepted: Vec::new(),
        }
    }

    #[test]
    fn the_last_sixteen_ids_are_remembered() {
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
    fn the_hash_is_the_published_one() {
        assert_eq!(fnv1a(""), 0xcbf2_9ce4_8422_2325);
        assert_eq!(fnv1a("a"), 0xaf63_dc4c_8601_ec8c);
        assert_eq!(fnv1a("foobar"), 0x8594_4171_f739_67e8);
    }

    #[test]
    fn a_pause_keeps_the_grace_to_the_millisecond() {
        let at = Timestamp::from_millis;
        let held = Presence::Grace(20_000).hold(at(12_345));
        assert_eq!(held, Presence::Held(7_655));
        assert_eq!(held.release(at(100_000)), Presence::Grace(107_655));
    }
}
