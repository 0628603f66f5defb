//! Which question uses which file.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter,
    sea_query::Expr,
};
use wpp_entity::{media, question_media};
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
    media::Entity::update_many()
        .col_expr(media::Column::Attached, Expr::value(true))
        .filter(media::Column::Id.is_in(ids.into_values()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Removes the media of a question.
pub(crate) async fn detach(tx: &DatabaseTransaction, question: i32) -> Result<(), DbErr> {
    question_media::Entity::delete_by_id(question).exec(tx).await.map(drop)
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
