//! Questions of a pack.

pub mod word;

use sea_orm::{QueryOrder, entity::prelude::*};

#[sea_orm::model]
/// One question.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "question")]
pub struct Model {
    /// Row id. An update of a built-in pack keeps it for as long as the question keeps its key.
    #[sea_orm(primary_key)]
    pub id: i32,
    /// Id of its pack.
    pub pack_id: i32,
    /// Key, unique within the pack.
    pub key: String,
    /// Position in the pack's order: ascending, gaps are allowed.
    pub position: i32,
    /// The kind's name: `blank`, `open`, `choice`, `true_false`, `several`, `typed`, `number`, `order`, `poll`,
    /// `word_cloud`, `prompt`, `drawing`, `word_list`, `pair` or `picture`.
    pub kind: String,
    /// The text that players read. A `blank` has one gap, written as `____`. The title of a `word_list`, one text of a
    /// `pair`. The title of a `picture`, which may be empty.
    pub prompt: String,
    /// The correct answer; the other text of a `pair`. Empty for a question of opinion, a prompt, a word list
    /// and a picture.
    pub answer: String,
    /// Category shown above the prompt; may be empty.
    pub category: String,
    /// Whether the question is suitable for children.
    pub family_friendly: bool,
    /// Sentence shown after the reveal.
    pub explanation: Option<String>,
    /// Source of the fact.
    pub source: Option<String>,
    /// Language as a BCP 47 tag, if it differs from the pack's language.
    pub language: Option<String>,
    /// Slot in its [question pool](super::question_pool), from 0 and without gaps.
    #[sea_orm(column_name = "place")]
    pub slot: i32,
    /// Digest of prompt and answer, or of the title and the file of a picture; if another question of the pack has it, digest
    /// of all parts that distinguish questions. Unique within the pack.
    pub digest: String,
    /// Factor of the points: 0, 1 or 2.
    pub points: i32,
    /// Seconds to answer, if they differ from the game's.
    pub time_limit_s: Option<i32>,
    /// `easy`, `medium` or `hard`.
    pub difficulty: Option<String>,
    /// The pack.
    #[sea_orm(belongs_to, from = "pack_id", to = "id", on_delete = "Cascade")]
    pub pack: BelongsTo<super::pack::Entity>,
    /// The wrong answers.
    #[sea_orm(has_many)]
    pub decoys: HasMany<super::decoy::Entity>,
    /// The accepted spellings of the answer.
    #[sea_orm(has_many)]
    pub aliases: HasMany<super::alias::Entity>,
    /// The answers after the first.
    #[sea_orm(has_many)]
    pub more_answers: HasMany<super::more_answer::Entity>,
    /// The words of a word list.
    #[sea_orm(has_many)]
    pub words: HasMany<word::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}

impl Entity {
    /// Selects the questions of these packs, ordered by pack, position and id.
    pub fn of_packs(packs: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find()
            .filter(Column::PackId.is_in(packs))
            .order_by_asc(Column::PackId)
            .order_by_asc(Column::Position)
            .order_by_asc(Column::Id)
    }

    /// Selects the question of a pack with this key.
    #[must_use]
    pub fn with_key(pack: i32, key: &str) -> Select<Self> {
        Self::find().filter(Column::PackId.eq(pack)).filter(Column::Key.eq(key))
    }

    /// Selects the questions of a pack after a position, in the pack's order. Questions of an unfinished change are
    /// left out.
    #[must_use]
    pub fn after(pack: &super::pack::Model, position: i32) -> Select<Self> {
        Self::find()
            .filter(Column::PackId.eq(pack.id))
            .filter(Column::Position.gt(position))
            .filter(Column::Position.lt(pack.end_position))
            .order_by_asc(Column::Position)
    }

    /// Selects the questions of a pack from a position on.
    #[must_use]
    pub fn from_position(pack: i32, position: i32) -> Select<Self> {
        Self::find().filter(Column::PackId.eq(pack)).filter(Column::Position.gte(position))
    }

    /// Matches questions that are suitable for children.
    #[must_use]
    pub fn is_family_friendly() -> Expr {
        Column::FamilyFriendly.eq(true)
    }

    /// Selects the questions with these ids, in no particular order.
    pub fn with_ids(ids: impl IntoIterator<Item = i32>) -> Select<Self> {
        Self::find().filter(Column::Id.is_in(ids))
    }
}
