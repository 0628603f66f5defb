//! One player's reactions.

use serde::{Deserialize, Serialize};

use super::EMOJI;
use crate::{highlight::Highlight, is_default};

/// One player's reactions during a game.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct ReactionRecord {
    /// Reactions sent during the current question.
    #[serde(rename = "reactions", skip_serializing_if = "is_default")]
    sent_now: u32,
    /// Number of sent reactions for each of [`EMOJI`].
    #[serde(skip_serializing_if = "is_default")]
    sent: [u32; EMOJI.len()],
    /// Number of reactions from others to what the player did, for each of [`EMOJI`].
    #[serde(skip_serializing_if = "is_default")]
    received: [u32; EMOJI.len()],
    /// The player's text with the most reactions.
    #[serde(skip_serializing_if = "is_default")]
    applauded: Option<Highlight>,
    /// Reactions to the player's text of the current question.
    #[serde(skip_serializing_if = "is_default")]
    applause: Option<Highlight>,
    /// The question during which the player sent the most reactions. The text is empty.
    #[serde(skip_serializing_if = "is_default")]
    busiest: Option<Highlight>,
}

impl ReactionRecord {
    /// Starts the next question.
    pub fn start_question(&mut self) {
        self.sent_now = 0;
        self.applause = None;
    }

    /// Counts a reaction that the player sent.
    pub(super) fn send(&mut self, which: usize, question: Option<u32>) {
        self.sent_now = self.sent_now.saturating_add(1);
        add(&mut self.sent, which, 1);
        if question.is_some() {
            Highlight::keep_largest(
                &mut self.busiest,
                Highlight { text: String::new(), count: self.sent_now, question },
            );
        }
    }

    /// Counts `new` reactions to what the player did.
    pub(super) fn receive(&mut self, which: usize, new: u32, text: &str, question: Option<u32>) {
        add(&mut self.received, which, new);
        let before = self.applause.as_ref().filter(|applause| applause.text == text);
        let count = before.map_or(0, |applause| applause.count).saturating_add(new);
        let applause = Highlight { text: text.to_owned(), count, question };
        self.applause = Some(applause.clone());
        Highlight::keep_largest(&mut self.applauded, applause);
    }

    /// Returns the number of reactions sent during the current question.
    pub(super) fn sent_now(&self) -> u32 {
        self.sent_now
    }

    /// Returns how often the player sent an emoji.
    pub(super) fn sent(&self, which: usize) -> u32 {
        self.sent.get(which).copied().unwrap_or(0)
    }

    /// Returns how often others sent an emoji to what the player did.
    pub(super) fn received(&self, which: usize) -> u32 {
        self.received.get(which).copied().unwrap_or(0)
    }

    /// Returns the player's text with the most reactions.
    pub(super) fn applauded(&self) -> Option<&Highlight> {
        self.applauded.as_ref()
    }

    /// Returns the question during which the player sent the most reactions.
    pub(super) fn busiest(&self) -> Option<&Highlight> {
        self.busiest.as_ref()
    }

    /// Returns every text of the record.
    pub fn highlights_mut(&mut self) -> impl Iterator<Item = &mut Highlight> {
        [&mut self.applauded, &mut self.applause].into_iter().flatten()
    }
}

fn add(counts: &mut [u32; EMOJI.len()], which: usize, new: u32) {
    if let Some(count) = counts.get_mut(which) {
        *count = count.saturating_add(new);
    }
}
