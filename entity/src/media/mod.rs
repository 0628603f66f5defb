//! Pictures and sounds that accounts uploaded. The content is a file of the media store.

pub mod preset_media;
pub mod question_media;

use sea_orm::{QuerySelect, entity::prelude::*};

#[sea_orm::model]
/// One file of one account. Several accounts can have the same file, which is stored once.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "media")]
pub struct Model {
    /// Row id.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// The account; `None` for media of the operator's packs.
    pub owner_id: Option<String>,
    /// Name of the file: the SHA-256 of its content in hexadecimal digits, and `.jpg`, `.png` or `.mp3`. Unique among the
    /// media of an account.
    pub file: String,
    /// Size of the file in bytes. The sizes of an account's media count against its quota.
    pub bytes: i32,
    /// Time of the upload, in ms since 1970.
    pub created_at: i64,
    /// Whether a question or a preset has used the file. A used file is deleted with its last use.
    pub attached: bool,
    /// Until when a room may need the file for its settings, in ms since 1970.
    pub kept_until: i64,
    /// The questions that use the file.
    #[sea_orm(has_many)]
    pub uses: HasMany<question_media::Entity>,
    /// The presets that name the file.
    #[sea_orm(has_many)]
    pub presets: HasMany<preset_media::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the media of an account; of the operator without one.
    #[must_use]
    pub fn of_owner(owner: Option<&str>) -> Select<Self> {
        match owner {
            Some(owner) => Self::find().filter(Column::OwnerId.eq(owner)),
            None => Self::find().filter(Column::OwnerId.is_null()),
        }
    }

    /// Selects the names of those of the given files that somebody has.
    pub fn names_among<'a>(names: impl IntoIterator<Item = &'a str>) -> Select<Self> {
        Self::names().filter(Column::File.is_in(names))
    }

    /// Selects the names of all files, each once.
    #[must_use]
    pub fn names() -> Select<Self> {
        Self::find().select_only().column(Column::File).distinct()
    }
}
