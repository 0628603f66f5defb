//! Somebody who hosts often: a name, a password, and what belongs to them.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One account.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account")]
pub struct Model {
    /// What everything that belongs to it refers to: opaque, drawn at random, never reused.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: String,
    /// The login name as its owner writes it.
    pub name: String,
    /// The login name in one case: no two accounts differ only in that.
    #[sea_orm(unique)]
    pub name_key: String,
    /// The password's Argon2id hash, as a PHC string: it names its own parameters.
    pub password_hash: String,
    /// When it was registered, in ms since 1970.
    pub created_at: i64,
    /// When its password was last set, in ms since 1970.
    pub password_changed_at: i64,
    /// Where it is logged in.
    #[sea_orm(has_many)]
    pub refresh_tokens: HasMany<super::refresh_token::Entity>,
    /// The configurations it keeps.
    #[sea_orm(has_many)]
    pub presets: HasMany<super::preset::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The account whose login name, in one case, is `name_key`.
    #[must_use]
    pub fn named(name_key: &str) -> Select<Self> {
        Self::find().filter(Column::NameKey.eq(name_key))
    }

    /// The account `id`, if it is still logged in where the token family `family` was issued.
    #[must_use]
    pub fn logged_in(id: &str, family: &str) -> Select<Self> {
        Self::find_by_id(id)
            .inner_join(super::refresh_token::Entity)
            .filter(super::refresh_token::Column::Family.eq(family))
    }
}
