//! One place where an account is logged in: a family of refresh tokens, of which one is good.
//!
//! Each use of the good token replaces it by the next one of its family, in the same row. Of the
//! tokens themselves only hashes are kept. The row's end is the end of the login, and of every
//! access token issued for it.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One login.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "refresh_token")]
pub struct Model {
    /// Names the family: opaque, drawn at random, a part of each of its tokens.
    #[sea_orm(primary_key, auto_increment = false)]
    pub family: String,
    /// Whose.
    pub account_id: String,
    /// The hash of the token that is good.
    pub hash: String,
    /// The hash of the one before it, which has been used.
    pub previous_hash: Option<String>,
    /// When the account logged in, in ms since 1970.
    pub created_at: i64,
    /// When the good token replaced the one before it, in ms since 1970.
    pub rotated_at: i64,
    /// When the good token's time is over, in ms since 1970.
    pub expires_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Every login of an account, the newest first.
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_desc(Column::CreatedAt)
            .order_by_desc(Column::Family)
    }
}
