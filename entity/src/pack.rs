//! A set of questions that can be chosen for a game.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One pack.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pack")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// What clients call the pack by, such as `starter-en`; unique.
    #[sea_orm(unique)]
    pub key: String,
    /// What people see.
    pub title: String,
    /// The language of its questions, as a BCP 47 tag such as `en`.
    pub language: String,
    /// A sentence on what is in it.
    pub description: String,
    /// Whether it comes with the platform: such packs are kept equal to their files, and are the
    /// ones played when none is chosen.
    pub built_in: bool,
    /// A fingerprint of the content the rows were written from; equal means nothing to do.
    pub digest: String,
    /// The questions in it.
    #[sea_orm(has_many)]
    pub questions: HasMany<super::question::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The pack that clients call `key`.
    #[must_use]
    pub fn called(key: &str) -> Select<Self> {
        Self::find().filter(Column::Key.eq(key))
    }

    /// The packs that clients call one of `keys`.
    pub fn called_any<'a>(keys: impl IntoIterator<Item = &'a str>) -> Select<Self> {
        Self::find().filter(Column::Key.is_in(keys))
    }

    /// The packs that come with the platform.
    #[must_use]
    pub fn built_in() -> Select<Self> {
        Self::find().filter(Column::BuiltIn.eq(true))
    }
}
