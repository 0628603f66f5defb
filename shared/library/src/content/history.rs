//! The question history of an account: recorded when a game starts, excluded from the next one.

use std::collections::BTreeSet;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::OnConflict,
};
use wpp_entity::question_history;
use wpp_runtime::db::Writer;

use super::PackSelection;

/// Maximum number of questions in the history of one account: several dozen games.
pub const MAX_HISTORY: u64 = 500;

/// Records the questions with the ids `played` in an account's history and deletes the oldest entries beyond
/// [`MAX_HISTORY`]. Ids of other sources of questions are ignored.
///
/// # Errors
/// When the database fails.
pub async fn record_history<'a>(
    writer: &Writer,
    account: &str,
    played: impl Iterator<Item = &'a str>,
    now: i64,
) -> Result<(), DbErr> {
    use question_history::Column::{AccountId, DrawnAt, QuestionId};
    let rows = played.filter_map(|id| id.parse().ok()).map(|question: i32| question_history::ActiveModel {
        account_id: Set(account.to_owned()),
        question_id: Set(question),
        drawn_at: Set(now),
    });
    let rows: Vec<question_history::ActiveModel> = rows.collect();
    if rows.is_empty() {
        return Ok(());
    }
    let tx = writer.begin().await?;
    let update_time = OnConflict::columns([AccountId, QuestionId]).update_column(DrawnAt).to_owned();
    question_history::Entity::insert_many(rows).on_conflict(update_time).exec_without_returning(&*tx).await?;
    let old = question_history::Entity::question_ids_of(account).offset(MAX_HISTORY).limit(MAX_HISTORY);
    let old: Vec<i32> = old.into_tuple().all(&*tx).await?;
    let surplus = question_history::Entity::delete_many().filter(AccountId.eq(account)).filter(QuestionId.is_in(old));
    surplus.exec(&*tx).await?;
    tx.commit().await
}

/// Returns the questions to exclude from a draw, the latest first.
pub(super) async fn excluded(view: &DatabaseTransaction, selection: PackSelection<'_>) -> Result<Vec<i32>, DbErr> {
    let mut excluded: Vec<i32> = selection.exclude.iter().rev().filter_map(|id| id.parse().ok()).collect();
    if let Some(account) = selection.account {
        let of_account = question_history::Entity::question_ids_of(account).limit(MAX_HISTORY);
        let of_account: Vec<i32> = of_account.into_tuple().all(view).await?;
        excluded.extend(of_account);
    }
    let mut seen = BTreeSet::new();
    excluded.retain(|id| seen.insert(*id));
    Ok(excluded)
}
