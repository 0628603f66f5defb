//! What a bot does and when. The policy knows no socket: events and times go in, actions come out.

use std::{collections::BTreeSet, time::Duration};

use rand::{RngExt, SeedableRng, seq::IndexedRandom};
use rand_chacha::ChaCha8Rng;
use serde::Deserialize;
use tokio::time::Instant;

use super::{
    checks::score_oracle::Question,
    messages::{Answered, Choice, Head, Snapshot, Started},
    options::Options,
    words,
};

/// Upper bound of a bot's reactions during one question; the game allows a few more.
const REACTIONS: u32 = 25;

/// Upper bound of the time for which a silent bot makes the others wait.
const PATIENCE_MS: u64 = 10_000;

/// Behaviour of a bot.
#[derive(Debug, Clone, Copy)]
pub struct BotTraits {
    sleeps: bool,
    reconnects: bool,
    reactions_per_s: f64,
    think_ms: u64,
}

/// An action of a bot.
#[derive(Debug, Clone, PartialEq)]
pub enum BotAction {
    /// Sends a message.
    Send(Message),
    /// Closes the socket and returns after this time.
    Sleep(Duration),
    /// Loses the connection.
    Drop,
}

/// A message of a bot.
#[derive(Debug, Clone, PartialEq)]
pub enum Message {
    /// A lie.
    Lie {
        /// The question.
        question: Question,
        /// The text of the lie.
        text: String,
        /// Whether the game suggested the text.
        suggested: bool,
    },
    /// A request for suggested lies.
    Suggest,
    /// A guess.
    Guess {
        /// The question.
        question: Question,
        /// The chosen option.
        option_id: String,
    },
    /// A reaction.
    React {
        /// The emoji.
        emoji: String,
    },
}

/// The part of the game that matters for a bot's next action.
#[derive(Debug, Clone)]
enum Stage {
    Wait,
    Lie { question: Question, offered: Vec<String> },
    Guess { question: Question, options: Vec<Choice> },
    Reveal,
}

/// The decisions of one bot.
#[derive(Debug)]
pub struct BotPolicy {
    me: String,
    traits: BotTraits,
    rng: ChaCha8Rng,
    /// Seed that all bots of a session share, so that some of their lies are nearly equal.
    theme: u64,
    stage: Stage,
    answered: bool,
    wrote: Option<String>,
    refused: BTreeSet<String>,
    emoji: Vec<String>,
    reactions: u32,
    answer_at: Option<Instant>,
    react_at: Option<Instant>,
    leave_at: Option<Instant>,
}

impl BotTraits {
    /// Draws the traits of a bot.
    fn draw(options: &Options, rng: &mut ChaCha8Rng) -> Self {
        Self {
            sleeps: rng.random_bool(options.sleeper_share()),
            reconnects: rng.random_bool(options.reconnector_share()),
            reactions_per_s: options.reaction_rate(),
            think_ms: options.think_ms.max(1),
        }
    }
}

impl BotPolicy {
    /// Creates the policy of player `number` in session number `session`.
    #[must_use]
    pub fn new(options: &Options, session: u64, number: u64, me: String) -> Self {
        let mut rng = ChaCha8Rng::seed_from_u64(options.seed);
        rng.set_stream(session << 16 | number);
        Self {
            me,
            traits: BotTraits::draw(options, &mut rng),
            rng,
            theme: options.seed ^ session,
            stage: Stage::Wait,
            answered: false,
            wrote: None,
            refused: BTreeSet::new(),
            emoji: Vec::new(),
            reactions: 0,
            answer_at: None,
            react_at: None,
            leave_at: None,
        }
    }

    /// Returns the time of the next planned action.
    #[must_use]
    pub fn wakes_at(&self) -> Option<Instant> {
        [self.answer_at, self.react_at, self.leave_at].into_iter().flatten().min()
    }

    /// Handles an event of the stream.
    pub fn event(&mut self, head: &Head<'_>, now: Instant) {
        match head.kind {
            "phase.question_shown" => {
                self.reactions = 0;
                if let Some(Shown { emoji }) = head.data() {
                    self.emoji = emoji;
                }
                self.enter(Stage::Wait, None, now);
            }
            "phase.lie_started" => {
                let Some(Started { round, question, remaining_ms, .. }) = head.data() else { return };
                self.enter(Stage::Lie { question: (round, question), offered: Vec::new() }, remaining_ms, now);
            }
            "phase.guess_started" => {
                let Some(Started { round, question, remaining_ms, options, .. }) = head.data() else { return };
                // The contract does not guarantee round and question here; the question of the lie applies
                // then.
                let question = if round == 0 { self.question() } else { (round, question) };
                self.enter(Stage::Guess { question, options }, remaining_ms, now);
            }
            "reveal.step" if !matches!(self.stage, Stage::Reveal) => self.enter(Stage::Reveal, None, now),
            "phase.scores_calculated" | "phase.game_over" => self.enter(Stage::Wait, None, now),
            _ => {}
        }
    }

    /// Handles a snapshot, which replaces all earlier events.
    pub fn snapshot(&mut self, snapshot: &Snapshot, now: Instant) {
        let Some(phase) = &snapshot.phase else { return };
        let question = (phase.round, phase.question);
        let stage = match phase.name.as_str() {
            "lie" => Stage::Lie { question, offered: Vec::new() },
            "guess" => {
                let options = snapshot.view.as_ref().map(|view| view.options.clone()).unwrap_or_default();
                Stage::Guess { question, options }
            }
            "reveal" => Stage::Reveal,
            _ => Stage::Wait,
        };
        self.enter(stage, phase.remaining_ms, now);
        self.answered = snapshot.players.iter().any(|player| player.player_id == self.me && player.answered);
        if self.answered {
            self.answer_at = None;
        }
    }

    /// Records that the bot offers an answer to the current phase again, because the server may have lost it.
    pub fn offers_again(&mut self, answer: &Message) {
        if let Message::Lie { text, .. } = answer {
            self.wrote = Some(text.clone());
        }
        self.answered = true;
        self.answer_at = None;
    }

    /// Handles the answer to a message of this bot.
    pub fn answer(&mut self, message: &Message, answer: Answered, now: Instant) {
        let soon = now + Duration::from_millis(self.rng.random_range(1..=self.traits.think_ms.min(300)));
        match (answer.code.as_deref(), message) {
            (None, Message::Suggest) => {
                if let Stage::Lie { offered, .. } = &mut self.stage {
                    *offered = answer.suggestions;
                    self.answer_at = Some(soon);
                }
            }
            (Some("too_close_to_truth" | "invalid_input"), Message::Lie { .. }) => self.retry(soon),
            (Some("own_lie" | "invalid_input"), Message::Guess { option_id, .. }) => {
                self.refused.insert(option_id.clone());
                self.retry(soon);
            }
            (
                Some("too_many_requests" | "unavailable"),
                Message::Lie { .. } | Message::Suggest | Message::Guess { .. },
            ) => {
                self.retry(now + Duration::from_secs(1));
            }
            _ => {}
        }
    }

    /// Returns the action that is due, if any.
    pub fn act(&mut self, now: Instant) -> Option<BotAction> {
        if self.leave_at.is_some_and(|at| at <= now) {
            self.leave_at = None;
            let away = Duration::from_millis(self.rng.random_range(200..2_500));
            return Some(if self.traits.sleeps { BotAction::Sleep(away) } else { BotAction::Drop });
        }
        if self.answer_at.is_some_and(|at| at <= now) {
            self.answer_at = None;
            return self.next_message().map(BotAction::Send);
        }
        if self.react_at.is_some_and(|at| at <= now) {
            self.plan_reaction(now);
            self.reactions += 1;
            let emoji = self.emoji.choose(&mut self.rng).cloned().unwrap_or_else(|| "😂".to_owned());
            return Some(BotAction::Send(Message::React { emoji }));
        }
        None
    }

    fn question(&self) -> Question {
        match self.stage {
            Stage::Lie { question, .. } | Stage::Guess { question, .. } => question,
            Stage::Wait | Stage::Reveal => (0, 0),
        }
    }

    /// Plans the actions of a new phase.
    fn enter(&mut self, stage: Stage, remaining_ms: Option<u64>, now: Instant) {
        let left = remaining_ms.unwrap_or(u64::MAX);
        (self.answer_at, self.react_at, self.leave_at) = (None, None, None);
        self.answered = false;
        self.refused.clear();
        if matches!(stage, Stage::Lie { .. }) {
            self.wrote = None;
        }
        self.stage = stage;
        if matches!(self.stage, Stage::Wait) {
            return;
        }
        let within = self.traits.think_ms.min(left.saturating_mul(7) / 10).max(1);
        let silent = left <= PATIENCE_MS && self.rng.random_bool(0.05);
        if !silent && !matches!(self.stage, Stage::Reveal) {
            self.answer_at = Some(now + Duration::from_millis(self.rng.random_range(0..within)));
        }
        if (self.traits.sleeps || self.traits.reconnects) && self.rng.random_bool(0.3) {
            self.leave_at = Some(now + Duration::from_millis(self.rng.random_range(0..within.saturating_mul(2))));
        }
        if !matches!(self.stage, Stage::Lie { .. }) {
            self.plan_reaction(now);
        }
    }

    /// Plans the next reaction at a random time, with the configured average rate.
    fn plan_reaction(&mut self, now: Instant) {
        self.react_at = None;
        if self.traits.reactions_per_s > 0.0 && self.reactions < REACTIONS {
            let wait = -f64::ln(1.0 - self.rng.random::<f64>()) / self.traits.reactions_per_s;
            self.react_at = Some(now + Duration::from_secs_f64(wait.min(3_600.0)));
        }
    }

    fn retry(&mut self, at: Instant) {
        self.answered = false;
        self.answer_at = Some(at);
    }

    fn next_message(&mut self) -> Option<Message> {
        if self.answered {
            return None;
        }
        match &self.stage {
            Stage::Lie { question, offered } => {
                if offered.is_empty() && self.wrote.is_none() && self.rng.random_bool(0.15) {
                    return Some(Message::Suggest);
                }
                let question = *question;
                let suggested = offered.choose(&mut self.rng).filter(|_| self.wrote.is_none()).cloned();
                let text = match &suggested {
                    Some(offer) => offer.clone(),
                    None if self.rng.random_bool(0.25) => words::near(self.theme, question, &mut self.rng),
                    None => words::lie(&mut self.rng),
                };
                self.wrote = Some(text.clone());
                self.answered = true;
                Some(Message::Lie { question, text, suggested: suggested.is_some() })
            }
            Stage::Guess { question, options } => {
                let is_mine = |choice: &Choice| self.wrote.as_deref() == Some(choice.text.as_str());
                let on_purpose = self.refused.is_empty() && self.rng.random_bool(0.05);
                let wanted: Vec<&Choice> = options
                    .iter()
                    .filter(|choice| !self.refused.contains(&choice.option_id) && is_mine(choice) == on_purpose)
                    .collect();
                let picked = wanted.choose(&mut self.rng).copied().or_else(|| options.choose(&mut self.rng))?;
                self.answered = true;
                Some(Message::Guess { question: *question, option_id: picked.option_id.clone() })
            }
            Stage::Wait | Stage::Reveal => None,
        }
    }
}

#[derive(Deserialize)]
struct Shown {
    #[serde(default)]
    emoji: Vec<String>,
}
