//! A configuration of a cartridge, kept under a name.
//!
//! What it sets is in a row of the cartridge's own table (`fib_preset`, …), whose columns are the
//! settings that the cartridge declares: no entity knows them, since they are read and written by
//! that declaration.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One preset.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preset")]
pub struct Model {
    /// What clients call it: opaque, drawn at random.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// Whose.
    pub account_id: String,
    /// The cartridge's key, such as `fib`.
    pub cartridge: String,
    /// What its owner calls it; 1–60 graphemes.
    pub name: String,
    /// Whether it is what its owner begins with; at most one of an account and cartridge is.
    pub is_default: bool,
    /// When it was made, in ms since 1970.
    pub created_at: i64,
    /// When it was last changed, in ms since 1970.
    pub updated_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The preset `id`, if it is this account's: nobody can reach another's, whatever they guess.
    #[must_use]
    pub fn own(account: &str, id: &str) -> Select<Self> {
        Self::find_by_id(id).filter(Column::AccountId.eq(account))
    }

    /// Every preset of an account, the default of each cartridge first, then by name.
    #[must_use]
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_asc(Column::Cartridge)
            .order_by_desc(Column::IsDefault)
            .order_by_asc(Column::Name)
            .order_by_asc(Column::Id)
    }

    /// Those of one cartridge.
    #[must_use]
    pub fn of_cartridge(account: &str, cartridge: &str) -> Select<Self> {
        Self::of_account(account).filter(Column::Cartridge.eq(cartridge))
    }

    /// Takes the mark of the default from an account's presets of a cartridge.
    #[must_use]
    pub fn without_default(account: &str, cartridge: &str) -> sea_orm::UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::IsDefault, Expr::value(false))
            .filter(Column::AccountId.eq(account))
            .filter(Column::Cartridge.eq(cartridge))
            .filter(Column::IsDefault.eq(true))
    }
}
