//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

mod bluff;
mod highlight;

use std::collections::{BTreeMap, BTreeSet};

use wpp_cartridge_kit::{
    bluff::{Ballot, Bluffs as _, Guessing, Revealing, Suggestions, Writing},
    prelude::*,
    questions::{Deck, Pile},
    reactions::{Reactable, ReactionRecord, Spotlight},
    scoreboard::Ranked,
};

pub(super) use self::highlight::Highlights;
use crate::contract::{Config, Delta};

/// A game of Fib.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    pub(super) current: Question,
    pub(super) deck: Pile,
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
pub(super) enum Stage {
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
    GameOver {
        ranking: Vec<Ranked>,
        awards: Vec<AwardView>,
    },
}

impl State {
    /// Creates the state before the first question, when nobody plays yet.
    pub(super) fn new(config: Config, deck: Deck) -> Self {
        let Deck { first: current, rest: deck } = deck;
        let (players, latecomer_reactions, suggestions) = Default::default();
        let (round, question, stage) = (1, 1, Stage::Question);
        Self { config, current, deck, round, question, players, latecomer_reactions, suggestions, stage }
    }

    /// Takes the options and guesses for the next phase.
    pub(super) fn take_ballot(&mut self) -> Ballot {
        match &mut self.stage {
            Stage::Guess(Guessing { ballot, .. })
            | Stage::Reveal(Revealing { ballot, .. })
            | Stage::Scores { ballot, .. } => std::mem::take(ballot),
            _ => Ballot::default(),
        }
    }

    /// Returns the suggestions that the player received for the current question.
    pub(super) fn suggestions_for(&self, player: &PlayerId) -> Option<Vec<String>> {
        self.suggestions.of(player, &self.current.decoys)
    }

    /// Removes the answers of people who left. Published outcomes remain unchanged.
    pub(super) fn remove_absent(&mut self, seats: &[Seat]) {
        let seated = self.forget_absent(seats);
        self.suggestions.keep_only(&seated);
        self.keep_only(&seated);
    }
}

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question }
    }

    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Lie(writing) => writing.answered(),
            Stage::Guess(Guessing { ballot, .. }) => ballot.answered(),
            _ => BTreeSet::new(),
        }
    }

    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>> {
        match &mut self.stage {
            Stage::Lie(Writing { waiting, .. }) | Stage::Guess(Guessing { waiting, .. }) => Some(waiting),
            _ => None,
        }
    }

    fn ends_when_all_answered(&self) -> bool {
        self.config.ends_when_all_answered()
    }

    fn waits_for_moderator(&self) -> bool {
        matches!(&self.stage, Stage::Lie(writing) if writing.waits_for_moderator())
    }
}

impl Reactable for State {
    fn accepts_reactions(&self) -> bool {
        matches!(self.stage, Stage::Guess(_) | Stage::Reveal(_))
    }

    /// Returns the authors of the lies that the last step revealed.
    fn spotlight(&self) -> Vec<Spotlight> {
        if let Stage::Reveal(revealing) = &self.stage { revealing.spotlight() } else { Vec::new() }
    }
}

wpp_cartridge_kit::players!(State, Record, reactions);
