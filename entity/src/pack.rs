//! Question packs: sets of questions that a host can select for a game.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One pack.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "pack")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Unique public id: a word such as `starter-en` for built-in packs, otherwise 20 random letters
    /// and digits. An unlisted pack relies on this key being unguessable.
    #[sea_orm(unique)]
    pub key: String,
    /// Title, 1–60 characters.
    pub title: String,
    /// Language of the questions as a BCP 47 tag such as `en`.
    pub language: String,
    /// Description, up to 300 characters.
    pub description: String,
    /// Whether the pack is part of the release. Each start updates built-in packs from their files.
    /// A session without selected packs draws from them.
    pub built_in: bool,
    /// Digest of the built-in file that the rows were written from; empty for other packs.
    pub digest: String,
    /// The owning account; `None` for built-in packs and packs of the operator.
    pub owner_id: Option<String>,
    /// Who can see and play the pack apart from its owner.
    pub visibility: Visibility,
    /// Creation time, in ms since 1970.
    pub created_at: i64,
    /// Time of the last change to the pack or its questions, in ms since 1970.
    pub updated_at: i64,
    /// Whether the pack can be used.
    pub status: Status,
    /// Position after the last question of the pack. Questions from this position on belong to an unfinished change.
    pub end_position: i32,
    /// Key of the change in progress that takes several transactions, such as an import.
    pub change_key: Option<String>,
    /// Time from which the sweep undoes the change in progress, in ms since 1970.
    pub change_expires_at: Option<i64>,
    /// The question pools of the pack.
    #[sea_orm(has_many)]
    pub question_pools: HasMany<super::question_pool::Entity>,
    /// The questions in it.
    #[sea_orm(has_many)]
    pub questions: HasMany<super::question::Entity>,
}

/// Who may see and play a pack.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Visibility {
    /// Only its owner.
    Private,
    /// Everybody who has its key.
    Unlisted,
    /// Everybody on this server.
    Public,
}

/// Whether a pack can be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text", rename_all = "snake_case")]
pub enum Status {
    /// The pack can be used.
    Ready,
    /// The import or copy that creates the pack is unfinished. Nobody can see the pack.
    Staged,
    /// The pack was deleted, and its rows are being deleted. It has no owner, and nobody can see it.
    Removed,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the packs that can be used.
    #[must_use]
    pub fn ready() -> Select<Self> {
        Self::find().filter(Column::Status.eq(Status::Ready))
    }

    /// Selects the pack with this key.
    #[must_use]
    pub fn with_key(key: &str) -> Select<Self> {
        Self::ready().filter(Column::Key.eq(key))
    }

    /// Selects the packs with these keys.
    pub fn with_keys<'a>(keys: impl IntoIterator<Item = &'a str>) -> Select<Self> {
        Self::ready().filter(Column::Key.is_in(keys))
    }

    /// Selects the packs of an account, also those of unfinished imports.
    #[must_use]
    pub fn of_account(account: &str) -> Select<Self> {
        Self::find().filter(Column::OwnerId.eq(account))
    }

    /// Selects the packs that everybody on this server can see.
    #[must_use]
    pub fn public() -> Select<Self> {
        Self::ready().filter(Column::Visibility.eq(Visibility::Public))
    }

    /// Selects the built-in packs.
    #[must_use]
    pub fn built_in() -> Select<Self> {
        // The condition on the owner uses an index; `built_in` alone has none.
        Self::find().filter(Column::OwnerId.is_null()).filter(Column::BuiltIn.eq(true))
    }
}

impl Model {
    /// Returns whether a caller who has the key can see and play the pack. `None` is an anonymous caller.
    #[must_use]
    pub fn visible_to(&self, account: Option<&str>) -> bool {
        self.built_in || self.visibility != Visibility::Private || self.is_owned_by(account)
    }

    /// Returns whether this account owns the pack.
    #[must_use]
    pub fn is_owned_by(&self, account: Option<&str>) -> bool {
        self.owner_id.is_some() && self.owner_id.as_deref() == account
    }
}
