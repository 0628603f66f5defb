//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

mod highlight;
mod reveal;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use wpp_cartridge_kit::{
    answers::{Answers, OptionView},
    awards::AwardView,
    bluff::{Ballot, Lie, Suggestions},
    questions::{Deck, OptionIds, Pile},
    ranking::Scored,
    reactions::{Reactable, ReactionRecord, Spotlight},
    scoreboard::Ranked,
    settings::CommonSettings as _,
};
use wpp_game::{content::Question, driver::Seat, ids::PlayerId};

pub(super) use self::highlight::Highlights;
use crate::contract::{config::Config, phase_data::Delta, reject_reason::RejectReason};

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
pub(super) struct Record {
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
    Lie {
        lies: Vec<Lie>,
        waiting: Vec<PlayerId>,
    },
    Guess {
        #[serde(rename = "table")]
        ballot: Ballot,
        waiting: Vec<PlayerId>,
    },
    Reveal {
        #[serde(rename = "table")]
        ballot: Ballot,
        /// Indices of hidden choices, grouped by step, the next step last.
        to_come: Vec<Vec<usize>>,
    },
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

    pub(super) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Checks that `player` plays the current question and has not answered in this phase.
    pub(super) fn check_can_answer(&self, player: &PlayerId) -> Result<(), RejectReason> {
        if !self.plays(player) {
            return Err(RejectReason::NextQuestion);
        }
        if self.answered().contains(player) {
            return Err(RejectReason::AlreadySubmitted);
        }
        Ok(())
    }

    /// Returns the options and guesses, from `guess` until the next question.
    pub(super) fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Guess { ballot, .. }
            | Stage::Reveal { ballot, .. }
            | Stage::Scores { ballot, .. }
            | Stage::Scoreboard { ballot, .. } => Some(ballot),
            Stage::Question | Stage::Lie { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// Takes the options and guesses for the next phase.
    pub(super) fn take_ballot(&mut self) -> Ballot {
        match &mut self.stage {
            Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } | Stage::Scores { ballot, .. } => {
                std::mem::take(ballot)
            }
            _ => Ballot::default(),
        }
    }

    /// Returns the suggestions that the player received for the current question.
    pub(super) fn suggestions_for(&self, player: &PlayerId) -> Option<Vec<String>> {
        self.suggestions.of(player, &self.current.decoys)
    }

    pub(super) fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question }
    }

    /// Returns the options; empty before `guess`.
    pub(super) fn options(&self) -> Vec<OptionView> {
        self.ballot().map(|ballot| self.option_ids().views(ballot.texts())).unwrap_or_default()
    }

    /// Removes the answers of people who left. Published outcomes remain unchanged.
    pub(super) fn remove_absent(&mut self, seats: &[Seat]) {
        let seated: BTreeSet<&PlayerId> = seats.iter().map(|seat| &seat.player_id).collect();
        self.players.retain(|player, _| seated.contains(player));
        self.suggestions.keep_only(&seated);
        match &mut self.stage {
            Stage::Lie { lies, .. } => {
                for lie in lies {
                    lie.player.take_if(|player| !seated.contains(player));
                }
            }
            Stage::Guess { ballot, .. } | Stage::Reveal { ballot, .. } => ballot.keep_only(&seated),
            _ => {}
        }
    }
}

impl Answers for State {
    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player)
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        match &self.stage {
            Stage::Lie { lies, .. } => lies.iter().filter_map(|lie| lie.player.as_ref()).collect(),
            Stage::Guess { ballot, .. } => ballot.guesses.iter().map(|guess| &guess.player).collect(),
            _ => BTreeSet::new(),
        }
    }

    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>> {
        match &mut self.stage {
            Stage::Lie { waiting, .. } | Stage::Guess { waiting, .. } => Some(waiting),
            _ => None,
        }
    }

    fn ends_when_all_answered(&self) -> bool {
        self.config.ends_when_all_answered()
    }

    fn waits_for_moderator(&self) -> bool {
        matches!(&self.stage, Stage::Lie { lies, .. } if lies.iter().any(|lie| lie.text.is_waiting()))
    }
}

impl Reactable for State {
    fn accepts_reactions(&self) -> bool {
        matches!(self.stage, Stage::Guess { .. } | Stage::Reveal { .. })
    }

    fn reactions_of(&self, player: &PlayerId) -> Option<&ReactionRecord> {
        self.players.get(player).map(|record| &record.reactions)
    }

    fn reactions_of_mut(&mut self, player: &PlayerId) -> Option<&mut ReactionRecord> {
        self.players.get_mut(player).map(|record| &mut record.reactions)
    }

    fn latecomer_reactions(&self) -> &BTreeMap<PlayerId, u32> {
        &self.latecomer_reactions
    }

    fn latecomer_reactions_mut(&mut self) -> &mut BTreeMap<PlayerId, u32> {
        &mut self.latecomer_reactions
    }

    /// Returns the authors of the lies that the last step revealed.
    fn spotlight(&self) -> Vec<Spotlight> {
        let Stage::Reveal { ballot, .. } = &self.stage else { return Vec::new() };
        let shown = ballot.revealed.iter().rev().take(ballot.together);
        let choices = shown.filter_map(|at| ballot.choices.get(*at));
        let authors = choices.flat_map(|choice| choice.authors.iter().map(move |author| (author, &choice.text)));
        authors.map(|(author, lie)| Spotlight { player: author.player.clone(), text: lie.clone() }).collect()
    }
}

impl AsRef<ReactionRecord> for Record {
    fn as_ref(&self) -> &ReactionRecord {
        &self.reactions
    }
}

impl Scored for Record {
    fn score(&self) -> i64 {
        self.score
    }

    fn gain(&self) -> i64 {
        self.gain
    }

    fn earn(&mut self, points: i64) {
        self.score = self.score.saturating_add(points);
        self.gain = self.gain.saturating_add(points);
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
