//! Where questions stand.
//!
//! A pack's questions stand on shelves, one for each kind and for what is fit for children or not.
//! Places are numbered from 0 without gaps: whoever leaves is followed by the last of the shelf.
//! All of this runs with the pack's row locked.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
    sea_query::{Expr, OnConflict, Query},
};
use wpp_entity::{alias, decoy, pack, question, shelf};
use wpp_game::content::{QuestionKind, rules::ValidDraft};

use super::digest;
use wpp_runtime::secure_rng::SecureRng;

/// Rows written by one statement: far below the databases' limits of bound values (SQLite 32766).
pub(super) const CHUNK: usize = 500;

/// Letters of a question's key, unique within its pack.
const KEY_LETTERS: usize = 12;

/// A shelf of a pack: kind, and fit for children.
type Shelf = (QuestionKind, bool);

/// A question on its way into a pack.
#[derive(Debug, Clone)]
pub(super) struct Incoming {
    /// What its pack is to call it, if that is still free.
    pub key: Option<String>,
    pub sound: ValidDraft,
}

/// Adds questions to the end of one pack.
pub(super) struct Appender<'a> {
    pack: i32,
    entropy: &'a SecureRng,
    next_position: i32,
    sizes: BTreeMap<Shelf, i32>,
    /// Questions written.
    pub added: usize,
}

impl<'a> Appender<'a> {
    pub async fn open(tx: &DatabaseTransaction, pack: i32, entropy: &'a SecureRng) -> Result<Self, DbErr> {
        let last: Option<i32> = question::Entity::find()
            .select_only()
            .column(question::Column::Position)
            .filter(question::Column::PackId.eq(pack))
            .order_by_desc(question::Column::Position)
            .limit(1)
            .into_tuple()
            .one(tx)
            .await?;
        let shelves = shelf::Entity::of_packs([pack]).all(tx).await?;
        let sizes = shelves.into_iter().filter_map(|row| Some(((kind(&row.kind)?, row.family_friendly), row.size)));
        let (next_position, sizes) = (last.map_or(0, |last| last + 1), sizes.collect());
        Ok(Self { pack, entropy, next_position, sizes, added: 0 })
    }

    /// Questions the pack has now.
    pub fn size(&self) -> usize {
        self.sizes.values().filter_map(|size| usize::try_from(*size).ok()).sum()
    }

    /// Writes those of `batch` (at most [`CHUNK`]) that the pack does not have yet; returns the key
    /// of each that was written, in their order, and `None` for each that was there.
    pub async fn append(
        &mut self,
        tx: &DatabaseTransaction,
        batch: Vec<Incoming>,
    ) -> Result<Vec<Option<String>>, DbErr> {
        let digests: Vec<String> =
            batch.iter().map(|one| digest(&one.sound.draft.prompt, &one.sound.draft.answer)).collect();
        let mut there = self.present(tx, question::Column::Digest, &digests).await?;
        let wanted: Vec<String> = batch.iter().filter_map(|one| one.key.clone()).collect();
        let mut taken = self.present(tx, question::Column::Key, &wanted).await?;

        let (mut keys, mut rows, mut texts) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (Incoming { key, sound }, digest) in batch.into_iter().zip(digests) {
            if !there.insert(digest.clone()) {
                keys.push(None);
                continue;
            }
            let key = key.filter(|key| taken.insert(key.clone())).unwrap_or_else(|| self.entropy.word(KEY_LETTERS));
            let (row, decoys, aliases) = self.row(sound, digest, key.clone());
            rows.push(row);
            texts.insert(key.clone(), (decoys, aliases));
            keys.push(Some(key));
        }
        self.added += rows.len();
        if !rows.is_empty() {
            let ids = insert(tx, rows).await?;
            write_texts(tx, ids.into_iter().filter_map(|(id, key)| Some((id, texts.remove(&key)?)))).await?;
        }
        Ok(keys)
    }

    /// Notes how many questions stand where now, and when that changed.
    pub async fn close(self, tx: &DatabaseTransaction, now: i64) -> Result<(), DbErr> {
        for (shelf, size) in self.sizes {
            resize(tx, self.pack, shelf, size).await?;
        }
        touch(tx, self.pack, now).await
    }

    /// Which of `values` the pack has in `column`.
    async fn present(
        &self,
        tx: &DatabaseTransaction,
        column: question::Column,
        values: &[String],
    ) -> Result<BTreeSet<String>, DbErr> {
        if values.is_empty() {
            return Ok(BTreeSet::new());
        }
        let found =
            question::Entity::find().select_only().column(column).filter(question::Column::PackId.eq(self.pack));
        Ok(found.filter(column.is_in(values)).into_tuple::<String>().all(tx).await?.into_iter().collect())
    }

    fn row(
        &mut self,
        ValidDraft { kind, draft }: ValidDraft,
        digest: String,
        key: String,
    ) -> (question::ActiveModel, Vec<String>, Vec<String>) {
        let size = self.sizes.entry((kind, draft.family_friendly)).or_default();
        let row = question::ActiveModel {
            pack_id: Set(self.pack),
            key: Set(key),
            position: Set(self.next_position),
            kind: Set(kind.as_str().to_owned()),
            prompt: Set(draft.prompt),
            answer: Set(draft.answer),
            category: Set(draft.category),
            family_friendly: Set(draft.family_friendly),
            explanation: Set(draft.explanation),
            source: Set(draft.source),
            language: Set(draft.language),
            place: Set(*size),
            digest: Set(digest),
            ..Default::default()
        };
        *size += 1;
        self.next_position += 1;
        (row, draft.decoys, draft.aliases)
    }
}

/// Writes a question anew under its key. It keeps its position, and moves to the shelf it now
/// belongs on. The caller has made sure that its digest is free.
pub(super) async fn replace(tx: &DatabaseTransaction, old: question::Model, sound: ValidDraft) -> Result<(), DbErr> {
    let from = (kind(&old.kind).unwrap_or_default(), old.family_friendly);
    let ValidDraft { kind, draft } = sound;
    let to = (kind, draft.family_friendly);
    let place = if to == from { old.place } else { size(tx, old.pack_id, to).await? };
    let row = question::ActiveModel {
        id: Set(old.id),
        kind: Set(kind.as_str().to_owned()),
        digest: Set(digest(&draft.prompt, &draft.answer)),
        prompt: Set(draft.prompt),
        answer: Set(draft.answer),
        category: Set(draft.category),
        family_friendly: Set(draft.family_friendly),
        explanation: Set(draft.explanation),
        source: Set(draft.source),
        language: Set(draft.language),
        place: Set(place),
        ..Default::default()
    };
    question::Entity::update(row).exec(tx).await?;
    if to != from {
        resize(tx, old.pack_id, to, place + 1).await?;
        close_gap(tx, old.pack_id, from, old.place).await?;
    }
    decoy::Entity::delete_many().filter(decoy::Column::QuestionId.eq(old.id)).exec(tx).await?;
    alias::Entity::delete_many().filter(alias::Column::QuestionId.eq(old.id)).exec(tx).await?;
    write_texts(tx, [(old.id, (draft.decoys, draft.aliases))].into_iter()).await
}

/// Removes a question.
pub(super) async fn remove(tx: &DatabaseTransaction, old: question::Model) -> Result<(), DbErr> {
    question::Entity::delete_by_id(old.id).exec(tx).await?;
    close_gap(tx, old.pack_id, (kind(&old.kind).unwrap_or_default(), old.family_friendly), old.place).await
}

/// Notes that a pack was changed.
pub(super) async fn touch(tx: &DatabaseTransaction, pack: i32, now: i64) -> Result<(), DbErr> {
    let row = pack::ActiveModel { id: Set(pack), updated_at: Set(now), ..Default::default() };
    pack::Entity::update(row).exec(tx).await.map(|_| ())
}

/// The last of the shelf comes to where one has left.
async fn close_gap(tx: &DatabaseTransaction, pack: i32, shelf: Shelf, gap: i32) -> Result<(), DbErr> {
    let last = size(tx, pack, shelf).await? - 1;
    if gap != last {
        question::Entity::update_many()
            .col_expr(question::Column::Place, Expr::value(gap))
            .filter(question::Column::PackId.eq(pack))
            .filter(question::Column::Kind.eq(shelf.0.as_str()))
            .filter(question::Column::FamilyFriendly.eq(shelf.1))
            .filter(question::Column::Place.eq(last))
            .exec(tx)
            .await?;
    }
    resize(tx, pack, shelf, last).await
}

async fn size(tx: &DatabaseTransaction, pack: i32, (kind, family): Shelf) -> Result<i32, DbErr> {
    let row = shelf::Entity::of_packs([pack])
        .filter(shelf::Column::Kind.eq(kind.as_str()))
        .filter(shelf::Column::FamilyFriendly.eq(family))
        .one(tx)
        .await?;
    Ok(row.map_or(0, |row| row.size))
}

async fn resize(tx: &DatabaseTransaction, pack: i32, (kind, family): Shelf, size: i32) -> Result<(), DbErr> {
    use shelf::Column::{FamilyFriendly, Kind, PackId, Size};
    let row = shelf::ActiveModel {
        pack_id: Set(pack),
        kind: Set(kind.as_str().to_owned()),
        family_friendly: Set(family),
        size: Set(size),
        ..Default::default()
    };
    let or_change = OnConflict::columns([PackId, Kind, FamilyFriendly]).update_column(Size).to_owned();
    shelf::Entity::insert(row).on_conflict(or_change).exec_without_returning(tx).await.map(|_| ())
}

/// Writes questions; returns each one's id with its key, in any order.
async fn insert(tx: &DatabaseTransaction, rows: Vec<question::ActiveModel>) -> Result<Vec<(i32, String)>, DbErr> {
    let mut insert = question::Entity::insert_many(rows).into_query();
    insert.returning(Query::returning().columns([question::Column::Id, question::Column::Key]));
    let written = tx.query_all(&insert).await?;
    written.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "key")?))).collect()
}

/// Writes decoys and aliases of questions that have none yet.
async fn write_texts(
    tx: &DatabaseTransaction,
    texts: impl Iterator<Item = (i32, (Vec<String>, Vec<String>))>,
) -> Result<(), DbErr> {
    let (mut decoys, mut aliases) = (Vec::new(), Vec::new());
    for (id, (of_decoys, of_aliases)) in texts {
        for (text, position) in of_decoys.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            decoys.push(decoy::ActiveModel { question_id, position, text, ..Default::default() });
        }
        for (text, position) in of_aliases.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            aliases.push(alias::ActiveModel { question_id, position, text, ..Default::default() });
        }
    }
    for rows in decoys.chunks(CHUNK) {
        decoy::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    for rows in aliases.chunks(CHUNK) {
        alias::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// A kind as the database has it.
pub(super) fn kind(word: &str) -> Option<QuestionKind> {
    QuestionKind::parse(word)
}
