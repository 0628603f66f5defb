//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

pub(crate) mod spotlight;
mod teams;

use std::collections::{BTreeMap, BTreeSet};

use wpp_cartridge_kit::{
    highlight::Highlight,
    kinds::Ballot,
    prelude::*,
    questions::{Deck, Pile},
    reactions::{Reactable, ReactionRecord, Spotlight},
    teams::{RankedTeam, TeamTable},
};

use super::contract::{Config, Pace, Ranked, Solution};

/// A game of Quiz.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub(super) config: Config,
    pub(super) current: Question,
    /// The questions to come, the next one last.
    pub(super) deck: Pile,
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
        /// Whom reactions are for.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        spotlight: Vec<PlayerId>,
    },
    Scoreboard {
        ranking: Vec<Ranked>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        teams: Vec<RankedTeam>,
    },
    GameOver {
        ranking: Vec<Ranked>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        teams: Vec<RankedTeam>,
        awards: Vec<AwardView>,
    },
}

impl State {
    /// Creates the state before the first question, when nobody plays yet.
    pub(super) fn new(config: Config, deck: Deck, now: Timestamp) -> Self {
        let Deck { first: current, rest: deck } = deck;
        let (round, question, stage) = (1, 1, Stage::Question);
        let (asked, players, latecomer_reactions) = Default::default();
        let (teams, entered_at) = (config.team_rules().map(TeamTable::new), now);
        Self { config, current, deck, asked, round, question, players, latecomer_reactions, teams, entered_at, stage }
    }

    pub(super) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Returns the prompt of a question, by its number in the game.
    pub(super) fn prompt(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        self.asked.iter().chain([&self.current.prompt]).nth(at).map(String::as_str)
    }

    /// Returns the milliseconds for answering the current question; `None` without a clock.
    pub(super) fn answer_limit(&self) -> Option<u64> {
        self.config.answer_limit(self.current.time_limit_s)
    }

    /// Returns whether answers to the current question earn points.
    pub(super) fn has_points(&self) -> bool {
        self.current.points > 0 && !self.current.kind.is_opinion()
    }

    /// Returns whether the host ends this phase.
    pub(super) fn waits_for_host(&self) -> bool {
        self.config.pace == Pace::Host && matches!(self.stage, Stage::Answer { .. } | Stage::Solution { .. })
    }

    /// Returns the options and answers, during `answer` and `solution`.
    pub(super) fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Answer { ballot, .. } | Stage::Solution { ballot, .. } => Some(ballot),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// Returns the options; empty outside `answer` and `solution`.
    pub(super) fn options(&self) -> Vec<OptionView> {
        self.ballot().map(|ballot| self.option_ids().views(&ballot.options)).unwrap_or_default()
    }

    /// Returns the texts that nobody may read now: answers of later questions, the current answer until
    /// the options appear (until the solution if people type it), its explanation and source until the
    /// solution, and every other spelling. A typed answer is known to its author until the solution.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let current = &self.current;
        let is_typed = current.kind == QuestionKind::Typed;
        let deck: Vec<Question> = self.deck.iter().collect();
        let mut texts: Vec<&String> = deck.iter().flat_map(answers).collect();
        texts.extend(deck.iter().flat_map(|question| &question.aliases));
        let (before_options, before_solution) = match self.stage {
            Stage::Question => (true, true),
            Stage::Answer { .. } => (false, true),
            Stage::Solution { .. } | Stage::Scoreboard { .. } | Stage::GameOver { .. } => (false, false),
        };
        let has_options = self.ballot().is_some_and(|ballot| !ballot.options.is_empty());
        if before_options || (before_solution && !has_options) {
            texts.extend(answers(current));
        }
        if before_solution {
            texts.extend(current.explanation.iter().chain(&current.source));
        }
        // Somebody may have typed the other spelling that the solution shows.
        if before_solution || !is_typed {
            texts.extend(&current.aliases);
        }
        let mut secrets: Vec<Secret> = texts.into_iter().map(|text| Secret::from_everybody(text)).collect();
        if let Stage::Answer { ballot, .. } = &self.stage {
            secrets.extend(ballot.texts_of_one_player().map(|(player, text)| Secret::known_to(player, text)));
        }
        secrets
    }

    /// Removes the answers of people who left. Published solutions remain unchanged.
    pub(super) fn remove_absent(&mut self, seats: &[Seat]) {
        let seated = self.forget_absent(seats);
        if let Stage::Answer { ballot, .. } = &mut self.stage {
            ballot.answers.retain(|answer| seated.contains(&answer.player));
        }
    }
}

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question }
    }

    fn has_answered(&self, player: &PlayerId) -> bool {
        matches!(&self.stage, Stage::Answer { ballot, .. } if ballot.answer_of(player).is_some())
    }

    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player) && self.teams.as_ref().is_none_or(|teams| teams.may_answer(player))
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
        // Without a clock, the host may leave the phase to the players.
        self.config.pace == Pace::Host || self.config.ends_when_all_answered()
    }
}

impl Reactable for State {
    fn accepts_reactions(&self) -> bool {
        matches!(self.stage, Stage::Answer { .. } | Stage::Solution { .. })
    }

    fn spotlight(&self) -> Vec<Spotlight> {
        let Stage::Solution { ballot, spotlight, .. } = &self.stage else { return Vec::new() };
        let text = |player: &PlayerId| spotlight::quote(&self.current, ballot, player);
        spotlight.iter().map(|player| Spotlight { player: player.clone(), text: text(player) }).collect()
    }

    fn question_number(&self) -> Option<u32> {
        u32::try_from(self.asked.len() + 1).ok()
    }
}

wpp_cartridge_kit::players!(State, Record, reactions);

/// Returns the answers of a question. `true` and `false` are no secrets as words.
fn answers(question: &Question) -> impl Iterator<Item = &String> {
    let texts = std::iter::once(&question.answer).chain(&question.more_answers);
    texts.filter(|text| question.kind != QuestionKind::TrueFalse && !text.is_empty())
}
