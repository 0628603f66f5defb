//! Question history (table `dealt`): which questions an account's sessions played recently.
//!
//! A draw avoids these questions. The latest 500 of each account are kept.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One played question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dealt")]
pub struct Model {
    /// The account that hosted the session.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: String,
    /// The question.
    #[sea_orm(primary_key, auto_increment = false)]
    pub question_id: i32,
    /// Time of the start of the last game with the question, in ms since 1970.
    #[sea_orm(column_name = "dealt_at")]
    pub drawn_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
    /// The question.
    #[sea_orm(belongs_to, from = "question_id", to = "id", on_delete = "Cascade")]
    pub question: BelongsTo<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the history of an account, newest first.
    #[must_use]
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_desc(Column::DrawnAt)
            .order_by_asc(Column::QuestionId)
    }

    /// Selects the question ids in the history of an account, newest first.
    #[must_use]
    pub fn question_ids_of(account: &str) -> Select<Self> {
        Self::of_account(account).select_only().column(Column::QuestionId)
    }
}
