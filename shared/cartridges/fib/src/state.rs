//! What the game remembers. It is written at every step, so it holds nothing twice and nothing it
//! no longer needs.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    config::Config,
    event::{AwardView, Awarded, Delta, Kind, Ranked},
    reaction::EMOJI,
};
use wpp_game::{content::Question, driver::Seat, ids::PlayerId};

/// The questions of one game: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    pub(super) first: Question,
    /// Dealt from the end.
    pub(super) rest: Vec<Question>,
}

/// A game of Fib.
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
    /// Reactions sent during the current question by people who do not play it.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) onlookers: BTreeMap<PlayerId, u32>,
    /// Which decoys of the current question were suggested to whom.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) offers: BTreeMap<PlayerId, Vec<usize>>,
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
    /// How often others believed their lies.
    #[serde(skip_serializing_if = "is_default")]
    pub fooled: u32,
    /// How often they found the truth.
    #[serde(skip_serializing_if = "is_default")]
    pub truths: u32,
    /// How often they believed a lie or a decoy.
    #[serde(skip_serializing_if = "is_default")]
    pub fell: u32,
    /// Reactions sent during the current question.
    #[serde(skip_serializing_if = "is_default")]
    pub reactions: u32,
    /// Of each of [`EMOJI`], how many they sent.
    #[serde(skip_serializing_if = "is_default")]
    pub sent: [u32; EMOJI.len()],
    /// Of each of [`EMOJI`], how many their lies got from others.
    #[serde(skip_serializing_if = "is_default")]
    pub received: [u32; EMOJI.len()],
}

/// The phase, with what only it needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Question,
    Lie {
        lies: Vec<Lie>,
        waiting: Vec<PlayerId>,
    },
    Guess {
        table: Table,
        waiting: Vec<PlayerId>,
    },
    /// `to_come`: the choices not yet revealed, by the step that reveals them, the next step last.
    Reveal {
        table: Table,
        to_come: Vec<Vec<usize>>,
    },
    Scores {
        table: Table,
        deltas: Vec<Delta>,
    },
    Scoreboard {
        table: Table,
        ranking: Vec<Ranked>,
    },
    GameOver {
        ranking: Vec<Ranked>,
        awards: Vec<AwardView>,
    },
}

/// A lie handed in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Lie {
    /// `None` when its author was removed: the lie stays, nobody is credited.
    pub player: Option<PlayerId>,
    pub text: String,
    /// Whether the game suggested it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub offered: bool,
}

/// The options of a question and what people made of them.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) struct Table {
    /// In the order in which everybody sees them.
    pub choices: Vec<Choice>,
    /// In the order in which they were made.
    pub guesses: Vec<Guess>,
    /// The choices revealed so far, in that order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revealed: Vec<usize>,
    /// How many of them the last step revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub together: usize,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Choice {
    pub text: String,
    pub kind: Kind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// What was told at its reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// Who wrote an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Author {
    pub player: PlayerId,
    #[serde(default, skip_serializing_if = "is_default")]
    pub offered: bool,
    /// Their own words, when another's nearly equal ones stand on the table.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wrote: Option<String>,
}

/// A guess made: an index into the choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Guess {
    pub player: PlayerId,
    pub choice: usize,
}

/// What a reveal told. Kept as it was told, whoever leaves afterwards.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Outcome {
    pub authors: Vec<PlayerId>,
    pub pickers: Vec<PlayerId>,
    pub awarded: Vec<Awarded>,
}

impl State {
    /// Before the first question: nobody plays yet.
    pub(super) fn new(config: Config, deck: Deck) -> Self {
        let Deck { first: current, rest: deck } = deck;
        let (players, onlookers, offers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
        let (round, question, stage) = (1, 1, Stage::Question);
        Self { config, current, deck, round, question, players, onlookers, offers, stage }
    }

    pub(super) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Whether this player plays the current question, or came during it.
    pub(super) fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }

    /// What is remembered of a player; of nobody else.
    pub(super) fn record(&mut self, player: &PlayerId) -> Option<&mut Record> {
        self.players.get_mut(player)
    }

    /// Whose answers to the current phase are in.
    pub(super) fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Lie { lies, .. } => lies.iter().filter_map(|lie| lie.player.as_ref()).collect(),
            Stage::Guess { table, .. } => table.guesses.iter().map(|guess| &guess.player).collect(),
            _ => BTreeSet::new(),
        }
    }

    pub(super) fn has_answered(&self, player: &PlayerId) -> bool {
        match &self.stage {
            Stage::Lie { lies, .. } => lies.iter().any(|lie| lie.player.as_ref() == Some(player)),
            Stage::Guess { table, .. } => table.guess_of(player).is_some(),
            _ => false,
        }
    }

    /// The options, from the guesses on until the next question.
    pub(super) fn table(&self) -> Option<&Table> {
        match &self.stage {
            Stage::Guess { table, .. }
            | Stage::Reveal { table, .. }
            | Stage::Scores { table, .. }
            | Stage::Scoreboard { table, .. } => Some(table),
            Stage::Question | Stage::Lie { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// The id of the option at this place. The same place has another id at every question, so
    /// that a late tap cannot answer the wrong one.
    pub(super) fn option_id(&self, place: usize) -> String {
        format!("{}.{}.{}", self.round, self.question, place + 1)
    }

    /// Forgets who has left the table. What was published about them stays as it was.
    pub(super) fn forget_the_removed(&mut self, seats: &[Seat]) {
        let seated: BTreeSet<&PlayerId> = seats.iter().map(|seat| &seat.player_id).collect();
        self.players.retain(|player, _| seated.contains(player));
        self.offers.retain(|player, _| seated.contains(player));
        match &mut self.stage {
            Stage::Lie { lies, .. } => {
                for lie in lies {
                    lie.player.take_if(|player| !seated.contains(player));
                }
            }
            Stage::Guess { table, .. } | Stage::Reveal { table, .. } => {
                table.guesses.retain(|guess| seated.contains(&guess.player));
                for choice in &mut table.choices {
                    choice.authors.retain(|author| seated.contains(&author.player));
                }
            }
            _ => {}
        }
    }
}

impl Stage {
    /// The contract's name of the phase.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Question => "question",
            Self::Lie { .. } => "lie",
            Self::Guess { .. } => "guess",
            Self::Reveal { .. } => "reveal",
            Self::Scores { .. } => "scores",
            Self::Scoreboard { .. } => "scoreboard",
            Self::GameOver { .. } => "game_over",
        }
    }
}

impl Table {
    pub(super) fn guess_of(&self, player: &PlayerId) -> Option<usize> {
        self.guesses.iter().find(|guess| guess.player == *player).map(|guess| guess.choice)
    }
}

impl Choice {
    pub(super) fn new(text: String, kind: Kind) -> Self {
        Self { text, kind, authors: Vec::new(), outcome: None }
    }

    pub(super) fn author(&self, player: &PlayerId) -> Option<&Author> {
        self.authors.iter().find(|author| author.player == *player)
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
