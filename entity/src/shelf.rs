//! Questions of one pack that are alike to whoever draws: of one kind, fit for children or not.
//!
//! Every question has a place on its shelf, and the places of a shelf have no gaps. So a question
//! can be drawn as quickly from a million as from ten: draw a number below the size, and look the
//! place up. Whoever adds or removes a question keeps size and places right, in one transaction and
//! with the pack's row locked.

use sea_orm::entity::prelude::*;

#[sea_orm::model]
/// One shelf.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "shelf")]
pub struct Model {
    /// The row's number.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The pack; it has one shelf of a kind and of what is fit for children.
    pub pack_id: i32,
    /// The kind of its questions.
    pub kind: String,
    /// Whether its questions are fit for children.
    pub family_friendly: bool,
    /// How many questions stand on it.
    pub size: i32,
    /// The pack.
    #[sea_orm(belongs_to, from = "pack_id", to = "id", on_delete = "Cascade")]
    pub pack: BelongsTo<super::pack::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// The shelves of these packs, in one order.
    pub fn of_packs(packs: impl IntoIterator<Item = i32>) -> Select<Self> {
        use sea_orm::QueryOrder;
        Self::find()
            .filter(Column::PackId.is_in(packs))
            .order_by_asc(Column::PackId)
            .order_by_asc(Column::Kind)
            .order_by_asc(Column::FamilyFriendly)
    }
}
