//! What the game remembers. It is written at every step, so it holds nothing twice and nothing it
//! no longer needs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    config::{Config, Pace},
    event::{AwardView, Ranked, Solution},
};
use wpp_game::{
    content::Question,
    driver::{Seat, Secret},
    ids::PlayerId,
    time::Timestamp,
};

/// The questions of one game: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    pub(super) first: Question,
    /// Dealt from the end.
    pub(super) rest: Vec<Question>,
}

/// A game of Quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    /// The question on the table.
    pub(super) current: Question,
    /// Those to come, the next one last.
    pub(super) deck: Vec<Question>,
    pub(super) round: u32,
    pub(super) question: u32,
    /// Who plays the current question: all who sat at the table when it was shown and still do.
    pub(super) players: BTreeMap<PlayerId, Record>,
    /// When the phase began.
    pub(super) entered_at: Timestamp,
    pub(super) stage: Stage,
}

/// What is remembered of one player.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Record {
    #[serde(skip_serializing_if = "is_default")]
    pub score: i64,
    /// Points of the current question.
    #[serde(skip_serializing_if = "is_default")]
    pub gain: i64,
    /// Right answers in a row.
    #[serde(skip_serializing_if = "is_default")]
    pub streak: u32,
    /// The most of them.
    #[serde(skip_serializing_if = "is_default")]
    pub longest: u32,
    /// Right answers.
    #[serde(skip_serializing_if = "is_default")]
    pub right: u32,
    /// How often nobody was right before them.
    #[serde(skip_serializing_if = "is_default")]
    pub first: u32,
}

/// The phase, with what only it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Question,
    Answer { table: Table, waiting: Vec<PlayerId> },
    Solution { table: Table, solution: Solution },
    Scoreboard { ranking: Vec<Ranked> },
    GameOver { ranking: Vec<Ranked>, awards: Vec<AwardView> },
}

/// The options of a question and who picked which.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Table {
    /// In the order in which everybody sees them.
    pub options: Vec<String>,
    /// Which of them is right.
    pub right: usize,
    /// In the order in which they were made.
    pub answers: Vec<Answer>,
}

/// An answer given: an index into the options.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub player: PlayerId,
    pub option: usize,
}

impl State {
    /// Before the first question: nobody plays yet.
    pub(super) fn new(config: Config, deck: Deck, now: Timestamp) -> Self {
        let Deck { first: current, rest: deck } = deck;
        let (round, question, stage) = (1, 1, Stage::Question);
        Self { config, current, deck, round, question, players: BTreeMap::new(), entered_at: now, stage }
    }

    pub(super) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Whether this phase is one that the host ends.
    pub(super) fn waits_for_host(&self) -> bool {
        self.config.pace == Pace::Host && matches!(self.stage, Stage::Answer { .. } | Stage::Solution { .. })
    }

    /// Whether this player plays the current question, or came during it.
    pub(super) fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }

    /// Whose answers to the current phase are in.
    pub(super) fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Answer { table, .. } => table.answers.iter().map(|answer| &answer.player).collect(),
            _ => BTreeSet::new(),
        }
    }

    pub(super) fn has_answered(&self, player: &PlayerId) -> bool {
        matches!(&self.stage, Stage::Answer { table, .. } if table.answer_of(player).is_some())
    }

    /// The options, from the answers on until the standing.
    pub(super) fn table(&self) -> Option<&Table> {
        match &self.stage {
            Stage::Answer { table, .. } | Stage::Solution { table, .. } => Some(table),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// The id of the option at this place. The same place has another id at every question, so
    /// that a late tap cannot answer the wrong one.
    pub(super) fn option_id(&self, place: usize) -> String {
        format!("{}.{}.{}", self.round, self.question, place + 1)
    }

    /// The answers of questions to come, of this one until it stands among others, and all that is
    /// said of it until the solution. Other spellings are for comparing alone.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let current = std::iter::once(&self.current);
        let mut texts: Vec<&String> = self.deck.iter().map(|question| &question.answer).collect();
        texts.extend(self.deck.iter().chain(current).flat_map(|question| &question.aliases));
        match self.stage {
            Stage::Question => texts.push(&self.current.answer),
            Stage::Answer { .. } => {}
            Stage::Solution { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => {
                return texts.into_iter().map(|text| Secret::from_all(text)).collect();
            }
        }
        texts.extend(self.current.explanation.iter().chain(&self.current.source));
        texts.into_iter().map(|text| Secret::from_all(text)).collect()
    }

    /// Forgets who has left the table. What was published about them stays as it was.
    pub(super) fn forget_the_removed(&mut self, seats: &[Seat]) {
        let seated: BTreeSet<&PlayerId> = seats.iter().map(|seat| &seat.player_id).collect();
        self.players.retain(|player, _| seated.contains(player));
        if let Stage::Answer { table, .. } = &mut self.stage {
            table.answers.retain(|answer| seated.contains(&answer.player));
        }
    }
}

impl Stage {
    /// The contract's name of the phase.
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

impl Table {
    pub(super) fn answer_of(&self, player: &PlayerId) -> Option<usize> {
        self.answers.iter().find(|answer| answer.player == *player).map(|answer| answer.option)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
