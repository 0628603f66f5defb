//! Presets: named configurations of a cartridge.
//!
//! The settings of a preset are a row of the cartridge's table (`fib_preset`, …). The cartridge's manifest
//! declares its columns, so these tables have no entity.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One preset.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preset")]
pub struct Model {
    /// Opaque random id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// PackFilter.
    pub account_id: String,
    /// The cartridge's key, such as `fib`.
    pub cartridge: String,
    /// Name chosen by the owner, 1–60 graphemes.
    pub name: String,
    /// Whether this preset is the default. An account has at most one default for each cartridge.
    pub is_default: bool,
    /// Creation time, in ms since 1970.
    pub created_at: i64,
    /// Time of the last change, in ms since 1970.
    pub updated_at: i64,
    /// The account.
    #[sea_orm(belongs_to, from = "account_id", to = "id", on_delete = "Cascade")]
    pub account: BelongsTo<super::account::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the preset `id` if this account owns it.
    #[must_use]
    pub fn own(account: &str, id: &str) -> Select<Self> {
        Self::find_by_id(id).filter(Column::AccountId.eq(account))
    }

    /// Selects every preset of an account, ordered by cartridge, default first, then by name.
    #[must_use]
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find()
            .filter(Column::AccountId.eq(account))
            .order_by_asc(Column::Cartridge)
            .order_by_desc(Column::IsDefault)
            .order_by_asc(Column::Name)
            .order_by_asc(Column::Id)
    }

    /// Selects the presets of an account for one cartridge.
    #[must_use]
    pub fn of_cartridge(account: &str, cartridge: &str) -> Select<Self> {
        Self::of_account(account).filter(Column::Cartridge.eq(cartridge))
    }

    /// Clears the default flag of an account's presets for one cartridge.
    #[must_use]
    pub fn without_default(account: &str, cartridge: &str) -> sea_orm::UpdateMany<Self> {
        Self::update_many()
            .col_expr(Column::IsDefault, Expr::value(false))
            .filter(Column::AccountId.eq(account))
            .filter(Column::Cartridge.eq(cartridge))
            .filter(Column::IsDefault.eq(true))
    }
}
