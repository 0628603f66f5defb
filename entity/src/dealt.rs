//! A question that was dealt in a game of an account, so that the account's group does not meet it
//! again soon. The latest few hundred of each account are kept.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One question dealt.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dealt")]
pub struct Model {
    /// The account whose session it was.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: String,
    /// The question.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: i32,
    /// When it was last dealt, in ms since 1970.
    pub dealt_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// What an account was dealt, the latest first.
    #[must_use]
    pub fn to_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_desc(Column::DealtAt)
            .order_by_asc(Column::QuestionId)
    }

    /// The questions an account was dealt, the latest first.
    #[must_use]
    pub fn questions_of(account: &str) -> Select<Self> {
        Self::to_account(account).select_only().column(Column::QuestionId)
    }
}
