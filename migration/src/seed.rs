//! Writes the built-in packs into the tables.
//!
//! The rows follow the files: a question keeps its row for as long as it keeps its key. Packs of accounts
//! are written by `wpp_library::packs`.

use std::collections::BTreeMap;

use sea_orm_migration::sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use wpp_entity::{alias, decoy, more_answer, pack, question, question_pool, word};

use crate::{
    digest::question_digest,
    pack::{Pack, PackQuestion, PackQuestionKind},
};

/// Rows in one statement. SQLite allows 32766 bound values in a statement, PostgreSQL 65535.
const CHUNK: usize = 500;

/// Result of [`write()`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The rows were already up to date.
    Unchanged,
    /// Rows were inserted or changed.
    Changed,
}

/// Updates the rows of a built-in pack from its file.
///
/// Questions that are still in the file are updated in place and keep their ids. Questions that are no
/// longer in the file are deleted. The caller provides the transaction.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &impl ConnectionTrait, file: &Pack) -> Result<Written, DbErr> {
    let stored = pack::Entity::with_key(&file.key).one(db).await?;
    if stored.as_ref().is_some_and(|pack| !pack.built_in) {
        return Err(DbErr::Custom(format!(
            "the pack {:?} belongs to an account; rename that pack or the built-in one",
            file.key
        )));
    }
    let digest = file.digest();
    if stored.as_ref().is_some_and(|pack| pack.digest == digest) {
        return Ok(Written::Unchanged);
    }
    let pack_id = write_pack(db, file, digest, stored.map(|pack| pack.id)).await?;
    let ids = write_questions(db, file, pack_id).await?;
    write_pools(db, file, pack_id).await?;
    write_texts(db, file, &ids).await?;
    tracing::info!(pack = file.key, questions = file.questions.len(), "built-in question pack updated");
    Ok(Written::Changed)
}

async fn write_pack(db: &impl ConnectionTrait, file: &Pack, digest: String, stored: Option<i32>) -> Result<i32, DbErr> {
    let mut row = pack::ActiveModel {
        key: Set(file.key.clone()),
        title: Set(file.title.clone()),
        language: Set(file.language.clone()),
        description: Set(file.description.clone()),
        built_in: Set(true),
        visibility: Set(pack::Visibility::Public),
        end_position: Set(i32::try_from(file.questions.len()).unwrap_or(i32::MAX)),
        digest: Set(digest),
        ..Default::default()
    };
    let row = match stored {
        Some(id) => {
            row.id = Set(id);
            row.update(db).await?
        }
        None => {
            // A built-in pack has no creation time: it is as old as its release.
            (row.created_at, row.updated_at) = (Set(0), Set(0));
            row.insert(db).await?
        }
    };
    Ok(row.id)
}

/// Writes the questions and returns their ids by key.
async fn write_questions(db: &impl ConnectionTrait, file: &Pack, pack_id: i32) -> Result<BTreeMap<String, i32>, DbErr> {
    use question::Column::{
        Answer, Category, Difficulty, Digest, Explanation, FamilyFriendly, Key, Kind, PackId, Position, Prompt, Slot,
        Source,
    };

    let kept = file.questions.iter().map(|question| &question.key);
    question::Entity::delete_many().filter(PackId.eq(pack_id)).filter(Key.is_not_in(kept)).exec(db).await?;

    // Free all slots and digests first: the new file may give them to other questions.
    question::Entity::update_many()
        .col_expr(Slot, Expr::col(question::Column::Id).mul(-1).sub(1))
        .col_expr(Digest, Expr::col(Key))
        .filter(PackId.eq(pack_id))
        .exec(db)
        .await?;

    let or_change = OnConflict::columns([PackId, Key])
        .update_columns([Position, Kind, Prompt, Answer, Category, FamilyFriendly, Explanation, Source, Difficulty])
        .update_columns([Slot, Digest])
        .to_owned();
    for rows in chunks(question_rows(file, pack_id)) {
        question::Entity::insert_many(rows).on_conflict(or_change.clone()).exec_without_returning(db).await?;
    }

    let ids: Vec<(String, i32)> = question::Entity::of_packs([pack_id])
        .select_only()
        .columns([Key, question::Column::Id])
        .into_tuple()
        .all(db)
        .await?;
    Ok(ids.into_iter().collect())
}

/// Writes the sizes of the question pools.
async fn write_pools(db: &impl ConnectionTrait, file: &Pack, pack_id: i32) -> Result<(), DbErr> {
    question_pool::Entity::delete_many().filter(question_pool::Column::PackId.eq(pack_id)).exec(db).await?;
    let mut sizes = BTreeMap::<Pool, i32>::new();
    for question in &file.questions {
        *sizes.entry(pool(question)).or_default() += 1;
    }
    for ((kind, family_friendly), size) in sizes {
        let row = question_pool::ActiveModel {
            pack_id: Set(pack_id),
            kind: Set(kind.as_str().to_owned()),
            family_friendly: Set(family_friendly),
            size: Set(size),
            ..Default::default()
        };
        question_pool::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Replaces all decoys, aliases, further answers and words. No other table refers to their ids.
async fn write_texts(db: &impl ConnectionTrait, file: &Pack, ids: &BTreeMap<String, i32>) -> Result<(), DbErr> {
    let all_ids: Vec<i32> = ids.values().copied().collect();
    decoy::Entity::delete_many().filter(decoy::Column::QuestionId.is_in(all_ids.iter().copied())).exec(db).await?;
    alias::Entity::delete_many().filter(alias::Column::QuestionId.is_in(all_ids.iter().copied())).exec(db).await?;
    let answers = more_answer::Column::QuestionId.is_in(all_ids.iter().copied());
    more_answer::Entity::delete_many().filter(answers).exec(db).await?;
    word::Entity::delete_many().filter(word::Column::QuestionId.is_in(all_ids)).exec(db).await?;
    for rows in chunks(decoy_rows(file, ids)) {
        decoy::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    for rows in chunks(alias_rows(file, ids)) {
        alias::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    for rows in chunks(more_answer_rows(file, ids)) {
        more_answer::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    for rows in chunks(word_rows(file, ids)) {
        word::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Kind and audience of a question pool.
type Pool = (PackQuestionKind, bool);

fn pool(question: &PackQuestion) -> Pool {
    (question.kind, question.family_friendly)
}

fn question_rows(file: &Pack, pack_id: i32) -> Vec<question::ActiveModel> {
    let mut slots = BTreeMap::<Pool, i32>::new();
    let row = |(question, position): (&PackQuestion, i32)| {
        let slot = slots.entry(pool(question)).or_default();
        let row = question::ActiveModel {
            pack_id: Set(pack_id),
            key: Set(question.key.clone()),
            position: Set(position),
            kind: Set(question.kind.as_str().to_owned()),
            prompt: Set(question.prompt.clone()),
            answer: Set(question.answer.clone()),
            category: Set(question.category.clone()),
            family_friendly: Set(question.family_friendly),
            explanation: Set(filled(&question.explanation)),
            source: Set(filled(&question.source)),
            difficulty: Set(question.difficulty.map(|difficulty| difficulty.as_str().to_owned())),
            slot: Set(*slot),
            digest: Set(question_digest(&question.prompt, &question.answer)),
            ..Default::default()
        };
        *slot += 1;
        row
    };
    file.questions.iter().zip(0..).map(row).collect()
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn decoy_rows(file: &Pack, ids: &BTreeMap<String, i32>) -> Vec<decoy::ActiveModel> {
    let row = |(id, position, text): (i32, i32, &String)| decoy::ActiveModel {
        question_id: Set(id),
        position: Set(position),
        text: Set(text.clone()),
        ..Default::default()
    };
    texts(file, ids, |question| &question.decoys).map(row).collect()
}

fn alias_rows(file: &Pack, ids: &BTreeMap<String, i32>) -> Vec<alias::ActiveModel> {
    let row = |(id, position, text): (i32, i32, &String)| alias::ActiveModel {
        question_id: Set(id),
        position: Set(position),
        text: Set(text.clone()),
        ..Default::default()
    };
    texts(file, ids, |question| &question.aliases).map(row).collect()
}

fn more_answer_rows(file: &Pack, ids: &BTreeMap<String, i32>) -> Vec<more_answer::ActiveModel> {
    let row = |(id, position, text): (i32, i32, &String)| more_answer::ActiveModel {
        question_id: Set(id),
        position: Set(position),
        text: Set(text.clone()),
        ..Default::default()
    };
    texts(file, ids, |question| &question.more_answers).map(row).collect()
}

fn word_rows(file: &Pack, ids: &BTreeMap<String, i32>) -> Vec<word::ActiveModel> {
    let row = |(id, position, text): (i32, i32, &String)| word::ActiveModel {
        question_id: Set(id),
        position: Set(position),
        text: Set(text.clone()),
        ..Default::default()
    };
    texts(file, ids, |question| &question.words).map(row).collect()
}

/// Returns every text with the id of its question and its position within the question.
fn texts<'a>(
    file: &'a Pack,
    ids: &BTreeMap<String, i32>,
    of: impl Fn(&'a PackQuestion) -> &'a [String],
) -> impl Iterator<Item = (i32, i32, &'a String)> {
    let questions = file.questions.iter().filter_map(|question| Some((question, *ids.get(&question.key)?)));
    questions
        .flat_map(move |(question, id)| of(question).iter().zip(0..).map(move |(text, position)| (id, position, text)))
}

fn chunks<T>(rows: Vec<T>) -> Vec<Vec<T>> {
    let mut rows = rows.into_iter().peekable();
    let mut chunks = Vec::new();
    while rows.peek().is_some() {
        chunks.push(rows.by_ref().take(CHUNK).collect());
    }
    chunks
}
