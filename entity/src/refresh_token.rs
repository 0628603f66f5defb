//! Logins: one row for each family of refresh tokens.
//!
//! Exactly one token of a family is valid. Using it replaces it with the next token of the family in the
//! same row. Only token hashes are stored. Deleting the row ends the login and every access token issued
//! for it.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One login.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// Opaque random id of the family; the first part of each of its tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub family: String,
    /// PackFilter.
    pub account_id: String,
    /// SHA-256 of the valid token, in hexadecimal.
    pub hash: String,
    /// SHA-256 of the previous token, which has been used.
    pub previous_hash: Option<String>,
    /// Login time, in ms since 1970.
    pub created_at: i64,
    /// Time of the last rotation, in ms since 1970.
    pub rotated_at: i64,
    /// Expiry of the valid token, in ms since 1970.
    pub expires_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects every login of an account, newest first.
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Family)
    }
}
