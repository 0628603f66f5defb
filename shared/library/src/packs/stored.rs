//! Loads questions with their texts in other tables.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DbErr};
use wpp_entity::{alias, decoy, more_answer, question, word};
use wpp_game::content::{Difficulty, QuestionKind, rules::Draft};

use crate::media::uses;

/// A stored question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredQuestion {
    /// Key, unique within the pack.
    pub key: String,
    /// Position in the pack's order; the cursor of the next page.
    pub position: i32,
    /// The kind of the question.
    pub kind: QuestionKind,
    /// The texts of the question.
    pub draft: Draft,
}

/// Loads the parts of questions.
pub(super) async fn load(db: &impl ConnectionTrait, rows: Vec<question::Model>) -> Result<Vec<StoredQuestion>, DbErr> {
    let ids = || rows.iter().map(|row| row.id);
    let mut decoys = BTreeMap::<i32, Vec<String>>::new();
    for row in decoy::Entity::of_questions(ids()).all(db).await? {
        decoys.entry(row.question_id).or_default().push(row.text);
    }
    let mut aliases = BTreeMap::<i32, Vec<String>>::new();
    for row in alias::Entity::of_questions(ids()).all(db).await? {
        aliases.entry(row.question_id).or_default().push(row.text);
    }
    let mut more_answers = BTreeMap::<i32, Vec<String>>::new();
    for row in more_answer::Entity::of_questions(ids()).all(db).await? {
        more_answers.entry(row.question_id).or_default().push(row.text);
    }
    let mut words = BTreeMap::<i32, Vec<String>>::new();
    for row in word::Entity::of_questions(ids()).all(db).await? {
        words.entry(row.question_id).or_default().push(row.text);
    }
    let mut media = uses::of_questions(db, ids()).await?;
    let stored = |row: question::Model| {
        let kind = QuestionKind::parse(&row.kind).unwrap_or_default();
        let draft = Draft {
            kind: Some(kind),
            prompt: row.prompt,
            answer: row.answer,
            more_answers: more_answers.remove(&row.id).unwrap_or_default(),
            aliases: aliases.remove(&row.id).unwrap_or_default(),
            decoys: decoys.remove(&row.id).unwrap_or_default(),
            words: words.remove(&row.id).unwrap_or_default(),
            category: row.category,
            language: row.language,
            family_friendly: row.family_friendly,
            explanation: row.explanation,
            source: row.source,
            points: u32::try_from(row.points).unwrap_or(1),
            time_limit_s: row.time_limit_s.and_then(|seconds| u32::try_from(seconds).ok()),
            difficulty: row.difficulty.as_deref().and_then(Difficulty::parse),
            media: media.remove(&row.id),
        };
        StoredQuestion { key: row.key, position: row.position, kind, draft }
    };
    Ok(rows.into_iter().map(stored).collect())
}
