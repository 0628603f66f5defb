//! Answers in words and numbers, for the solution.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use wpp_game::{
    content::{Question, QuestionKind, decimal::Decimal},
    driver::REMOVED,
    ids::PlayerId,
    text::Key,
};

use super::{
    Ballot, Given,
    marking::{distance, is_true, truths},
};

/// An answer in words or numbers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Written {
    /// The text, as the first of the players wrote it. With moderation, the first approved text.
    pub text: String,
    /// The players who gave this answer, in the order of their answers.
    pub players: Vec<PlayerId>,
    /// Whether the answer earns all points. Always false for a question of opinion.
    pub right: bool,
}

/// Returns the answers in words and numbers. Texts that read the same are one entry, the most frequent
/// first; numbers are ordered by their distance from the truth. Moderation changes the shown texts only.
#[must_use]
pub fn written(question: &Question, ballot: &Ballot) -> Vec<Written> {
    let mut groups: Vec<(Group, Written)> = Vec::new();
    let truths = truths(question);
    for answer in &ballot.answers {
        let (group, text, right) = match &answer.given {
            Given::Text(text) => {
                let original = text.original();
                (Group::Text(Key::of(original)), text.settle(), is_true(&truths, original))
            }
            Given::Number(number) => (Group::Number(*number), number.to_string(), false),
            Given::Option(_) | Given::Options(_) | Given::Order(_) => continue,
        };
        match groups.iter_mut().find(|(other, _)| *other == group) {
            Some((_, written)) => {
                if written.text == REMOVED {
                    written.text = text;
                }
                written.players.push(answer.player.clone());
            }
            None => groups.push((group, Written { text, players: vec![answer.player.clone()], right })),
        }
    }
    match question.answer.parse::<Decimal>() {
        Ok(truth) if question.kind == QuestionKind::Number => sort_by_distance(&mut groups, truth),
        _ => groups.sort_by_key(|(_, written)| std::cmp::Reverse((written.right, written.players.len()))),
    }
    groups.into_iter().map(|(_, written)| written).collect()
}

/// Sorts numbers by their distance from the truth, and marks the nearest ones as right.
fn sort_by_distance(groups: &mut [(Group, Written)], truth: Decimal) {
    let distance = |group: &Group| match group {
        Group::Number(number) => distance(truth, *number),
        Group::Text(_) => u64::MAX,
    };
    groups.sort_by_key(|(group, _)| distance(group));
    let nearest = groups.first().map(|(group, _)| distance(group));
    for (group, written) in groups {
        written.right = Some(distance(group)) == nearest;
    }
}

/// Answers that count as the same.
#[derive(PartialEq)]
enum Group {
    Text(Key),
    Number(Decimal),
}
