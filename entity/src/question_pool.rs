//! Question pools (table `shelf`): the questions of a pack with the same kind and the same audience.
//!
//! Every question of a pool has a slot. Slots are numbered from 0 to the pool's size without gaps, so a
//! draw picks a random number below the size and looks up that slot: the cost does not depend on the size.
//! Code that adds or removes a question updates size and slots in one transaction, with the pack's
//! row locked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One pool.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shelf")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Id of the pack. A pack has at most one pool for each kind and audience.
    pub pack_id: i32,
    /// The kind of the questions, as in `question.kind`.
    pub kind: String,
    /// Whether the questions are suitable for children.
    pub family_friendly: bool,
    /// Number of questions, which is also the first free slot.
    pub size: i32,
    /// The pack.
    #[sea_orm(belongs_to, from = "pack_id", to = "id", on_delete = "Cascade")]
    pub pack: BelongsTo<super::pack::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the pools of these packs in a stable order.
    pub fn of_packs(packs: impl IntoIterator<Item = i32>) -> Select<Self> {
        use sea_orm::QueryOrder;
        Self::find()
            .filter(Column::PackId.is_in(packs))
            .order_by_asc(Column::PackId)
            .order_by_asc(Column::Kind)
            .order_by_asc(Column::FamilyFriendly)
    }
}
