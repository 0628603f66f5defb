//! The stored state of a game. Every commit writes the whole state, so it contains nothing twice.

use std::collections::{BTreeMap, BTreeSet};

use wpp_cartridge_kit::{prelude::*, scoreboard::Ranked};
use wpp_game::driver::REMOVED;

use super::{config::Config, contract::AnswerResult};

/// Votes of one person in the final round.
const FINAL_VOTES: usize = 3;

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
    /// The players' votes, in the order of arrival.
    pub votes: Vec<Vote>,
    /// The audience's votes for each answer, once somebody voted.
    pub audience: Vec<u32>,
}

/// An answer to a prompt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Answer {
    pub player: PlayerId,
    pub text: FreeText,
}

/// A vote: an index into the answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Vote {
    pub voter: PlayerId,
    pub option: usize,
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

impl Quote {
    /// Keeps the answer with the most votes, the first of equal ones. A removed text is no quote.
    pub fn keep_largest(kept: &mut Option<Self>, text: &str, votes: u32) {
        if text != REMOVED && votes > kept.as_ref().map_or(0, |quote| quote.votes) {
            *kept = Some(Self { text: text.to_owned(), votes });
        }
    }
}

/// The current phase and its data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stage {
    Write { waiting: Vec<PlayerId> },
    Vote { waiting: Vec<PlayerId> },
    Result { results: Vec<AnswerResult> },
    Scoreboard { ranking: Vec<Ranked> },
    GameOver { ranking: Vec<Ranked>, awards: Vec<AwardView> },
}

impl State {
    /// Creates the state before the first round.
    pub(super) fn new(config: Config, deck: Vec<String>) -> Self {
        let stage = Stage::Write { waiting: Vec::new() };
        let (prompts, players) = Default::default();
        Self { config, deck, round: 0, prompts, current: 0, players, stage }
    }

    pub(super) fn is_final_round(&self) -> bool {
        self.round == self.config.all_rounds()
    }

    /// Returns the number of the prompt that is voted on, from 1; the number of prompts while writing.
    pub(super) fn question(&self) -> u32 {
        u32::try_from(self.current + 1).unwrap_or(u32::MAX)
    }

    pub(super) fn question_count(&self) -> u32 {
        u32::try_from(self.prompts.len()).unwrap_or(u32::MAX)
    }

    /// Returns the id of a prompt of this round.
    pub(super) fn prompt_id(&self, index: usize) -> String {
        format!("{}.{}", self.round, index + 1)
    }

    /// Returns the prompt that is voted on.
    pub(super) fn prompt(&self) -> Option<&Prompt> {
        self.prompts.get(self.current)
    }

    /// Returns the maximum number of votes of one person.
    pub(super) fn votes_each(&self) -> usize {
        if self.is_final_round() { FINAL_VOTES } else { 1 }
    }

    /// Returns how many votes `person` has for the current prompt. Authors vote in the final round only.
    pub(super) fn votes_of(&self, person: &PlayerId) -> usize {
        let Some(prompt) = self.prompt() else { return 0 };
        let own = prompt.answers.iter().filter(|answer| answer.player == *person).count();
        if own > 0 && !self.is_final_round() {
            return 0;
        }
        self.votes_each().min(prompt.answers.len() - own)
    }

    /// Returns the texts that nobody but their authors may read now: all answers while everybody writes,
    /// and those to later prompts while everybody votes. A text that is public already is no secret.
    pub(super) fn secrets(&self) -> Vec<Secret> {
        let shown = match self.stage {
            Stage::Write { .. } => 0,
            Stage::Vote { .. } | Stage::Result { .. } => self.current + 1,
            Stage::Scoreboard { .. } | Stage::GameOver { .. } => return Vec::new(),
        };
        let (public, hidden) = self.prompts.split_at(shown.min(self.prompts.len()));
        let is_public =
            |text: &str| public.iter().flat_map(|prompt| &prompt.answers).any(|known| known.text.original() == text);
        let answers =
            hidden.iter().flat_map(|prompt| &prompt.answers).filter(|answer| !is_public(answer.text.original()));
        answers.map(|answer| Secret::known_to(&answer.player, answer.text.original())).collect()
    }

    /// Gives newcomers a record, and forgets people who left while everybody writes. Answers that are
    /// shown already stay.
    pub(super) fn follow_roster(&mut self, seats: &[Seat]) {
        let seated = self.forget_absent(seats);
        self.add_newcomers(seats);
        if let Stage::Write { .. } = self.stage {
            for prompt in &mut self.prompts {
                prompt.writers.retain(|player| seated.contains(player));
                prompt.answers.retain(|answer| seated.contains(&answer.player));
            }
        }
    }
}

impl Prompt {
    pub(super) fn has_answer_of(&self, player: &PlayerId) -> bool {
        self.answers.iter().any(|answer| answer.player == *player)
    }

    /// Returns the votes of a player.
    pub(super) fn votes_by<'a>(&'a self, player: &'a PlayerId) -> impl Iterator<Item = usize> + 'a {
        self.votes.iter().filter(move |vote| vote.voter == *player).map(|vote| vote.option)
    }

    /// Returns the audience's votes for an answer.
    pub(super) fn audience_votes(&self, option: usize) -> u32 {
        self.audience.get(option).copied().unwrap_or(0)
    }
}

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question() }
    }

    fn plays(&self, player: &PlayerId) -> bool {
        match self.stage {
            Stage::Write { .. } => self.prompts.iter().any(|prompt| prompt.writers.contains(player)),
            Stage::Vote { .. } => self.players.contains_key(player) && self.votes_of(player) > 0,
            _ => false,
        }
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        let is_done = |player: &&PlayerId| match self.stage {
            Stage::Write { .. } => {
                let mut own = self.prompts.iter().filter(|prompt| prompt.writers.contains(player)).peekable();
                own.peek().is_some() && own.all(|prompt| prompt.has_answer_of(player))
            }
            Stage::Vote { .. } => {
                let votes = self.votes_of(player);
                votes > 0 && self.prompt().is_some_and(|prompt| prompt.votes_by(player).count() == votes)
            }
            _ => false,
        };
        self.players.keys().filter(is_done).collect()
    }

    fn waiting_mut(&mut self) -> Option<&mut Vec<PlayerId>> {
        match &mut self.stage {
            Stage::Write { waiting } | Stage::Vote { waiting } => Some(waiting),
            _ => None,
        }
    }

    fn ends_when_all_answered(&self) -> bool {
        self.config.ends_when_all_answered()
    }

    fn waits_for_moderator(&self) -> bool {
        let mut answers = self.prompts.iter().flat_map(|prompt| &prompt.answers);
        matches!(self.stage, Stage::Write { .. }) && answers.any(|answer| answer.text.is_waiting())
    }
}

wpp_cartridge_kit::players!(State, Record);
