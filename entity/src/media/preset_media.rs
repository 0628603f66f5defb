//! The pictures and sounds that a preset names.

use sea_orm::{SelectTwo, entity::prelude::*};

#[sea_orm::model]
/// The use of one file by the settings of one preset. The table of the game names the file in the column of the setting;
/// without this row, the setting is empty.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preset_media")]
pub struct Model {
    /// The preset.
    #[sea_orm(primary_key, auto_increment = false)]
    pub preset_id: String,
    /// Id of the file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub media_id: i32,
    /// The preset.
    #[sea_orm(belongs_to, from = "preset_id", to = "id", on_delete = "Cascade")]
    pub preset: BelongsTo<crate::preset::Entity>,
    /// The file.
    #[sea_orm(belongs_to, from = "media_id", to = "id", on_delete = "Cascade")]
    pub media: BelongsTo<crate::media::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the uses of a preset with their files, in no particular order.
    #[must_use]
    pub fn of_preset(preset: &str) -> SelectTwo<Self, crate::media::Entity> {
        Self::find().filter(Column::PresetId.eq(preset)).find_also_related(crate::media::Entity)
    }
}
