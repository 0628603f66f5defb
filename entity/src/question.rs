//! One question of a pack.

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
    /// Its place in the pack's order; each is higher than the one before it.
    pub position: i32,
    /// `blank`, `open` or `choice`.
    pub kind: String,
    /// What people read; the gap of a `blank` is written as `____`.
    pub prompt: String,
    /// The truth.
    pub answer: String,
    /// A word or two shown above the prompt.
    pub category: String,
    /// Fit for children.
    pub family_friendly: bool,
    /// One sentence told after the reveal.
    pub explanation: Option<String>,
    /// Where the fact can be checked.
    pub source: Option<String>,
    /// Its language as a BCP 47 tag, where it is not its pack's.
    pub language: Option<String>,
    /// Its place on its [shelf](super::shelf): from 0 to the shelf's size, without gaps.
    pub place: i32,
    /// A fingerprint of prompt and answer; unique within the pack.
    pub digest: String,
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

    /// The question that its pack calls `key`.
    #[must_use]
    pub fn called(pack: i32, key: &str) -> Select<Self> {
        Self::find().filter(Column::PackId.eq(pack)).filter(Column::Key.eq(key))
    }

    /// The questions of a pack behind a position, in the pack's order.
    #[must_use]
    pub fn after(pack: i32, position: i32) -> Select<Self> {
        Self::find()
            .filter(Column::PackId.eq(pack))
            .filter(Column::Position.gt(position))
            .order_by_asc(Column::Position)
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
