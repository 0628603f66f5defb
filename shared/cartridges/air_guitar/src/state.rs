//! The stored state of a session.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use wpp_game::ids::PlayerId;

use super::{
    contract::{
        config::Config,
        event::{Finalist, Line},
    },
    tally::Tally,
};

/// A session of Air guitar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// Number of the current, last or next practice, from 1.
    pub(super) practice: u32,
    /// Successful practices in a row.
    pub(super) streak: u32,
    pub(super) best_streak: u32,
    /// Number of successful practices.
    pub(super) goals: u32,
    /// Records of everybody who has played and still has a seat.
    pub(super) players: BTreeMap<PlayerId, Record>,
    pub(super) stage: Stage,
}

/// One guitarist's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub stars: u32,
    pub streak: u32,
    pub best_streak: u32,
    pub tally: Tally,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Ready,
    Practice { parts: Vec<Part> },
    Counting { parts: Vec<Part> },
    Summary { lines: Vec<Line>, reached: bool },
    GameOver { ranking: Vec<Finalist> },
}

/// One guitarist's part in a practice. Times are milliseconds since the start, without pauses.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub player_id: PlayerId,
    /// When the guitarist first picked up the guitar.
    pub from_ms: u64,
    /// When the guitarist put the guitar down; `None` while playing.
    pub until_ms: Option<u64>,
    pub goal_ms: u64,
    pub tally: Tally,
    /// Whether the last report has arrived.
    pub counted: bool,
}

impl State {
    pub(super) fn new(config: Config) -> Self {
        let players = BTreeMap::new();
        Self { config, practice: 1, streak: 0, best_streak: 0, goals: 0, players, stage: Stage::Ready }
    }

    /// Returns the parts of a practice during `practice` and `counting`.
    pub(super) fn parts(&self) -> &[Part] {
        match &self.stage {
            Stage::Practice { parts } | Stage::Counting { parts } => parts,
            Stage::Ready | Stage::Summary { .. } | Stage::GameOver { .. } => &[],
        }
    }

    pub(super) fn parts_mut(&mut self) -> &mut [Part] {
        match &mut self.stage {
            Stage::Practice { parts } | Stage::Counting { parts } => parts,
            Stage::Ready | Stage::Summary { .. } | Stage::GameOver { .. } => &mut [],
        }
    }

    /// Returns whether this guitarist is playing.
    pub(super) fn plays(&self, player: &PlayerId) -> bool {
        self.parts().iter().any(|part| part.player_id == *player && part.plays())
    }
}

impl Stage {
    /// Returns the phase's name in the contract.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Practice { .. } => "practice",
            Self::Counting { .. } => "counting",
            Self::Summary { .. } => "summary",
            Self::GameOver { .. } => "game_over",
        }
    }
}

impl Part {
    pub(super) fn plays(&self) -> bool {
        self.until_ms.is_none()
    }

    /// Returns whether the guitarist reached the goal.
    pub(super) fn reached(&self) -> bool {
        !self.tally.is_empty() && self.tally.played_ms >= self.goal_ms
    }
}
