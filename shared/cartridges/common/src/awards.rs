//! Awards at the end of a game.

use std::{cmp::Reverse, collections::BTreeMap};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    driver::{Seat, TextVisitor},
    ids::PlayerId,
};

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

/// A player's record during the game.
pub trait Scored {
    /// Returns the player's score.
    fn score(&self) -> i64;
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
        self.give_for(award, least, value, |_| None)
    }

    /// Gives `award` as [`Self::give`] does, with the text that earned it.
    pub fn give_for(
        &mut self,
        award: Award,
        least: u32,
        value: impl Fn(&R) -> u32,
        quote: impl Fn(&R) -> Option<String>,
    ) -> bool {
        let contenders = self.seats.iter().filter_map(|seat| {
            let record = self.records.get(&seat.player_id)?;
            Some((seat, record, value(record))).filter(|(.., value)| *value >= least)
        });
        // `min_by_key` returns the first of equal elements: the player who joined first.
        let best = contenders
            .min_by_key(|(seat, record, value)| (Reverse(*value), self.awards_of(&seat.player_id), record.score()));
        let Some((seat, record, value)) = best else { return false };
        self.given.push(AwardView {
            award: award.key.to_owned(),
            title: award.title.to_owned(),
            player_id: seat.player_id.clone(),
            emoji: award.emoji.to_owned(),
            value,
            quote: quote(record),
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
