//! The deck of a question game.

use rand::seq::SliceRandom;
use rand_chacha::ChaCha8Rng;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use wpp_game::{
    content::{Content, Question},
    driver::NotEnoughContent,
    text::Key,
};

/// The questions of one game: at least one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deck {
    /// The first question.
    pub first: Question,
    /// The other questions.
    pub rest: RemainingQuestions,
}

/// Questions to come. They remain JSON text until they are drawn, because every step reads and writes the whole state of a
/// game, and few steps draw a question.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct RemainingQuestions {
    /// The next question is the last one.
    texts: Vec<Box<RawValue>>,
}

impl RemainingQuestions {
    /// Returns whether no question is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }

    /// Draws the next question. Skips questions that this version of the program cannot read, so that the game goes on.
    pub fn pop(&mut self) -> Option<Question> {
        std::iter::from_fn(|| self.texts.pop()).find_map(|text| read(&text))
    }

    /// Returns the questions, the next one last.
    pub fn iter(&self) -> impl Iterator<Item = Question> {
        self.texts.iter().filter_map(|text| read(text))
    }
}

impl FromIterator<Question> for RemainingQuestions {
    fn from_iter<I: IntoIterator<Item = Question>>(questions: I) -> Self {
        // A question consists of texts and numbers, so it can be written.
        let texts = questions.into_iter().filter_map(|question| serde_json::value::to_raw_value(&question).ok());
        Self { texts: texts.collect() }
    }
}

impl PartialEq for RemainingQuestions {
    fn eq(&self, other: &Self) -> bool {
        self.texts.iter().map(|text| text.get()).eq(other.texts.iter().map(|text| text.get()))
    }
}

impl Eq for RemainingQuestions {}

fn read(text: &RawValue) -> Option<Question> {
    serde_json::from_str(text.get()).ok()
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
        let mut questions = match content {
            Content::Questions(questions) => questions,
            Content::None => Vec::new(),
        };
        questions.retain(suitable);
        let found = questions.len();
        if found < needed {
            return Err(NotEnoughContent { needed, found });
        }
        questions.shuffle(rng);
        questions.truncate(needed);
        let first = questions.pop().ok_or(NotEnoughContent { needed, found })?;
        Ok(Self { first, rest: questions.into_iter().collect() })
    }
}

/// Returns the round and question after `question` of `round`, both from 1.
#[must_use]
pub fn next_position(round: u32, question: u32, questions_per_round: u32) -> (u32, u32) {
    if question < questions_per_round { (round, question + 1) } else { (round + 1, 1) }
}

/// Least milliseconds to read a question with a picture or a sound. TVs and phones load 200 KB in this time at 0.8 Mbit/s, so that
/// everybody has the file when the answers begin.
const MEDIA_MS: u32 = 2_000;

/// Returns the milliseconds to read a question: `setting_ms`, or longer if the question has a picture or a sound.
#[must_use]
pub fn reading_ms(setting_ms: u32, question: &Question) -> u32 {
    if question.media.is_some() { setting_ms.max(MEDIA_MS) } else { setting_ms }
}

/// Returns the number of questions of a game.
#[must_use]
pub fn question_count(rounds: u32, questions_per_round: u32) -> usize {
    usize::try_from(rounds.saturating_mul(questions_per_round)).unwrap_or(usize::MAX)
}

/// Returns the keys of a question's answer and its aliases. They are near to common spellings, see [`Key::of_answer`].
#[must_use]
pub fn spellings(question: &Question) -> Vec<Key> {
    std::iter::once(&question.answer).chain(&question.aliases).map(|spelling| Key::of_answer(spelling)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::bluff::is_too_close;

    fn question(prompt: &str) -> Question {
        Question { prompt: prompt.into(), decoys: vec!["\"{decoy}\"".into()], ..Question::default() }
    }

    #[test]
    fn remaining_questions_are_stored_as_a_list() {
        let questions = ["last", "second", "first"].map(question);
        let mut remaining: RemainingQuestions = questions.iter().cloned().collect();
        let stored = serde_json::to_string(&remaining).unwrap();
        assert_eq!(stored, serde_json::to_string(&questions).unwrap());
        assert_eq!(serde_json::from_str::<RemainingQuestions>(&stored).unwrap(), remaining);
        assert!(remaining.iter().eq(questions.iter().cloned()));
        for expected in questions.iter().rev() {
            assert!(!remaining.is_empty());
            assert_eq!(remaining.pop().as_ref(), Some(expected));
        }
        assert!(remaining.is_empty() && remaining.pop().is_none());
    }

    #[test]
    fn a_lie_in_a_common_spelling_is_too_close() {
        let question =
            Question { answer: "smørrebrød".into(), aliases: vec!["rugbrød".into()], ..Question::default() };
        let truths = spellings(&question);
        let is_refused = |lie: &str| is_too_close(&truths, &Key::of(lie), &mut 0);
        assert!(is_refused("Smoerrebroed") && is_refused("smorrebrod") && is_refused("rugbrod"));
        assert!(!is_refused("franskbrød"));
    }

    #[test]
    fn questions_of_another_version_are_skipped() {
        let stored = json!([question("last"), {"form": "unknown"}]).to_string();
        let mut remaining: RemainingQuestions = serde_json::from_str(&stored).unwrap();
        assert_eq!(remaining.iter().count(), 1);
        assert_eq!(remaining.pop(), Some(question("last")));
    }
}
