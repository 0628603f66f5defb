//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

use std::collections::BTreeMap;

use wpp_cartridge_kit::{
    answers::Waiting,
    prelude::*,
    scoreboard::{GameOver, ShownRanking},
    votes::Votes,
};

use super::{config::Config, contract::AnswerResult};

/// A game of Last Word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// The prompts to come, the next one last.
    pub(super) deck: Vec<String>,
    /// The round, from 1.
    pub(super) round: u32,
    /// The prompts of the round.
    pub(super) prompts: Vec<Prompt>,
    /// Index of the prompt that is voted on.
    pub(super) current: usize,
    /// Everyone who has a seat, or had one when the last phase started.
    pub(super) players: BTreeMap<PlayerId, Record>,
    pub(super) stage: Stage,
}

/// A prompt of the round.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Prompt {
    pub text: String,
    /// The players who answer it.
    pub writers: Vec<PlayerId>,
    /// The answers: in the order of arrival, and in random order from `vote` on.
    pub answers: Vec<Answer>,
    #[serde(flatten)]
    pub votes: Votes,
}

/// An answer to a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub player: PlayerId,
    pub text: FreeText,
}

/// One player's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Record {
    pub score: i64,
    /// Points of the current round.
    pub gain: i64,
    /// Votes of players.
    pub votes: u32,
    /// Votes of the audience.
    pub audience: u32,
    /// Answers with every vote.
    pub sweeps: u32,
    /// The answer with the most votes of players.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub best: Option<Quote>,
    /// The answer with the most votes of the audience.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub favourite: Option<Quote>,
}

/// An answer that earned an award.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quote {
    pub text: String,
    pub votes: u32,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    Write(Waiting),
    Vote(Waiting),
    Result { results: Vec<AnswerResult> },
    Scoreboard(ShownRanking),
    GameOver(GameOver),
}

wpp_cartridge_kit::players!(State, Record);
wpp_cartridge_kit::answer_phases!(State: Write, Vote);
