//! Which question and which preset uses which file.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    sea_query::Expr,
};
use wpp_entity::{media, preset_media, question_media};
use wpp_game::content::Media;

use super::{MediaError, lock};

/// Writes the media of questions that have none, given by the ids of the questions.
///
/// # Errors
/// [`MediaError::Missing`] for a file that the owner of the questions does not have.
pub(crate) async fn attach(
    tx: &DatabaseTransaction,
    owner: Option<&str>,
    uses: Vec<(i32, Media)>,
) -> Result<(), MediaError> {
    if uses.is_empty() {
        return Ok(());
    }
    // Otherwise an unused file could be deleted meanwhile.
    lock(tx).await?;
    let files: Vec<&str> = uses.iter().map(|(_, used)| used.file.as_str()).collect();
    let found = media::Entity::of_owner(owner).filter(media::Column::File.is_in(files)).all(tx).await?;
    let ids: BTreeMap<&str, i32> = found.iter().map(|row| (row.file.as_str(), row.id)).collect();
    let mut rows = Vec::with_capacity(uses.len());
    for (question, used) in &uses {
        let id = ids.get(used.file.as_str()).ok_or(MediaError::Missing)?;
        rows.push(question_media::ActiveModel {
            question_id: Set(*question),
            media_id: Set(*id),
            alt: Set(used.alt.clone()),
        });
    }
    question_media::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(mark_attached(tx, ids.into_values()).await?)
}

async fn mark_attached(tx: &DatabaseTransaction, ids: impl IntoIterator<Item = i32>) -> Result<(), DbErr> {
    let update = media::Entity::update_many().col_expr(media::Column::Attached, Expr::value(true));
    update.filter(media::Column::Id.is_in(ids)).exec(tx).await.map(drop)
}

/// Removes the media of a question.
pub(crate) async fn detach(tx: &DatabaseTransaction, question: i32) -> Result<(), DbErr> {
    question_media::Entity::delete_by_id(question).exec(tx).await.map(drop)
}

/// Replaces the files that a preset names. Returns those that the owner of the preset does not have.
pub(crate) async fn set_of_preset(
    tx: &DatabaseTransaction,
    owner: &str,
    preset: &str,
    files: BTreeSet<String>,
) -> Result<BTreeSet<String>, DbErr> {
    preset_media::Entity::delete_many().filter(preset_media::Column::PresetId.eq(preset)).exec(tx).await?;
    if files.is_empty() {
        return Ok(files);
    }
    lock(tx).await?;
    let names = files.iter().map(String::as_str);
    let found = media::Entity::of_owner(Some(owner)).filter(media::Column::File.is_in(names)).all(tx).await?;
    let ids: Vec<i32> = found.iter().map(|row| row.id).collect();
    if !ids.is_empty() {
        let used = |id: &i32| preset_media::ActiveModel { preset_id: Set(preset.to_owned()), media_id: Set(*id) };
        preset_media::Entity::insert_many(ids.iter().map(used)).exec_without_returning(tx).await?;
        mark_attached(tx, ids).await?;
    }
    let is_missing = |file: &String| !found.iter().any(|row| row.file == *file);
    Ok(files.into_iter().filter(is_missing).collect())
}

/// Returns the files that a preset names and its owner still has.
pub(crate) async fn of_preset(db: &impl ConnectionTrait, preset: &str) -> Result<BTreeSet<String>, DbErr> {
    let rows = preset_media::Entity::of_preset(preset).all(db).await?;
    Ok(rows.into_iter().filter_map(|(_, file)| Some(file?.file)).collect())
}

/// Returns the media of these questions.
pub(crate) async fn of_questions(
    db: &impl ConnectionTrait,
    questions: impl IntoIterator<Item = i32>,
) -> Result<BTreeMap<i32, Media>, DbErr> {
    let rows = question_media::Entity::of_questions(questions).all(db).await?;
    let used = |(row, file): (question_media::Model, Option<media::Model>)| {
        Some((row.question_id, Media { file: file?.file, alt: row.alt }))
    };
    Ok(rows.into_iter().filter_map(used).collect())
}
