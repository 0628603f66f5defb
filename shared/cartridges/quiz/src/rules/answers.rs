//! The players who must answer, the question of each, and the time for it.

use wpp_cartridge_kit::{
    kinds::{Answering, Ballot},
    prelude::*,
    reactions::{Reactable, Spotlight},
};

use super::spotlight;
use crate::{
    contract::Pace,
    state::{Stage, State},
};

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds { round: self.round, question: self.question }
    }

    fn has_answered(&self, player: &PlayerId) -> bool {
        matches!(&self.stage, Stage::Answer(Answering { ballot, .. }) if ballot.answer_of(player).is_some())
    }

    fn plays(&self, player: &PlayerId) -> bool {
        self.players.contains_key(player) && self.teams.as_ref().is_none_or(|teams| teams.may_answer(player))
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
        let Stage::Solution { ballot, solution, spotlight } = &self.stage else { return Vec::new() };
        let text = |player: &PlayerId| spotlight::quote(&self.current, ballot, solution, player);
        spotlight.iter().map(|player| Spotlight { player: player.clone(), text: text(player) }).collect()
    }

    fn question_number(&self) -> Option<u32> {
        u32::try_from(self.asked.len() + 1).ok()
    }
}

impl State {
    pub(crate) fn multiplier(&self) -> u32 {
        self.config.multiplier(self.round)
    }

    /// Returns the prompt of a question, by its number in the game.
    pub(crate) fn prompt(&self, number: u32) -> Option<&str> {
        let at = usize::try_from(number.checked_sub(1)?).ok()?;
        self.asked.iter().chain([&self.current.prompt]).nth(at).map(String::as_str)
    }

    /// Returns the milliseconds for answering the current question; `None` without a clock.
    pub(crate) fn answer_limit(&self) -> Option<u64> {
        self.config.answer_limit(self.current.time_limit_s)
    }

    /// Returns whether answers to the current question earn points.
    pub(crate) fn has_points(&self) -> bool {
        self.current.points > 0 && !self.current.kind.is_opinion()
    }

    /// Returns whether the host ends this phase.
    pub(crate) fn waits_for_host(&self) -> bool {
        self.config.pace == Pace::Host && matches!(self.stage, Stage::Answer { .. } | Stage::Solution { .. })
    }

    /// Returns the options and answers, during `answer` and `solution`.
    pub(crate) fn ballot(&self) -> Option<&Ballot> {
        match &self.stage {
            Stage::Answer(Answering { ballot, .. }) | Stage::Solution { ballot, .. } => Some(ballot),
            Stage::Question | Stage::Scoreboard { .. } | Stage::GameOver { .. } => None,
        }
    }

    /// Returns the options; empty outside `answer` and `solution`.
    pub(crate) fn options(&self) -> Vec<OptionView> {
        self.ballot().map(|ballot| self.option_ids().views(&ballot.options)).unwrap_or_default()
    }
}
