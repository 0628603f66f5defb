//! The right of accounts to manage the server, in the table `operator`.

use sea_orm::{ConnectionTrait, DbErr, EntityTrait as _, sea_query::OnConflict};
use wpp_entity::{account, operator};
use wpp_game::time::Timestamp;

/// Gives an account the right. Does nothing if the account has it.
///
/// # Errors
/// When the database fails.
pub async fn grant(db: &impl ConnectionTrait, account: &str, now: Timestamp) -> Result<(), DbErr> {
    let row = operator::Model { account_id: account.to_owned(), granted_at: now.millis() };
    let unless_there = OnConflict::column(operator::Column::AccountId).do_nothing().to_owned();
    operator::Entity::insert(operator::ActiveModel::from(row))
        .on_conflict(unless_there)
        .exec_without_returning(db)
        .await?;
    Ok(())
}

/// Takes the right from an account. Its logins as an operator end. Returns whether the account had the right.
///
/// # Errors
/// When the database fails.
pub async fn revoke(db: &impl ConnectionTrait, account: &str) -> Result<bool, DbErr> {
    Ok(operator::Entity::delete_by_id(account).exec(db).await?.rows_affected > 0)
}

/// Returns whether an account has the right.
///
/// # Errors
/// When the database fails.
pub async fn is_operator(db: &impl ConnectionTrait, account: &str) -> Result<bool, DbErr> {
    Ok(operator::Entity::find_by_id(account).one(db).await?.is_some())
}

/// Returns the accounts with the right, in the order in which they received it.
///
/// # Errors
/// When the database fails.
pub async fn list(db: &impl ConnectionTrait) -> Result<Vec<account::Model>, DbErr> {
    Ok(operator::Entity::with_accounts().all(db).await?.into_iter().filter_map(|(_, account)| account).collect())
}
