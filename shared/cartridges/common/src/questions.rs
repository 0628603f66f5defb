//! The deck of a question game.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use wpp_game::{
    content::{Content, Question},
    driver::NotEnoughContent,
};

/// The questions of one game: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// The first question.
    pub first: Question,
    /// The other questions, the next one last.
    pub rest: Vec<Question>,
}

impl Deck {
    /// Draws `needed` random questions that satisfy `suitable`.
    ///
    /// # Errors
    /// [`NotEnoughContent`] when fewer questions are suitable.
    pub fn draw(
        content: Content,
        needed: usize,
        suitable: impl Fn(&Question) -> bool,
        rng: &mut ChaCha8Rng,
    ) -> Result<Self, NotEnoughContent> {
        let mut pile = match content {
            Content::Questions(questions) => questions,
            Content::None => Vec::new(),
        };
        pile.retain(suitable);
        let found = pile.len();
        if found < needed {
            return Err(NotEnoughContent { needed, found });
        }
        pile.shuffle(rng);
        pile.truncate(needed);
        let first = pile.pop().ok_or(NotEnoughContent { needed, found })?;
        Ok(Self { first, rest: pile })
    }
}

/// Returns the round and question after `question` of `round`, both from 1.
#[must_use]
pub fn next_position(round: u32, question: u32, questions_per_round: u32) -> (u32, u32) {
    if question < questions_per_round { (round, question + 1) } else { (round + 1, 1) }
}

/// Returns the number of questions of a game.
#[must_use]
pub fn question_count(rounds: u32, questions_per_round: u32) -> usize {
    usize::try_from(rounds.saturating_mul(questions_per_round)).unwrap_or(usize::MAX)
}

/// Returns the id of the option at `index`. Ids differ between questions, so that a late tap cannot
/// answer the wrong question.
#[must_use]
pub fn option_id(round: u32, question: u32, index: usize) -> String {
    format!("{round}.{question}.{}", index + 1)
}
