//! Question pools: adds, replaces and removes questions and keeps the slots of a pack without gaps.
//!
//! A pack has one pool for each kind and audience. Removing a question moves the last question of the pool
//! into the free slot. All functions require that the pack's row is locked.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, OnConflict, Query},
};
use wpp_entity::{alias, decoy, more_answer, pack, question, question_pool, word};
use wpp_game::content::{
    Media, QuestionKind,
    rules::{Draft, ValidDraft},
};

use super::{
    PackError,
    identity::{Identity, KnownQuestions},
    quota::Quota,
};
use crate::media::uses;
use wpp_runtime::secure_rng::SecureRng;

/// Rows in one statement. SQLite allows 32766 bound values in a statement, PostgreSQL 65535.
const MAX_ROWS: usize = 500;

/// Length of a generated question key.
const KEY_LETTERS: usize = 12;

/// Identifies a pool within its pack: kind, and whether suitable for children.
type PoolKey = (QuestionKind, bool);

/// A validated question that is not stored yet.
#[derive(Debug, Clone)]
pub(super) struct NewQuestion {
    /// Requested key. A taken key is replaced by a generated one.
    pub key: Option<String>,
    /// The validated question.
    pub valid: ValidDraft,
}

/// The parts of a question in other tables.
struct Texts {
    decoys: Vec<String>,
    aliases: Vec<String>,
    more_answers: Vec<String>,
    words: Vec<String>,
    media: Option<Media>,
}

/// Returns the columns of a question that its draft determines, and its parts in other tables.
fn columns(ValidDraft { kind, draft }: ValidDraft, digest: String) -> (question::ActiveModel, Texts) {
    let Draft { decoys, aliases, more_answers, words, media, .. } = draft;
    let row = question::ActiveModel {
        kind: Set(kind.as_str().to_owned()),
        digest: Set(digest),
        prompt: Set(draft.prompt),
        answer: Set(draft.answer),
        category: Set(draft.category),
        family_friendly: Set(draft.family_friendly),
        explanation: Set(draft.explanation),
        source: Set(draft.source),
        language: Set(draft.language),
        points: Set(i32::try_from(draft.points).unwrap_or(1)),
        time_limit_s: Set(draft.time_limit_s.and_then(|seconds| i32::try_from(seconds).ok())),
        difficulty: Set(draft.difficulty.map(|difficulty| difficulty.as_str().to_owned())),
        ..Default::default()
    };
    (row, Texts { decoys, aliases, more_answers, words, media })
}

/// Appends questions to one pack. They become visible with [`publish`](Self::publish).
pub(super) struct Appender {
    pack: i32,
    owner: Option<String>,
    rng: SecureRng,
    next_position: i32,
    sizes: BTreeMap<PoolKey, i32>,
    /// Remaining quota; `None` for packs of the operator.
    quota: Option<Quota>,
    /// Whether the questions come from a file without pictures and sounds, and are the same as stored ones with them.
    pub ignores_media: bool,
}

impl Appender {
    /// Prepares appending to a pack, within the quota.
    pub async fn open(
        db: &impl ConnectionTrait,
        pack: &pack::Model,
        quota: Option<Quota>,
        rng: SecureRng,
    ) -> Result<Self, DbErr> {
        let pools = question_pool::Entity::of_packs([pack.id]).all(db).await?;
        let sizes = pools.into_iter().filter_map(|row| Some(((kind(&row.kind)?, row.family_friendly), row.size)));
        let (next_position, owner) = (pack.end_position, pack.owner_id.clone());
        let sizes = sizes.collect();
        Ok(Self { pack: pack.id, owner, rng, next_position, sizes, quota, ignores_media: false })
    }

    /// Writes the questions of `batch` (at most [`MAX_ROWS`]) that the pack does not contain yet.
    ///
    /// Returns one entry for each question: its key, or `None` if the pack already contained it.
    pub async fn append(
        &mut self,
        tx: &DatabaseTransaction,
        batch: Vec<NewQuestion>,
    ) -> Result<Vec<Option<String>>, PackError> {
        let identities: Vec<Identity> = batch.iter().map(|one| Identity::of(&one.valid)).collect();
        let mut known = KnownQuestions::read(tx, self.pack, identities.iter(), None).await?;
        if self.ignores_media {
            known.ignore_media();
        }
        let wanted: Vec<String> = batch.iter().filter_map(|one| one.key.clone()).collect();
        let mut taken = self.taken(tx, &wanted).await?;

        let (mut keys, mut rows, mut texts) = (Vec::new(), Vec::new(), BTreeMap::new());
        for (NewQuestion { key, valid }, identity) in batch.into_iter().zip(identities) {
            let Some(digest) = known.add(identity) else {
                keys.push(None);
                continue;
            };
            let key = key.filter(|key| taken.insert(key.clone())).unwrap_or_else(|| self.rng.word(KEY_LETTERS));
            let (row, texts_of_row) = self.row(valid, digest, key.clone());
            rows.push(row);
            texts.insert(key.clone(), texts_of_row);
            keys.push(Some(key));
        }
        if let Some(quota) = &mut self.quota {
            quota.take(rows.len())?;
        }
        if !rows.is_empty() {
            let ids = insert(tx, rows).await?;
            let texts = ids.into_iter().filter_map(|(id, key)| Some((id, texts.remove(&key)?)));
            write_texts(tx, self.owner.as_deref(), texts).await?;
        }
        Ok(keys)
    }

    /// Makes the questions visible: writes the sizes of the pools, the end of the pack and the time of the change.
    pub async fn publish(&self, tx: &DatabaseTransaction, now: i64) -> Result<(), DbErr> {
        for (pool, size) in &self.sizes {
            resize(tx, self.pack, *pool, *size).await?;
        }
        let row = pack::ActiveModel {
            id: Set(self.pack),
            end_position: Set(self.next_position),
            updated_at: Set(now),
            ..Default::default()
        };
        pack::Entity::update(row).exec(tx).await.map(drop)
    }

    /// Returns which of these keys questions of the pack have.
    async fn taken(&self, tx: &DatabaseTransaction, keys: &[String]) -> Result<BTreeSet<String>, DbErr> {
        use question::Column::{Key, PackId};
        if keys.is_empty() {
            return Ok(BTreeSet::new());
        }
        let found = question::Entity::find().select_only().column(Key).filter(PackId.eq(self.pack));
        Ok(found.filter(Key.is_in(keys)).into_tuple::<String>().all(tx).await?.into_iter().collect())
    }

    fn row(&mut self, valid: ValidDraft, digest: String, key: String) -> (question::ActiveModel, Texts) {
        let size = self.sizes.entry((valid.kind, valid.draft.family_friendly)).or_default();
        let (columns, texts) = columns(valid, digest);
        let row = question::ActiveModel {
            pack_id: Set(self.pack),
            key: Set(key),
            position: Set(self.next_position),
            slot: Set(*size),
            ..columns
        };
        *size += 1;
        self.next_position += 1;
        (row, texts)
    }
}

/// Replaces the text of a question. The question keeps its key and position, and changes its pool if its
/// kind or audience changed. The caller ensures that no other question of the pack has the new `digest`.
pub(super) async fn replace(
    tx: &DatabaseTransaction,
    owner: &str,
    old: question::Model,
    valid: ValidDraft,
    digest: String,
) -> Result<(), PackError> {
    let from = (kind(&old.kind).unwrap_or_default(), old.family_friendly);
    let to = (valid.kind, valid.draft.family_friendly);
    let slot = if to == from { old.slot } else { size(tx, old.pack_id, to).await? };
    let (columns, texts) = columns(valid, digest);
    let row = question::ActiveModel { id: Set(old.id), slot: Set(slot), ..columns };
    question::Entity::update(row).exec(tx).await?;
    if to != from {
        resize(tx, old.pack_id, to, slot + 1).await?;
        close_gap(tx, old.pack_id, from, old.slot).await?;
    }
    decoy::Entity::delete_many().filter(decoy::Column::QuestionId.eq(old.id)).exec(tx).await?;
    alias::Entity::delete_many().filter(alias::Column::QuestionId.eq(old.id)).exec(tx).await?;
    more_answer::Entity::delete_many().filter(more_answer::Column::QuestionId.eq(old.id)).exec(tx).await?;
    word::Entity::delete_many().filter(word::Column::QuestionId.eq(old.id)).exec(tx).await?;
    uses::detach(tx, old.id).await?;
    write_texts(tx, Some(owner), [(old.id, texts)].into_iter()).await
}

/// Deletes a question.
pub(super) async fn remove(tx: &DatabaseTransaction, old: question::Model) -> Result<(), DbErr> {
    question::Entity::delete_by_id(old.id).exec(tx).await?;
    close_gap(tx, old.pack_id, (kind(&old.kind).unwrap_or_default(), old.family_friendly), old.slot).await
}

/// Sets the time of the last change of a pack.
pub(super) async fn touch(tx: &DatabaseTransaction, pack: i32, now: i64) -> Result<(), DbErr> {
    let row = pack::ActiveModel { id: Set(pack), updated_at: Set(now), ..Default::default() };
    pack::Entity::update(row).exec(tx).await.map(|_| ())
}

/// Moves the last question of a pool into the free slot `gap` and shrinks the pool.
async fn close_gap(tx: &DatabaseTransaction, pack: i32, pool: PoolKey, gap: i32) -> Result<(), DbErr> {
    let last = size(tx, pack, pool).await? - 1;
    if gap != last {
        question::Entity::update_many()
            .col_expr(question::Column::Slot, Expr::value(gap))
            .filter(question::Column::PackId.eq(pack))
            .filter(question::Column::Kind.eq(pool.0.as_str()))
            .filter(question::Column::FamilyFriendly.eq(pool.1))
            .filter(question::Column::Slot.eq(last))
            .exec(tx)
            .await?;
    }
    resize(tx, pack, pool, last).await
}

async fn size(tx: &DatabaseTransaction, pack: i32, (kind, family): PoolKey) -> Result<i32, DbErr> {
    let row = question_pool::Entity::of_packs([pack])
        .filter(question_pool::Column::Kind.eq(kind.as_str()))
        .filter(question_pool::Column::FamilyFriendly.eq(family))
        .one(tx)
        .await?;
    Ok(row.map_or(0, |row| row.size))
}

async fn resize(tx: &DatabaseTransaction, pack: i32, (kind, family): PoolKey, size: i32) -> Result<(), DbErr> {
    use question_pool::Column::{FamilyFriendly, Kind, PackId, Size};
    let row = question_pool::ActiveModel {
        pack_id: Set(pack),
        kind: Set(kind.as_str().to_owned()),
        family_friendly: Set(family),
        size: Set(size),
        ..Default::default()
    };
    let or_change = OnConflict::columns([PackId, Kind, FamilyFriendly]).update_column(Size).to_owned();
    question_pool::Entity::insert(row).on_conflict(or_change).exec_without_returning(tx).await.map(|_| ())
}

/// Inserts questions and returns their ids and keys, in any order.
async fn insert(tx: &DatabaseTransaction, rows: Vec<question::ActiveModel>) -> Result<Vec<(i32, String)>, DbErr> {
    let mut insert = question::Entity::insert_many(rows).into_query();
    insert.returning(Query::returning().columns([question::Column::Id, question::Column::Key]));
    let written = tx.query_all(&insert).await?;
    written.iter().map(|row| Ok((row.try_get("", "id")?, row.try_get("", "key")?))).collect()
}

/// Inserts the parts in other tables of questions that have none. `owner` has the media.
async fn write_texts(
    tx: &DatabaseTransaction,
    owner: Option<&str>,
    texts: impl Iterator<Item = (i32, Texts)>,
) -> Result<(), PackError> {
    let (mut decoys, mut aliases, mut more_answers) = (Vec::new(), Vec::new(), Vec::new());
    let (mut words, mut media) = (Vec::new(), Vec::new());
    for (id, of_question) in texts {
        media.extend(of_question.media.map(|used| (id, used)));
        for (text, position) in of_question.decoys.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            decoys.push(decoy::ActiveModel { question_id, position, text, ..Default::default() });
        }
        for (text, position) in of_question.aliases.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            aliases.push(alias::ActiveModel { question_id, position, text, ..Default::default() });
        }
        for (text, position) in of_question.more_answers.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            more_answers.push(more_answer::ActiveModel { question_id, position, text, ..Default::default() });
        }
        for (text, position) in of_question.words.into_iter().zip(0..) {
            let (question_id, position, text) = (Set(id), Set(position), Set(text));
            words.push(word::ActiveModel { question_id, position, text, ..Default::default() });
        }
    }
    for rows in decoys.chunks(MAX_ROWS) {
        decoy::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    for rows in aliases.chunks(MAX_ROWS) {
        alias::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    for rows in more_answers.chunks(MAX_ROWS) {
        more_answer::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    for rows in words.chunks(MAX_ROWS) {
        word::Entity::insert_many(rows.to_vec()).exec_without_returning(tx).await?;
    }
    Ok(uses::attach(tx, owner, media).await?)
}

/// Parses the kind as stored in the database.
pub(super) fn kind(word: &str) -> Option<QuestionKind> {
    QuestionKind::parse(word)
}
