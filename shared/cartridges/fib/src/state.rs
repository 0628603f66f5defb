//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

mod highlight;

use std::collections::BTreeMap;

use wpp_cartridge_kit::{
    bluff::{Ballot, Guessing, Revealing, Suggestions, Writing},
    prelude::*,
    questions::RemainingQuestions,
    reactions::ReactionRecord,
    scoreboard::{GameOver, Ranked},
};

pub(super) use self::highlight::Highlights;
use crate::contract::{Config, Delta};

/// A game of Fib.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    pub(super) current: Question,
    pub(super) deck: RemainingQuestions,
    pub(super) round: u32,
    pub(super) question: u32,
    /// The players of the current question: everyone who had a seat when it was shown, and still has.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// Reactions during the current question of players who do not play it.
    #[serde(rename = "onlookers", default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) latecomer_reactions: BTreeMap<PlayerId, u32>,
    /// Suggested decoys of the current question.
    #[serde(rename = "offers", default, skip_serializing_if = "Suggestions::is_empty")]
    pub(super) suggestions: Suggestions,
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
    /// How often others believed the player's lies.
    #[serde(skip_serializing_if = "is_default")]
    pub fooled: u32,
    /// How often the player found the truth.
    #[serde(skip_serializing_if = "is_default")]
    pub truths: u32,
    /// How often the player believed a lie or a decoy.
    #[serde(skip_serializing_if = "is_default")]
    pub fell: u32,
    /// Number of lies for the current question that were rejected because they resemble the truth.
    #[serde(rename = "near", skip_serializing_if = "is_default")]
    pub near_truth: u32,
    #[serde(flatten)]
    pub reactions: ReactionRecord,
    #[serde(skip_serializing_if = "is_default")]
    pub highlights: Highlights,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Question,
    Lie(Writing),
    Guess(Guessing),
    Reveal(Revealing),
    Scores {
        #[serde(rename = "table")]
        ballot: Ballot,
        deltas: Vec<Delta>,
    },
    Scoreboard {
        #[serde(rename = "table")]
        ballot: Ballot,
        ranking: Vec<Ranked>,
    },
    GameOver(GameOver),
}

wpp_cartridge_kit::players!(State, Record, bluff);
wpp_cartridge_kit::answer_phases!(State: Lie, Guess);
wpp_cartridge_kit::bluff_phases!(State: Lie, Guess, Reveal);
