//! Checks a submission against the kind of the question.

use std::collections::BTreeSet;

use wpp_game::{
    content::{Question, QuestionKind, rules::MAX_TEXT},
    contract::ErrorCode,
    driver::{FreeText, StepContext},
    text::{self, BadText, Profane, Profanity},
};

use super::{
    Ballot, Given, Submission,
    marking::{is_true, truths},
};
use crate::answers::OptionIds;

/// The reason for which an answer is rejected. The text is for the acting person.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AnswerError {
    /// No shown option has this id.
    #[error("that option does not exist; pick one that is shown")]
    UnknownOption,
    /// An option occurs twice.
    #[error("an option occurs twice; send each option once")]
    RepeatedOption,
    /// No option is picked.
    #[error("no option is picked; pick at least one")]
    NoOption,
    /// Items are missing in an order.
    #[error("the order is not complete; send all options")]
    IncompleteOrder,
    /// The question's kind needs another field.
    #[error("this question takes another kind of answer; send `{needed}`")]
    OtherField {
        /// The field that the question's kind needs.
        needed: &'static str,
    },
    /// The text cannot be shown.
    #[error("{0}")]
    Text(#[from] BadText),
    /// The text contains a word that this session rejects.
    #[error(transparent)]
    Profane(#[from] Profane),
}

impl AnswerError {
    /// Returns the error code that clients read.
    #[must_use]
    pub fn code(&self) -> ErrorCode {
        match self {
            Self::Profane(_) => Profane::CODE,
            _ => ErrorCode::InvalidInput,
        }
    }
}

/// Returns the checked answer. Words that `profanity` rejects are rejected in typed answers. While moderation is on, a typed
/// answer needs approval.
///
/// # Errors
/// [`AnswerError`] when the submission does not match the question's kind, or cannot be shown.
pub fn accept(
    question: &Question,
    ballot: &Ballot,
    ids: OptionIds,
    profanity: Profanity,
    submission: Submission,
    ctx: &mut StepContext<'_>,
) -> Result<Given, AnswerError> {
    let Submission { option_id, option_ids, text, number, order } = submission;
    let needed = |field| AnswerError::OtherField { needed: field };
    match question.kind {
        QuestionKind::Blank
        | QuestionKind::Open
        | QuestionKind::Choice
        | QuestionKind::TrueFalse
        | QuestionKind::Poll => {
            let option_id = option_id.ok_or(needed("option_id"))?;
            find(ids, ballot, &option_id).map(Given::Option)
        }
        QuestionKind::Several => {
            let option_ids = option_ids.ok_or(needed("option_ids"))?;
            let picked = found(ids, ballot, &option_ids)?;
            if picked.is_empty() {
                return Err(AnswerError::NoOption);
            }
            Ok(Given::Options(picked.into_iter().collect()))
        }
        QuestionKind::Order => {
            let order = found(ids, ballot, &order.ok_or(needed("order"))?)?;
            if order.len() != ballot.options.len() {
                return Err(AnswerError::IncompleteOrder);
            }
            Ok(Given::Order(order))
        }
        QuestionKind::Number => number.ok_or(needed("number")).map(Given::Number),
        QuestionKind::Typed
        | QuestionKind::WordCloud
        | QuestionKind::Prompt
        | QuestionKind::Drawing
        | QuestionKind::WordList
        | QuestionKind::Pair
        | QuestionKind::Picture => {
            let text = text::clean(&text.ok_or(needed("text"))?, MAX_TEXT)?;
            // Everybody reads the text on the TV. The truth itself is never rejected.
            if !is_true(&truths(question), &text) {
                profanity.check(&text)?;
            }
            Ok(Given::Text(FreeText::new(text, ctx)))
        }
    }
}

/// Returns the indices of different options, in the given order.
fn found(ids: OptionIds, ballot: &Ballot, option_ids: &[String]) -> Result<Vec<usize>, AnswerError> {
    if option_ids.len() > ballot.options.len() {
        return Err(AnswerError::RepeatedOption);
    }
    let indices = option_ids.iter().map(|option_id| find(ids, ballot, option_id)).collect::<Result<Vec<_>, _>>()?;
    if indices.iter().collect::<BTreeSet<_>>().len() < indices.len() {
        return Err(AnswerError::RepeatedOption);
    }
    Ok(indices)
}

fn find(ids: OptionIds, ballot: &Ballot, option_id: &str) -> Result<usize, AnswerError> {
    ids.find(option_id, ballot.options.len()).ok_or(AnswerError::UnknownOption)
}
