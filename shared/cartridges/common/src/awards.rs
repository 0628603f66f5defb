//! Awards at the end of a game.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    driver::{Seat, TextVisitor},
    ids::PlayerId,
};

use crate::{highlight::Highlight, ranking::Scored};

/// An award that a player received.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AwardView {
    /// Stable key, for translations.
    pub award: String,
    /// Title, in English.
    pub title: String,
    /// Id of the player who received the award.
    pub player_id: PlayerId,
    /// Emoji that illustrates the award.
    pub emoji: String,
    /// How often the player did what the award is for.
    pub value: u32,
    /// Text of the lie or answer that earned the award. Absent when no single text did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Question at which the player earned the award. A gap is written as `____`. Absent when no single question did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub question: Option<String>,
}

/// The moment that earned an award.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Moment {
    /// Text of the lie or answer.
    pub quote: Option<String>,
    /// Text of the question.
    pub question: Option<String>,
}

impl Moment {
    /// Returns the moment of a highlight. `question` returns the text of the question with this number.
    pub fn of(highlight: Option<&Highlight>, question: impl Fn(u32) -> Option<String>) -> Self {
        let quote = highlight.map(|highlight| highlight.text.clone()).filter(|text| !text.is_empty());
        Self { quote, question: highlight.and_then(|highlight| highlight.question).and_then(question) }
    }
}

/// Passes the quotes of awards to `visitor`. The first award's quote has the id `award.1`.
pub fn visit_quotes(awards: &mut [AwardView], visitor: &mut dyn TextVisitor) {
    for (number, award) in (1..).zip(awards) {
        if let Some(quote) = &mut award.quote {
            visitor.shown(format!("award.{number}"), quote);
        }
    }
}

/// An award that a game can give.
#[derive(Debug, Clone, Copy)]
pub struct Award {
    /// Stable key, for translations.
    pub key: &'static str,
    /// Title, in English.
    pub title: &'static str,
    /// Emoji that illustrates the award.
    pub emoji: &'static str,
}

/// Distributes awards, each to the player with the highest value.
///
/// Among equal values, the player with the fewest awards receives the award, then the player with the
/// lowest score (the winner already won), then the player who joined first.
pub struct Awards<'a, R> {
    seats: &'a [Seat],
    records: &'a BTreeMap<PlayerId, R>,
    given: Vec<AwardView>,
}

impl<'a, R: Scored> Awards<'a, R> {
    /// Starts without awards.
    #[must_use]
    pub fn new(seats: &'a [Seat], records: &'a BTreeMap<PlayerId, R>) -> Self {
        Self { seats, records, given: Vec::new() }
    }

    /// Gives `award` to the player with the highest value of at least `least`. Returns `false` when no
    /// player reaches it.
    pub fn give(&mut self, award: Award, least: u32, value: impl Fn(&R) -> u32) -> bool {
        self.give_for(award, least, value, |_| Moment::default())
    }

    /// Gives `award` as [`Self::give`] does, with the moment that earned it.
    pub fn give_for(
        &mut self,
        award: Award,
        least: u32,
        value: impl Fn(&R) -> u32,
        moment: impl Fn(&R) -> Moment,
    ) -> bool {
        let contenders = self.seats.iter().filter_map(|seat| {
            let record = self.records.get(&seat.player_id)?;
            Some((seat, record, value(record))).filter(|(.., value)| *value >= least)
        });
        // `min_by_key` returns the first of equal elements: the player who joined first.
        let best = contenders
            .min_by_key(|(seat, record, value)| (Reverse(*value), self.awards_of(&seat.player_id), record.score()));
        let Some((seat, record, value)) = best else { return false };
        let Moment { quote, question } = moment(record);
        self.given.push(AwardView {
            award: award.key.to_owned(),
            title: award.title.to_owned(),
            player_id: seat.player_id.clone(),
            emoji: award.emoji.to_owned(),
            value,
            quote,
            question,
        });
        true
    }

    /// Returns the awards, in the order in which they were given.
    #[must_use]
    pub fn finish(self) -> Vec<AwardView> {
        self.given
    }

    fn awards_of(&self, player: &PlayerId) -> usize {
        self.given.iter().filter(|award| award.player_id == *player).count()
    }
}
