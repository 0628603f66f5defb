//! Checks a submission against the kind of the question.

use std::collections::BTreeSet;

use wpp_game::{
    content::{QuestionKind, rules::MAX_TEXT},
    text,
};

use super::marking::{is_true, truths};
use crate::{
    contract::{reject_reason::RejectReason, submission::Submission},
    state::{Ballot, Given, State},
};

/// Returns the checked answer.
pub(super) fn accept(state: &State, ballot: &Ballot, submission: Submission) -> Result<Given, RejectReason> {
    let Submission { option_id, option_ids, text, number, order } = submission;
    let needed = |field| RejectReason::OtherField { needed: field };
    match state.current.kind {
        QuestionKind::Blank
        | QuestionKind::Open
        | QuestionKind::Choice
        | QuestionKind::TrueFalse
        | QuestionKind::Poll => {
            let option_id = option_id.ok_or(needed("option_id"))?;
            find(state, ballot, &option_id).map(Given::Option)
        }
        QuestionKind::Several => {
            let option_ids = option_ids.ok_or(needed("option_ids"))?;
            let picked = found(state, ballot, &option_ids)?;
            if picked.is_empty() {
                return Err(RejectReason::NoOption);
            }
            Ok(Given::Options(picked.into_iter().collect()))
        }
        QuestionKind::Order => {
            let order = found(state, ballot, &order.ok_or(needed("order"))?)?;
            if order.len() != ballot.options.len() {
                return Err(RejectReason::IncompleteOrder);
            }
            Ok(Given::Order(order))
        }
        QuestionKind::Number => number.ok_or(needed("number")).map(Given::Number),
        QuestionKind::Typed | QuestionKind::WordCloud | QuestionKind::Prompt | QuestionKind::Drawing => {
            let text = text::clean(&text.ok_or(needed("text"))?, MAX_TEXT)?;
            // Everybody reads the text on the TV. The truth itself is never rejected.
            if !is_true(&truths(&state.current), &text) {
                state.config.profanity.check(&text)?;
            }
            Ok(Given::Text(text))
        }
    }
}

/// Returns the indices of different options, in the given order.
fn found(state: &State, ballot: &Ballot, option_ids: &[String]) -> Result<Vec<usize>, RejectReason> {
    if option_ids.len() > ballot.options.len() {
        return Err(RejectReason::RepeatedOption);
    }
    let indices = option_ids.iter().map(|option_id| find(state, ballot, option_id)).collect::<Result<Vec<_>, _>>()?;
    if indices.iter().collect::<BTreeSet<_>>().len() < indices.len() {
        return Err(RejectReason::RepeatedOption);
    }
    Ok(indices)
}

fn find(state: &State, ballot: &Ballot, option_id: &str) -> Result<usize, RejectReason> {
    let mut indices = 0..ballot.options.len();
    indices.find(|index| state.option_id(*index) == option_id).ok_or(RejectReason::UnknownOption)
}
