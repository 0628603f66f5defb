//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wpp_cartridge_kit::{
    answers::Answers,
    awards::{AwardView, Scored},
    questions::{self, Deck},
};
use wpp_game::{
    content::Question,
    driver::{Seat, Secret},
    ids::PlayerId,
    time::Timestamp,
};

use super::contract::{
    config::{Config, Pace},
    phase_data::{Ranked, Solution},
};

/// A game of Quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    pub(super) current: Question,
    /// The questions to come, the next one last.
    pub(super) deck: Vec<Question>,
    pub(super) round: u32,
    pub(super) question: u32,
    /// The players of the current question: everyone who had a seat when it was shown, and still has.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// When the phase started.
    pub(super) entered_at: Timestamp,
    pub(super) stage: Stage,
}

/// One player's record.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
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
    /// Number of correct answers.
    #[serde(skip_serializing_if = "is_default")]
    pub right: u32,
    /// How often the player was the first with a correct answer.
    #[serde(skip_serializing_if = "is_default")]
    pub first: u32,
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Question,
    Answer {
        #[serde(rename = "table")]
        ballot: Ballot,
        waiting: Vec<PlayerId>,
    },
    Solution {
        #[serde(rename = "table")]
        ballot: Ballot,
        solution: Solution,
    },
    Scoreboard {
        ranking: Vec<Ranked>,
    },
    GameOver {
        ranking: Vec<Ranked>,
        awards: Vec<AwardView>,
    },
}

/// The options of a question and the answers.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Ballot {
    /// The options, in the order that everybody sees.
    pub options: Vec<String>,
    /// Index of the correct option.
    pub right: usize,
    /// The answers, in the order of their arrival.
    pub answers: Vec<Answer>,
}

/// An answer: an index into the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub player: PlayerId,
    pub option: usize,
}

impl State {
    /// Creates the state before the first question, when nobody plays yet.
    pub(super) fn new(config: Config, deck: Deck, now: Timestamp) -> Self {
        let Deck { first: current, rest: deck } = deck;
        let (round, question, stage) = (1, 1, Stage::Question);
        Self { config, current, deck, round, question, players: BTreeMap::new(), entered_at: now, stage }
    }

    pub(super) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Returns whether the host ends this phase.
    pub(super) fn waits_for_host(&self) -> bool {
        self.config.pace == Pace::Host && matches!(self.stage, Stage::Answer { .. } | Stage::Solution { .. })
    }

    pub(super) fn has_answered(&self, player: &PlayerId) -> bool {
        matches!(&self.stage, Stage::Answer { ballot, .. } if ballot.answer_of(player).is_some())
    }

    /// Returns the options and answers, during `answer` and `solution`.
    pub(super) fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Answer { ballot, .. } | Stage::Solution { ballot, .. } => Some(ballot),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    pub(super) fn option_id(&self, index: usize) -> String {
        questions::option_id(self.round, self.question, index)
    }

    /// Returns the texts that nobody may read now: answers of later questions, the current answer until
    /// the options appear, its explanation and source until the solution, and every alias.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let current = std::iter::once(&self.current);
        let mut texts: Vec<&String> = self.deck.iter().map(|question| &question.answer).collect();
        texts.extend(self.deck.iter().chain(current).flat_map(|question| &question.aliases));
        match self.stage {
            Stage::Question => texts.push(&self.current.answer),
            Stage::Answer { .. } => {}
            Stage::Solution { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => {
                return texts.into_iter().map(|text| Secret::from_everybody(text)).collect();
            }
        }
        texts.extend(self.current.explanation.iter().chain(&self.current.source));
        texts.into_iter().map(|text| Secret::from_everybody(text)).collect()
    }

    /// Removes the answers of people who left. Published solutions remain unchanged.
    pub(super) fn remove_absent(&mut self, seats: &[Seat]) {
        let seated: BTreeSet<&PlayerId> = seats.iter().map(|seat| &seat.player_id).collect();
        self.players.retain(|player, _| seated.contains(player));
        if let Stage::Answer { ballot, .. } = &mut self.stage {
            ballot.answers.retain(|answer| seated.contains(&answer.player));
        }
    }
}

impl Answers for State {
    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Answer { ballot, .. } => ballot.answers.iter().map(|answer| &answer.player).collect(),
            _ => BTreeSet::new(),
        }
    }

    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>> {
        if let Stage::Answer { waiting, .. } = &mut self.stage { Some(waiting) } else { None }
    }

    fn ends_when_all_answered(&self) -> bool {
        self.config.ends_when_all_answered()
    }
}

impl Scored for Record {
    fn score(&self) -> i64 {
        self.score
    }
}

impl Stage {
    /// Returns the phase's name in the contract.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Answer { .. } => "answer",
            Self::Solution { .. } => "solution",
            Self::Scoreboard { .. } => "scoreboard",
            Self::GameOver { .. } => "game_over",
        }
    }
}

impl Ballot {
    pub(super) fn answer_of(&self, player: &PlayerId) -> Option<usize> {
        self.answers.iter().find(|answer| answer.player == *player).map(|answer| answer.option)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
