//! Checks of the scores: they follow from what was revealed.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use super::{
    EventRecord, Operation,
    checker::{SessionHistory, Verdict},
};
use crate::loadtest::{
    checks::{
        rules::Rules,
        score_oracle::{self, ScoreOracle},
    },
    messages::Choice,
};

/// The revealed questions of a session. After a loss of the store a question can be revealed again; the last time
/// counts.
#[derive(Debug, Default)]
pub(super) struct Revealed<'a> {
    questions: BTreeMap<score_oracle::Question, Question<'a>>,
    /// Whether the store lost a part of the game.
    has_losses: bool,
    end: Option<&'a EventRecord>,
}

/// A question with its reveal.
#[derive(Debug, Default)]
pub(super) struct Question<'a> {
    /// Time at which the first socket received the start of the lies.
    pub(super) lies_opened_us: i64,
    /// Time at which the first socket received the options.
    pub(super) options_shown_us: i64,
    options: BTreeSet<String>,
    shown: Option<&'a EventRecord>,
    /// The steps of the reveal by option, in order.
    steps: Vec<(String, Step, &'a EventRecord)>,
    scores: Option<&'a EventRecord>,
    scoreboard: Option<&'a EventRecord>,
}

#[derive(Debug, Deserialize)]
struct Step {
    option_id: String,
    authors: BTreeSet<String>,
    pickers: BTreeSet<String>,
    #[serde(default)]
    awarded: Vec<Award>,
}

#[derive(Debug, Deserialize)]
struct Award {
    player_id: String,
    points: i64,
    reason: String,
}

#[derive(Deserialize)]
struct Numbers {
    round: u32,
    question: u32,
}

#[derive(Deserialize)]
struct Options {
    options: Vec<Choice>,
}

pub(super) fn check(history: &SessionHistory, verdict: &mut Verdict) {
    let Some(session) = &history.session else {
        return verdict.unverified.push("the session has no first record".to_owned());
    };
    let revealed = Revealed::of(history);
    let Some(end) = revealed.end else {
        return verdict.unverified.push("the game has no end".to_owned());
    };
    if let Some((question, _)) = revealed.questions.iter().find(|(_, question)| !question.is_complete()) {
        return verdict.unverified.push(format!("no socket received the whole reveal of question {question:?}"));
    }
    let rules = Rules::of(&session.config);
    let mut oracle = ScoreOracle::new(rules.clone(), session.players.iter().cloned());
    for action in history.actions.iter().filter(|action| action.seq.is_some()) {
        if let Operation::Lie { question, suggested: true } = action.operation
            // After a loss the game may suggest other lies, and this text counts as the player's.
            && !(revealed.has_losses && revealed.has_full_points(question, &action.player, &rules))
        {
            oracle.takes_suggestion(question, &action.player);
        }
    }
    let mut feed = |event: &EventRecord| {
        let wrong = oracle.feed(&event.kind, &event.data.to_string());
        verdict.violations.extend(wrong);
    };
    for question in revealed.questions.values() {
        question.shown.into_iter().for_each(&mut feed);
        question.steps.iter().for_each(|(_, _, event)| feed(event));
        // A scoreboard that nobody received is no violation.
        question.scores.into_iter().chain(question.scoreboard).for_each(&mut feed);
    }
    feed(end);
}

impl<'a> Revealed<'a> {
    pub(super) fn of(history: &'a SessionHistory) -> Self {
        let mut revealed = Self { has_losses: !history.losses.is_empty(), ..Self::default() };
        let starts = history.first_questions();
        let (mut current, mut epoch) = ((0, 0), None);
        for event in history.course() {
            if let Some(before) = epoch.replace(&event.epoch)
                && *before != event.epoch
            {
                revealed.has_losses = true;
                current = starts.get(event.epoch.as_str()).copied().unwrap_or(current);
            }
            revealed.read(event, &mut current);
        }
        revealed
    }

    fn has_full_points(&self, question: score_oracle::Question, player: &str, rules: &Rules) -> bool {
        let steps = self.questions.get(&question).into_iter().flat_map(|question| &question.steps);
        steps.into_iter().any(|(_, step, _)| {
            let full = rules.fooled(question.0, step.pickers.len(), false);
            let is_full = |award: &Award| award.player_id == player && award.reason == "fooled" && award.points == full;
            step.awarded.iter().any(is_full)
        })
    }

    /// Returns a question whose reveal is complete.
    pub(super) fn complete(&self, question: score_oracle::Question) -> Option<&Question<'a>> {
        self.questions.get(&question).filter(|question| question.is_complete())
    }

    fn read(&mut self, event: &'a EventRecord, current: &mut score_oracle::Question) {
        if let "phase.question_shown" | "phase.lie_started" = event.kind.as_str()
            && let Ok(Numbers { round, question }) = Numbers::deserialize(&event.data)
        {
            *current = (round, question);
            self.questions.entry(*current).or_default();
        }
        if event.kind == "phase.game_over" {
            self.end = Some(event);
        }
        let Some(question) = self.questions.get_mut(current) else { return };
        match event.kind.as_str() {
            "phase.question_shown" => question.shown = Some(event),
            "phase.lie_started" => question.lies_opened_us = event.at_us,
            "phase.guess_started" => {
                let Ok(Options { options }) = Options::deserialize(&event.data) else { return };
                question.options = options.into_iter().map(|option| option.option_id).collect();
                question.options_shown_us = event.at_us;
                question.steps.clear();
            }
            "reveal.step" => {
                let Ok(step) = Step::deserialize(&event.data) else { return };
                question.steps.retain(|(option_id, ..)| *option_id != step.option_id);
                question.steps.push((step.option_id.clone(), step, event));
            }
            "phase.scores_calculated" => question.scores = Some(event),
            "phase.scoreboard" => question.scoreboard = Some(event),
            _ => {}
        }
    }
}

impl Question<'_> {
    fn is_complete(&self) -> bool {
        !self.options.is_empty() && self.steps.len() == self.options.len() && self.shown.is_some()
    }

    pub(super) fn has_author(&self, player: &str) -> bool {
        self.steps.iter().any(|(_, step, _)| step.authors.contains(player))
    }

    pub(super) fn has_picker(&self, option_id: &str, player: &str) -> bool {
        self.steps.iter().any(|(id, step, _)| id == option_id && step.pickers.contains(player))
    }

    /// Returns whether a player picked any option.
    pub(super) fn has_guess(&self, player: &str) -> bool {
        self.steps.iter().any(|(_, step, _)| step.pickers.contains(player))
    }
}
