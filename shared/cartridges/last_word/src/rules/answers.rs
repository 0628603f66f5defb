//! The players who must answer or vote, and those who have.

use std::collections::BTreeSet;

use wpp_cartridge_kit::{
    prelude::*,
    votes::{Poll, Polls, Votes},
};

use crate::{
    LastWord,
    state::{Answer, Prompt, Stage, State},
};

/// Votes of one player in the final round.
const FINAL_VOTES: usize = 3;

impl Answers for State {
    fn option_ids(&self) -> OptionIds {
        OptionIds::at(self.round, self.current)
    }

    fn plays(&self, player: &PlayerId) -> bool {
        match self.poll() {
            Some(poll) => self.players.contains_key(player) && poll.votes_of(player) > 0,
            None => matches!(self.stage, Stage::Write(_)) && self.prompts_of(player).next().is_some(),
        }
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        let poll = self.poll();
        let is_done = |player: &&PlayerId| match &poll {
            Some(poll) => poll.has_voted(player),
            None => self.plays(player) && self.prompts_of(player).all(|(_, prompt)| prompt.answer_of(player).is_some()),
        };
        self.players.keys().filter(is_done).collect()
    }

    fn waits_for_moderator(&self) -> bool {
        let mut answers = self.prompts.iter().flat_map(|prompt| &prompt.answers);
        matches!(self.stage, Stage::Write(_)) && answers.any(|answer| answer.text.is_waiting())
    }
}

/// Authors vote in the final round only.
impl Polls for State {
    fn poll(&self) -> Option<Poll<'_>> {
        let prompt = self.prompt().filter(|_| matches!(self.stage, Stage::Vote(_)))?;
        let authors = prompt.answers.iter().map(|answer| &answer.player).collect();
        let authors_vote = LastWord::is_final_round(self);
        let votes_each = if authors_vote { FINAL_VOTES } else { 1 };
        Some(Poll { ids: self.option_ids(), authors, votes: &prompt.votes, votes_each, authors_vote })
    }

    fn votes_mut(&mut self) -> Option<&mut Votes> {
        self.prompts.get_mut(self.current).map(|prompt| &mut prompt.votes)
    }
}

impl State {
    /// Returns the prompts that a player answers in this round, with their indices.
    pub(crate) fn prompts_of(&self, player: &PlayerId) -> impl Iterator<Item = (usize, &Prompt)> {
        self.prompts.iter().enumerate().filter(|(_, prompt)| prompt.writers.contains(player))
    }

    /// Returns the prompt that is voted on.
    pub(crate) fn prompt(&self) -> Option<&Prompt> {
        self.prompts.get(self.current)
    }

    /// Returns the number of prompts whose answers everybody has seen or sees.
    pub(crate) fn shown_prompts(&self) -> usize {
        if let Stage::Write(_) = self.stage { 0 } else { self.prompts.len().min(self.current + 1) }
    }
}

impl Prompt {
    pub(crate) fn answer_of(&self, player: &PlayerId) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.player == *player)
    }
}
