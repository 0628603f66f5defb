//! Operators: accounts that may manage the server on the page `/admin`.

use sea_orm::{QueryOrder, SelectTwo, entity::prelude::*};

#[sea_orm::model]
/// The right of one account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "operator")]
pub struct Model {
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: String,
    /// Time at which the account received the right, in ms since 1970.
    pub granted_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects all operators with their accounts, in the order in which they received the right.
    #[must_use]
    pub fn with_accounts() -> SelectTwo<Self, super::account::Entity> {
        Self::find().find_also_related(super::account::Entity).order_by_asc(Column::GrantedAt)
    }
}
