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
    /// What clients call the pack by: a word such as `starter-en` for those that come with the
    /// platform, else 20 random letters and digits that nobody can guess; unique.
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
    /// The account it belongs to and goes with; `None` for those of the platform and its operator.
    pub owner_id: Option<String>,
    /// Who besides its owner may see and play it.
    pub visibility: Visibility,
    /// When it was made, in ms since 1970.
    pub created_at: i64,
    /// When it or a question in it was last changed, in ms since 1970.
    pub updated_at: i64,
    /// How many questions it has, by kind.
    #[sea_orm(has_many)]
    pub shelves: HasMany<super::shelf::Entity>,
    /// The questions in it.
    #[sea_orm(has_many)]
    pub questions: HasMany<super::question::Entity>,
}

/// Who may see and play a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Visibility {
    /// Its owner.
    Private,
    /// Whoever was given its key.
    Unlisted,
    /// Everybody on this server.
    Public,
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

    /// The packs that belong to an account.
    #[must_use]
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find().filter(Column::OwnerId.eq(account))
    }

    /// The packs that everybody on this server may see.
    #[must_use]
    pub fn public() -> Select<Self> {
        Self::find().filter(Column::Visibility.eq(Visibility::Public))
    }

    /// The packs that come with the platform.
    #[must_use]
    pub fn built_in() -> Select<Self> {
        // They have no owner, and those are found by an index among the packs of everybody.
        Self::find().filter(Column::OwnerId.is_null()).filter(Column::BuiltIn.eq(true))
    }
}

impl Model {
    /// Whether an account (or nobody in particular) may see and play it, given that they know its key.
    #[must_use]
    pub fn open_to(&self, account: Option<&str>) -> bool {
        self.built_in || self.visibility != Visibility::Private || self.belongs_to(account)
    }

    /// Whether it is this account's own.
    #[must_use]
    pub fn belongs_to(&self, account: Option<&str>) -> bool {
        self.owner_id.is_some() && self.owner_id.as_deref() == account
    }
}
