//! What the game remembers.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{
    config::Config,
    event::{Finalist, Line, PartView},
    tally::Tally,
};
use wpp_game::ids::PlayerId;

/// An evening of air guitar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// The practice that is on, was last, or comes next, from 1.
    pub(super) practice: u32,
    /// Practices in a row that reached their goal, up to now.
    pub(super) streak: u32,
    pub(super) best_streak: u32,
    /// Practices that reached their goal.
    pub(super) goals: u32,
    /// Everybody who ever played and still has a seat.
    pub(super) players: BTreeMap<PlayerId, Record>,
    pub(super) stage: Stage,
}

/// What is remembered of one guitarist.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Record {
    pub stars: u32,
    pub streak: u32,
    pub best_streak: u32,
    pub tally: Tally,
}

/// The phase, with what only it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Ready,
    Practice { parts: Vec<Part> },
    Counting { parts: Vec<Part> },
    Summary { lines: Vec<Line>, reached: bool },
    GameOver { ranking: Vec<Finalist> },
}

/// One guitarist's part in a practice. Times are milliseconds of the practice, in which pauses do not
/// count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    pub player_id: PlayerId,
    /// When they first picked up their guitar.
    pub from_ms: u64,
    /// When they put it down; `None` while they hold it.
    pub until_ms: Option<u64>,
    pub goal_ms: u64,
    pub tally: Tally,
    /// Whether nothing more of theirs is to come.
    pub counted: bool,
}

impl State {
    pub(super) fn new(config: Config) -> Self {
        let players = BTreeMap::new();
        Self { config, practice: 1, streak: 0, best_streak: 0, goals: 0, players, stage: Stage::Ready }
    }

    /// The parts of the practice that is on or being counted.
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

    /// Whether this player holds their guitar.
    pub(super) fn plays(&self, player: &PlayerId) -> bool {
        self.parts().iter().any(|part| part.player_id == *player && part.plays())
    }
}

impl Stage {
    /// The contract's name of the phase.
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

    /// Whether they played as long as they had to.
    pub(super) fn reached(&self) -> bool {
        !self.tally.is_empty() && self.tally.played_ms >= self.goal_ms
    }

    pub(super) fn view(&self) -> PartView {
        PartView {
            player_id: self.player_id.clone(),
            playing: self.plays(),
            goal_ms: self.goal_ms,
            chords: self.tally.chords,
            played_ms: self.tally.played_ms,
        }
    }
}
