//! One fill-the-blank fact of a pack.

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    /// The row's number. It stays the same when a new edition of the pack changes the question.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The pack it belongs to.
    pub pack_id: i32,
    /// What its pack calls it; unique within the pack.
    pub key: String,
    /// Its place in the pack, from 0.
    pub position: i32,
    /// The sentence, its one gap written as `____`.
    pub prompt: String,
    /// What the gap hides.
    pub answer: String,
    /// A word or two shown above the prompt.
    pub category: String,
    /// Fit for children.
    pub family_friendly: bool,
    /// One sentence told after the reveal.
    pub explanation: Option<String>,
    /// Where the fact can be checked.
    pub source: Option<String>,
    /// The pack.
    #[sea_orm(belongs_to, from = "pack_id", to = "id", on_delete = "Cascade")]
    pub pack: BelongsTo<super::pack::Entity>,
    /// Plausible lies.
    #[sea_orm(has_many)]
    pub decoys: HasMany<super::decoy::Entity>,
    /// Other spellings of the answer.
    #[sea_orm(has_many)]
    pub aliases: HasMany<super::alias::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The questions of these packs, in an order that only the rows decide.
    pub fn of_packs(packs: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::PackId.is_in(packs))
            .order_by_asc(Column::PackId)
            .order_by_asc(Column::Position)
            .order_by_asc(Column::Id)
    }

    /// Keeps the questions fit for children.
    #[must_use]
    pub fn fit_for_children() -> Expr {
        Column::FamilyFriendly.eq(true)
    }

    /// The questions with these ids, in no particular order.
    pub fn with_ids(ids: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find().filter(Column::Id.is_in(ids))
    }
}
