//! The data of the phases in which players write lies, guess, and see the outcome.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use wpp_game::{driver::TextVisitor, ids::PlayerId};

use super::{Ballot, Choice, Kind, Lie};
use crate::{answers::AnswerPhase, reactions::Spotlight};

/// The data of a phase in which players write lies.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Writing {
    /// The lies, in the order of their arrival.
    #[serde(alias = "titles")]
    pub lies: Vec<Lie>,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

/// The data of a phase in which players guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Guessing {
    /// The options and guesses.
    #[serde(rename = "table", alias = "ballot")]
    pub ballot: Ballot,
    /// Players whom the phase waits for.
    pub waiting: Vec<PlayerId>,
}

/// The data of a phase that reveals the options step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revealing {
    /// The options and guesses.
    #[serde(rename = "table", alias = "ballot")]
    pub ballot: Ballot,
    /// Indices of hidden choices, grouped by step, the next step last.
    pub to_come: Vec<Vec<usize>>,
}

/// The lie and the guess of one player, for the player's own view.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct OwnPart {
    /// The lie, as typed.
    pub lie: Option<String>,
    /// Id of the option that contains the lie.
    pub option_id: Option<String>,
    /// Id of the picked option.
    pub guess: Option<String>,
}

impl AnswerPhase for Writing {
    fn waiting(&self) -> &[PlayerId] {
        &self.waiting
    }

    fn waiting_mut(&mut self) -> &mut Vec<PlayerId> {
        &mut self.waiting
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        self.lies.iter().filter_map(|lie| lie.player.as_ref()).collect()
    }

    fn waits_for_moderator(&self) -> bool {
        self.lies.iter().any(|lie| lie.text.is_waiting())
    }
}

impl Writing {
    /// Returns what `player` wrote.
    #[must_use]
    pub fn own_part(&self, player: &PlayerId) -> OwnPart {
        let own = self.lies.iter().find(|lie| lie.player.as_ref() == Some(player));
        OwnPart { lie: own.map(|lie| lie.text.original().to_owned()), ..OwnPart::default() }
    }

    /// Removes the authors that are not in `players`. Their lies remain, without credit.
    pub fn keep_only(&mut self, players: &BTreeSet<&PlayerId>) {
        for lie in &mut self.lies {
            lie.player.take_if(|player| !players.contains(player));
        }
    }

    /// Passes the lies to `visitor`.
    pub fn visit(&mut self, visitor: &mut dyn TextVisitor) {
        self.lies.iter_mut().for_each(|lie| visitor.unshown(&mut lie.text, None));
    }
}

impl AnswerPhase for Guessing {
    fn waiting(&self) -> &[PlayerId] {
        &self.waiting
    }

    fn waiting_mut(&mut self) -> &mut Vec<PlayerId> {
        &mut self.waiting
    }

    fn answered(&self) -> BTreeSet<&PlayerId> {
        self.ballot.guesses.iter().map(|guess| &guess.player).collect()
    }
}

impl Guessing {
    /// Starts without guesses.
    #[must_use]
    pub fn new(choices: Vec<Choice>) -> Self {
        Self { ballot: Ballot { choices, ..Ballot::default() }, waiting: Vec::new() }
    }
}

impl Revealing {
    /// Starts without a revealed option.
    #[must_use]
    pub fn new(ballot: Ballot) -> Self {
        Self { to_come: ballot.steps_to_come(), ballot }
    }

    /// Returns the authors of the options that the last step revealed. The text is empty for an author of the truth.
    #[must_use]
    pub fn spotlight(&self) -> Vec<Spotlight> {
        let shown = self.ballot.revealed.iter().rev().take(self.ballot.together);
        let mut spotlight = Vec::new();
        for choice in shown.filter_map(|at| self.ballot.choices.get(*at)) {
            let text = if choice.kind == Kind::Truth { "" } else { &choice.text };
            let authors = choice.outcome.iter().flat_map(|outcome| &outcome.authors);
            spotlight.extend(authors.map(|author| Spotlight { player: author.clone(), text: text.to_owned() }));
        }
        spotlight
    }
}

/// A state that has the data of a bluff's phases. [`bluff_phases!`](crate::bluff_phases!) implements the trait.
pub trait BluffPhases {
    /// Returns the data of the phase in which players write; `None` in other phases.
    fn writing_mut(&mut self) -> Option<&mut Writing>;

    /// Returns the data of the phase in which players guess; `None` in other phases.
    fn guessing(&self) -> Option<&Guessing>;

    /// Returns the data of the phase in which players guess; `None` in other phases.
    fn guessing_mut(&mut self) -> Option<&mut Guessing>;

    /// Returns the data of the phase that reveals the options; `None` in other phases.
    fn revealing(&self) -> Option<&Revealing>;

    /// Returns the data of the phase that reveals the options; `None` in other phases.
    fn revealing_mut(&mut self) -> Option<&mut Revealing>;
}

/// Lets the kit read the variants of the enum `Stage` that have the data of a bluff: [`Writing`](crate::bluff::Writing),
/// [`Guessing`](crate::bluff::Guessing) and [`Revealing`](crate::bluff::Revealing).
///
/// ```ignore
/// wpp_cartridge_kit::bluff_phases!(State: Lie, Guess, Reveal);
/// ```
#[macro_export]
macro_rules! bluff_phases {
    ($state:ty: $writing:ident, $guessing:ident, $revealing:ident) => {
        impl $crate::bluff::BluffPhases for $state {
            fn writing_mut(&mut self) -> Option<&mut $crate::bluff::Writing> {
                if let Stage::$writing(data) = &mut self.stage { Some(data) } else { None }
            }

            fn guessing(&self) -> Option<&$crate::bluff::Guessing> {
                if let Stage::$guessing(data) = &self.stage { Some(data) } else { None }
            }

            fn guessing_mut(&mut self) -> Option<&mut $crate::bluff::Guessing> {
                if let Stage::$guessing(data) = &mut self.stage { Some(data) } else { None }
            }

            fn revealing(&self) -> Option<&$crate::bluff::Revealing> {
                if let Stage::$revealing(data) = &self.stage { Some(data) } else { None }
            }

            fn revealing_mut(&mut self) -> Option<&mut $crate::bluff::Revealing> {
                if let Stage::$revealing(data) = &mut self.stage { Some(data) } else { None }
            }
        }
    };
}
