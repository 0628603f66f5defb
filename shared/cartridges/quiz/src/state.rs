//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

use std::collections::BTreeMap;

use wpp_cartridge_kit::{
    highlight::Highlight,
    kinds::{Answering, Ballot},
    prelude::*,
    questions::RemainingQuestions,
    reactions::ReactionRecord,
    teams::{RankedTeam, TeamTable},
};

use super::contract::{Config, GameOver, Ranked, Solution};

/// A game of Quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    pub(super) current: Question,
    /// The questions to come, the next one last.
    pub(super) deck: RemainingQuestions,
    /// The prompts of earlier questions, for the awards.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(super) asked: Vec<String>,
    pub(super) round: u32,
    pub(super) question: u32,
    /// The players of the current question: everyone who had a seat when it was shown, and still has.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// Reactions during the current question of players who do not play it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) latecomer_reactions: BTreeMap<PlayerId, u32>,
    /// The teams; `None` when everybody plays alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) teams: Option<TeamTable>,
    /// When the phase started.
    pub(super) entered_at: Timestamp,
    pub(super) stage: Stage,
}

/// One player's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    #[serde(skip_serializing_if = "is_default")]
    pub score: i64,
    /// Points of the current question.
    #[serde(skip_serializing_if = "is_default")]
    pub gain: i64,
    /// Correct answers in a row.
    #[serde(skip_serializing_if = "is_default")]
    pub streak: u32,
    /// Longest streak of correct answers.
    #[serde(skip_serializing_if = "is_default")]
    pub longest: u32,
    /// Number of the question with which the longest streak ended.
    #[serde(skip_serializing_if = "is_default")]
    pub longest_at: Option<u32>,
    /// Number of correct answers.
    #[serde(skip_serializing_if = "is_default")]
    pub right: u32,
    /// How often the player was the first with a correct answer.
    #[serde(skip_serializing_if = "is_default")]
    pub first: u32,
    /// Number of the last question that the player was the first to answer correctly.
    #[serde(skip_serializing_if = "is_default")]
    pub first_at: Option<u32>,
    /// The correct answer that the player gave with the fewest others.
    #[serde(skip_serializing_if = "is_default")]
    pub rarest: Option<Highlight>,
    #[serde(flatten)]
    pub reactions: ReactionRecord,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Question,
    Answer(Answering),
    Solution {
        #[serde(rename = "table")]
        ballot: Ballot,
        solution: Solution,
        /// The players who receive the reactions.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        spotlight: Vec<PlayerId>,
    },
    Scoreboard {
        ranking: Vec<Ranked>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        teams: Vec<RankedTeam>,
    },
    GameOver(GameOver),
}

wpp_cartridge_kit::players!(State, Record, reactions);
wpp_cartridge_kit::answer_phases!(State: Answer);
