//! Lies, options and guesses of one question.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{
    driver::{FreeText, TextVisitor},
    ids::PlayerId,
};

use super::{
    event_data::{Awarded, Kind, Reason, Revealed},
    stages::OwnPart,
};
use crate::{answers::OptionIds, is_default};

/// Maximum number of options for which each picked lie has a separate step.
const ONE_BY_ONE: usize = 10;
/// With more options: how many of the most successful ones have a separate step, including the truth.
const ALONE: usize = 8;

/// A submitted lie.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lie {
    /// The author. `None` after the author was removed: the lie remains, without credit.
    pub player: Option<PlayerId>,
    /// The lie, as typed.
    pub text: FreeText,
    /// Whether the game suggested the lie.
    #[serde(rename = "offered", default, skip_serializing_if = "is_default")]
    pub suggested: bool,
}

/// The options of a question and the guesses.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Ballot {
    /// The options, in the order that everybody sees.
    pub choices: Vec<Choice>,
    /// The guesses, in the order of their arrival.
    pub guesses: Vec<Guess>,
    /// Indices of revealed choices, in the order of their reveal.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub revealed: Vec<usize>,
    /// Number of choices that the last step revealed.
    #[serde(default, skip_serializing_if = "is_default")]
    pub together: usize,
}

/// One option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Text of the option.
    pub text: String,
    /// Whether the option is a lie, a decoy or the truth.
    pub kind: Kind,
    /// The authors of a lie.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<Author>,
    /// The published outcome; `None` before the reveal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// An author of an option.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Author {
    /// Id of the player.
    pub player: PlayerId,
    /// Whether the game suggested the lie.
    #[serde(rename = "offered", default, skip_serializing_if = "is_default")]
    pub suggested: bool,
    /// The author's text, if the option shows another one: a nearly equal text, or the replacement of a removed text.
    #[serde(rename = "wrote", default, skip_serializing_if = "Option::is_none")]
    pub own_text: Option<String>,
}

/// A guess: an index into the choices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guess {
    /// Id of the player.
    pub player: PlayerId,
    /// Index of the choice.
    pub choice: usize,
}

/// The reason for which a guess is rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum GuessError {
    /// The ballot has no such option.
    UnknownOption,
    /// The player wrote the option.
    OwnOption,
}

/// The published outcome of an option. It does not change when people leave later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Players who wrote the option.
    pub authors: Vec<PlayerId>,
    /// Players who picked the option, in the order of their guesses.
    pub pickers: Vec<PlayerId>,
    /// Points for both.
    pub awarded: Vec<Awarded>,
}

/// Points for one picked option, with the round's multiplier.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PickPoints {
    /// For a player who picked the truth.
    pub truth: i64,
    /// For the author of a lie, for each player who picked it. A suggested lie earns half.
    pub fool: i64,
}

impl PickPoints {
    /// Multiplies the points of the settings.
    #[must_use]
    pub fn new(truth: u32, fool: u32, multiplier: u32) -> Self {
        let times = |points: u32| i64::from(points) * i64::from(multiplier);
        Self { truth: times(truth), fool: times(fool) }
    }
}

impl Ballot {
    /// Returns the index of the choice that `player` picked.
    #[must_use]
    pub fn guess_of(&self, player: &PlayerId) -> Option<usize> {
        self.guesses.iter().find(|guess| guess.player == *player).map(|guess| guess.choice)
    }

    /// Stores a guess: the index of a choice.
    ///
    /// # Errors
    /// [`GuessError`] for a choice that does not exist, and for a choice that the player wrote.
    pub fn guess(&mut self, player: PlayerId, choice: Option<usize>) -> Result<(), GuessError> {
        let choice = choice.ok_or(GuessError::UnknownOption)?;
        let picked = self.choices.get(choice).ok_or(GuessError::UnknownOption)?;
        if picked.author(&player).is_some() {
            return Err(GuessError::OwnOption);
        }
        self.guesses.push(Guess { player, choice });
        Ok(())
    }

    /// Returns what `player` wrote and picked. `ids` are those of the options.
    #[must_use]
    pub fn own_part(&self, player: &PlayerId, ids: OptionIds) -> OwnPart {
        let mut choices = self.choices.iter().enumerate();
        let own = choices.find_map(|(at, choice)| Some((at, choice, choice.author(player)?)));
        let (lie, option_id) = own
            .map(|(at, choice, author)| (author.own_text.as_ref().unwrap_or(&choice.text).clone(), ids.id(at)))
            .unzip();
        OwnPart { lie, option_id, guess: self.guess_of(player).map(|at| ids.id(at)) }
    }

    /// Returns the texts of the options, in the order that everybody sees.
    pub fn texts(&self) -> impl Iterator<Item = &String> {
        self.choices.iter().map(|choice| &choice.text)
    }

    /// Passes the texts of the options to `visitor`, while everybody sees them.
    pub fn visit_shown(&mut self, visitor: &mut dyn TextVisitor, ids: OptionIds) {
        for (at, choice) in self.choices.iter_mut().enumerate() {
            visitor.shown(ids.id(at), &mut choice.text);
        }
    }

    /// Passes the texts of the options to `visitor`, after everybody saw them.
    pub fn visit_copies(&mut self, visitor: &mut dyn TextVisitor) {
        self.choices.iter_mut().for_each(|choice| visitor.copy(&mut choice.text));
    }

    /// Returns how many players picked the truth, and how many another option.
    #[must_use]
    pub fn picks(&self) -> (u32, u32) {
        let is_truth = |guess: &&Guess| self.choices.get(guess.choice).is_some_and(|choice| choice.kind == Kind::Truth);
        let (truth, all) = (self.guesses.iter().filter(is_truth).count(), self.guesses.len());
        (u32::try_from(truth).unwrap_or(u32::MAX), u32::try_from(all - truth).unwrap_or(u32::MAX))
    }

    /// Removes guesses and authors that are not in `players`.
    pub fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        self.guesses.retain(|guess| players.contains(&guess.player));
        for choice in &mut self.choices {
            choice.authors.retain(|author| players.contains(&author.player));
        }
    }

    /// Returns the choices grouped by the step that reveals them, the first step last. Lies that nobody picked come first and share
    /// a step. Then follow those that fooled one, two, three players; the truth comes last. With more than
    /// ten choices, single steps would take minutes: the less successful lies share the second step, and only
    /// the most successful ones follow one by one.
    #[must_use]
    pub fn steps_to_come(&self) -> Vec<Vec<usize>> {
        let picks = |at: usize| self.guesses.iter().filter(|guess| guess.choice == at).count();
        let is_truth = |at: usize| self.choices.get(at).is_some_and(|choice| choice.kind == Kind::Truth);
        let mut order: Vec<usize> = (0..self.choices.len()).collect();
        order.sort_by_cached_key(|at| (is_truth(*at), picks(*at), *at));
        let alone = if order.len() <= ONE_BY_ONE { order.len() } else { ALONE };
        let (unpicked, picked): (Vec<usize>, Vec<usize>) =
            order.into_iter().partition(|at| !is_truth(*at) && picks(*at) == 0);
        let (lesser, best) = picked.split_at(picked.len().saturating_sub(alone));
        let alone = best.iter().map(|at| vec![*at]);
        let mut steps: Vec<Vec<usize>> =
            [unpicked, lesser.to_vec()].into_iter().filter(|group| !group.is_empty()).chain(alone).collect();
        steps.reverse();
        steps
    }

    /// Returns the authors and pickers of an option, and the points for both.
    #[must_use]
    pub fn outcome(&self, at: usize, points: PickPoints) -> Outcome {
        let Some(choice) = self.choices.get(at) else {
            return Outcome { authors: Vec::new(), pickers: Vec::new(), awarded: Vec::new() };
        };
        let picks = self.guesses.iter().filter(|guess| guess.choice == at);
        let pickers: Vec<PlayerId> = picks.map(|guess| guess.player.clone()).collect();
        let award = |player: &PlayerId, points, reason| Awarded { player_id: player.clone(), points, reason };
        let awarded = match choice.kind {
            Kind::Truth => pickers.iter().map(|picker| award(picker, points.truth, Reason::Truth)).collect(),
            Kind::Lie if !pickers.is_empty() => {
                let fooled = i64::try_from(pickers.len()).unwrap_or(i64::MAX);
                let each = |author: &Author| if author.suggested { points.fool / 2 } else { points.fool };
                let authors = choice.authors.iter();
                authors
                    .map(|author| award(&author.player, each(author).saturating_mul(fooled), Reason::Fooled))
                    .collect()
            }
            Kind::Lie | Kind::Decoy => Vec::new(),
        };
        let authors = choice.authors.iter().map(|author| author.player.clone()).collect();
        Outcome { authors, pickers, awarded }
    }

    /// Publishes the outcome of the choice at `at`. `together` counts the choices of this step so far.
    pub fn publish(&mut self, at: usize, outcome: Outcome, together: usize) {
        if let Some(choice) = self.choices.get_mut(at) {
            choice.outcome = Some(outcome);
        }
        self.revealed.push(at);
        self.together = together;
    }

    /// Returns a revealed choice, without explanation and source; `None` before its reveal.
    #[must_use]
    pub fn revealed(&self, at: usize, option_id: String) -> Option<Revealed> {
        let choice = self.choices.get(at)?;
        let outcome = choice.outcome.as_ref()?;
        Some(Revealed {
            option_id,
            text: choice.text.clone(),
            kind: choice.kind,
            authors: outcome.authors.clone(),
            pickers: outcome.pickers.clone(),
            awarded: outcome.awarded.clone(),
            explanation: None,
            source: None,
        })
    }
}

impl Outcome {
    /// Makes `player` an author of the truth, who earns `points` for each player who picked it.
    pub fn add_author_of_truth(&mut self, player: &PlayerId, points: i64) {
        self.authors.push(player.clone());
        if !self.pickers.is_empty() {
            let points = points.saturating_mul(self.picks().into());
            self.awarded.push(Awarded { player_id: player.clone(), points, reason: Reason::Truth });
        }
    }

    /// Returns how many players picked the option.
    #[must_use]
    pub fn picks(&self) -> u32 {
        u32::try_from(self.pickers.len()).unwrap_or(u32::MAX)
    }
}

impl Choice {
    /// Creates a choice without authors, before its reveal.
    #[must_use]
    pub fn new(text: String, kind: Kind) -> Self {
        Self { text, kind, authors: Vec::new(), outcome: None }
    }

    /// Returns the player's part of a lie; `None` if the player did not write it.
    #[must_use]
    pub fn author(&self, player: &PlayerId) -> Option<&Author> {
        self.authors.iter().find(|author| author.player == *player)
    }
}
