//! Accounts of hosts: a login name and a password hash.

use sea_orm::{QueryOrder, QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// Opaque random id, never reused. Every row that an account owns refers to it.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The login name as its owner typed it.
    pub name: String,
    /// The case-folded login name, unique among accounts.
    #[sea_orm(unique)]
    pub name_key: String,
    /// Argon2id hash of the password as a PHC string, which includes its parameters.
    pub password_hash: String,
    /// Registration time, in ms since 1970.
    pub created_at: i64,
    /// Time of the last password change, in ms since 1970.
    pub password_changed_at: i64,
    /// The logins of the account.
    #[sea_orm(has_many)]
    pub refresh_tokens: HasMany<super::refresh_token::Entity>,
    /// The saved presets of the account.
    #[sea_orm(has_many)]
    pub presets: HasMany<super::preset::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the account with this case-folded login name.
    #[must_use]
    pub fn with_name_key(name_key: &str) -> Select<Self> {
        Self::find().filter(Column::NameKey.eq(name_key))
    }

    /// Selects up to `most` accounts whose case-folded name starts with `start`, by name.
    #[must_use]
    pub fn starting_with(start: &str, most: u64) -> Select<Self> {
        Self::find().filter(Column::NameKey.starts_with(start)).order_by_asc(Column::NameKey).limit(most)
    }

    /// Selects the account `id` if its login with the token family `family` still exists.
    #[must_use]
    pub fn logged_in(id: &str, family: &str) -> Select<Self> {
        Self::find_by_id(id)
            .inner_join(super::refresh_token::Entity)
            .filter(super::refresh_token::Column::Family.eq(family))
    }
}
