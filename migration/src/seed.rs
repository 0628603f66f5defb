//! Writes the packs that come with the platform into the tables.
//!
//! They are kept equal to their files: a question keeps its row as long as it keeps its key, whatever
//! else is corrected about it. Packs that people made are written elsewhere ([`wpp_library::packs`]).

use std::collections::BTreeMap;

use sea_orm_migration::sea_orm::{
    ActiveModelTrait,
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, ExprTrait, OnConflict},
};
use wpp_entity::{alias, decoy, pack, question, shelf};
use wpp_library::packs::digest;

use crate::pack::{Pack, PackQuestion};

/// Rows written by one statement: far below the databases' limits of bound values (SQLite 32766).
const CHUNK: usize = 500;

/// The kind of all questions that come with the platform: sentences with a gap.
const KIND: &str = "blank";

/// What [`write()`] found to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Written {
    /// The rows already said what the file says.
    Unchanged,
    /// The rows were made or changed.
    Changed,
}

/// Makes the rows of a pack of the platform's own say what its file says. Rows of questions that are still in the pack
/// are changed in place and keep their ids; those of questions that left it are deleted.
///
/// Call it in a transaction: half a pack is of no use.
///
/// # Errors
/// When the database fails.
pub async fn write(db: &impl ConnectionTrait, file: &Pack) -> Result<Written, DbErr> {
    let stored = pack::Entity::called(&file.key).one(db).await?;
    if stored.as_ref().is_some_and(|pack| !pack.built_in) {
        return Err(DbErr::Custom(format!("the pack {:?} is not the platform's own", file.key)));
    }
    let digest = file.digest();
    if stored.as_ref().is_some_and(|pack| pack.digest == digest) {
        return Ok(Written::Unchanged);
    }
    let pack_id = write_pack(db, file, digest, stored.map(|pack| pack.id)).await?;
    let ids = write_questions(db, file, pack_id).await?;
    write_shelves(db, file, pack_id).await?;
    write_texts(db, file, &ids).await?;
    tracing::info!(pack = file.key, questions = file.questions.len(), "wrote a question pack");
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
        digest: Set(digest),
        ..Default::default()
    };
    let row = match stored {
        Some(id) => {
            row.id = Set(id);
            row.update(db).await?
        }
        None => {
            // When it was made is when the release was: nothing that the rows would have to tell.
            (row.created_at, row.updated_at) = (Set(0), Set(0));
            row.insert(db).await?
        }
    };
    Ok(row.id)
}

/// Returns the id of every question by its key.
async fn write_questions(db: &impl ConnectionTrait, file: &Pack, pack_id: i32) -> Result<BTreeMap<String, i32>, DbErr> {
    use question::Column::{
        Answer, Category, Digest, Explanation, FamilyFriendly, Key, Kind, PackId, Place, Position, Prompt, Source,
    };

    let kept = file.questions.iter().map(|question| &question.key);
    question::Entity::delete_many().filter(PackId.eq(pack_id)).filter(Key.is_not_in(kept)).exec(db).await?;

    // Out of each other's way first: in the new edition one question may stand where another stood.
    question::Entity::update_many()
        .col_expr(Place, Expr::col(question::Column::Id).mul(-1).sub(1))
        .col_expr(Digest, Expr::col(Key))
        .filter(PackId.eq(pack_id))
        .exec(db)
        .await?;

    let or_change = OnConflict::columns([PackId, Key])
        .update_columns([Position, Kind, Prompt, Answer, Category, FamilyFriendly, Explanation, Source, Place, Digest])
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

/// Writes how many questions stand where.
async fn write_shelves(db: &impl ConnectionTrait, file: &Pack, pack_id: i32) -> Result<(), DbErr> {
    shelf::Entity::delete_many().filter(shelf::Column::PackId.eq(pack_id)).exec(db).await?;
    for family_friendly in [false, true] {
        let size = file.questions.iter().filter(|question| question.family_friendly == family_friendly).count();
        let row = shelf::ActiveModel {
            pack_id: Set(pack_id),
            kind: Set(KIND.to_owned()),
            family_friendly: Set(family_friendly),
            size: Set(i32::try_from(size).unwrap_or(i32::MAX)),
            ..Default::default()
        };
        shelf::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Writes decoys and aliases anew: nothing refers to them by id.
async fn write_texts(db: &impl ConnectionTrait, file: &Pack, ids: &BTreeMap<String, i32>) -> Result<(), DbErr> {
    let every: Vec<i32> = ids.values().copied().collect();
    decoy::Entity::delete_many().filter(decoy::Column::QuestionId.is_in(every.iter().copied())).exec(db).await?;
    alias::Entity::delete_many().filter(alias::Column::QuestionId.is_in(every)).exec(db).await?;
    for rows in chunks(decoy_rows(file, ids)) {
        decoy::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    for rows in chunks(alias_rows(file, ids)) {
        alias::Entity::insert_many(rows).exec_without_returning(db).await?;
    }
    Ok(())
}

fn question_rows(file: &Pack, pack_id: i32) -> Vec<question::ActiveModel> {
    let mut places = BTreeMap::<bool, i32>::new();
    let row = |(question, position): (&PackQuestion, i32)| {
        let place = places.entry(question.family_friendly).or_default();
        let row = question::ActiveModel {
            pack_id: Set(pack_id),
            key: Set(question.key.clone()),
            position: Set(position),
            kind: Set(KIND.to_owned()),
            prompt: Set(question.prompt.clone()),
            answer: Set(question.answer.clone()),
            category: Set(question.category.clone()),
            family_friendly: Set(question.family_friendly),
            explanation: Set(Some(question.explanation.clone())),
            source: Set(Some(question.source.clone())),
            place: Set(*place),
            digest: Set(digest(&question.prompt, &question.answer)),
            ..Default::default()
        };
        *place += 1;
        row
    };
    file.questions.iter().zip(0..).map(row).collect()
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

/// Every text of a kind, with its question's id and its place among the texts of its question.
fn texts<'a>(
    file: &'a Pack,
    ids: &BTreeMap<String, i32>,
    of: impl Fn(&'a PackQuestion) -> &'a [String],
) -> impl Iterator<Item = (i32, i32, &'a String)> {
    let questions = file.questions.iter().filter_map(|question| Some((question, *ids.get(&question.key)?)));
    questions.flat_map(move |(question, id)| of(question).iter().zip(0..).map(move |(text, place)| (id, place, text)))
}

fn chunks<T>(rows: Vec<T>) -> Vec<Vec<T>> {
    let mut rows = rows.into_iter().peekable();
    let mut chunks = Vec::new();
    while rows.peek().is_some() {
        chunks.push(rows.by_ref().take(CHUNK).collect());
    }
    chunks
}
