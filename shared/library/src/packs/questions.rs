//! Lists, adds, replaces and removes the questions of a pack.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, LikeExpr, SimpleExpr},
};
use wpp_entity::{alias, decoy, more_answer, pack, question, question_media, word};
use wpp_game::content::{
    Difficulty, QuestionKind,
    rules::{Draft, ValidDraft},
};

use super::{
    PackError, Packs, digest_of,
    pools::{self, NewQuestion},
    quota::Quota,
};
use crate::media::uses;

/// Maximum number of questions on one page. A call may ask for one more, to learn whether another page follows.
pub const MAX_PAGE: u64 = 200;

/// A stored question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredQuestion {
    /// Key, unique within the pack.
    pub key: String,
    /// Position in the pack's order; the cursor of the next page.
    pub position: i32,
    /// The kind of the question.
    pub kind: QuestionKind,
    /// The texts of the question.
    pub draft: Draft,
}

impl StoredQuestion {
    pub(super) fn incoming(self) -> NewQuestion {
        NewQuestion { key: Some(self.key), valid: ValidDraft { kind: self.kind, draft: self.draft } }
    }
}

impl Packs {
    /// Returns a page of a pack's questions in the pack's order, starting after the position `after`.
    ///
    /// `find` keeps the questions that contain this text in prompt, answer, category or the description of a picture or
    /// sound. The search ignores the case of A–Z, and of other letters if the database supports that.
    ///
    /// # Errors
    /// [`PackError::Unknown`] when `account` may not see the pack.
    pub async fn questions(
        &self,
        key: &str,
        account: &str,
        find: Option<&str>,
        after: Option<i32>,
        limit: u64,
    ) -> Result<Vec<StoredQuestion>, PackError> {
        let pack = self.find_visible(key, Some(account)).await?;
        let all = question::Entity::after(&pack, after.unwrap_or(-1));
        let found = if let Some(text) = find { all.filter(containing(text)) } else { all };
        let rows = found.limit(limit.min(MAX_PAGE + 1)).all(&self.db).await?;
        Ok(load(&self.db, rows).await?)
    }

    /// Appends a question to a pack.
    ///
    /// # Errors
    /// [`PackError::Faults`] when it violates the rules, [`PackError::AlreadyThere`],
    /// [`PackError::TooMany`], [`PackError::Busy`], [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn add_question(&self, pack: &str, owner: &str, draft: Draft) -> Result<StoredQuestion, PackError> {
        let valid = draft.check().map_err(PackError::Faults)?;
        let tx = self.writer.begin().await?;
        let pack = self.lock_changeable(&tx, pack, Some(owner)).await?;
        let quota = Quota::read(&*tx, owner, pack.id, self.max_questions).await?;
        let mut appender = pools::Appender::open(&*tx, &pack, Some(quota), self.rng.clone()).await?;
        let written = appender.append(&tx, vec![NewQuestion { key: None, valid }]).await?;
        appender.publish(&tx, self.now()).await?;
        let key = written.into_iter().flatten().next().ok_or(PackError::AlreadyThere)?;
        let stored = one(&*tx, pack.id, &key).await?;
        tx.commit().await?;
        Ok(stored)
    }

    /// Replaces a question. It keeps its key and its position in the pack.
    ///
    /// # Errors
    /// As [`add_question`](Self::add_question), and [`PackError::UnknownQuestion`].
    pub async fn replace_question(
        &self,
        pack: &str,
        owner: &str,
        key: &str,
        draft: Draft,
    ) -> Result<StoredQuestion, PackError> {
        let valid = draft.check().map_err(PackError::Faults)?;
        let tx = self.writer.begin().await?;
        let pack = self.lock_changeable(&tx, pack, Some(owner)).await?;
        let old = question::Entity::with_key(pack.id, key).one(&*tx).await?.ok_or(PackError::UnknownQuestion)?;
        let same = question::Entity::find()
            .filter(question::Column::PackId.eq(pack.id))
            .filter(question::Column::Digest.eq(digest_of(&valid)))
            .one(&*tx)
            .await?;
        if same.is_some_and(|same| same.id != old.id) {
            return Err(PackError::AlreadyThere);
        }
        pools::replace(&tx, owner, old, valid).await?;
        pools::touch(&tx, pack.id, self.now()).await?;
        let stored = one(&*tx, pack.id, key).await?;
        tx.commit().await?;
        self.collect_media().await;
        Ok(stored)
    }

    /// Removes a question from a pack.
    ///
    /// # Errors
    /// [`PackError::Busy`], [`PackError::NotYours`], [`PackError::Unknown`], [`PackError::UnknownQuestion`].
    pub async fn remove_question(&self, pack: &str, owner: &str, key: &str) -> Result<(), PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.lock_changeable(&tx, pack, Some(owner)).await?;
        let old = question::Entity::with_key(pack.id, key).one(&*tx).await?.ok_or(PackError::UnknownQuestion)?;
        pools::remove(&tx, old).await?;
        pools::touch(&tx, pack.id, self.now()).await?;
        tx.commit().await?;
        self.collect_media().await;
        Ok(())
    }
}

/// Matches questions that contain a text, as typed or in lower case. SQLite folds the case of A–Z only.
fn containing(text: &str) -> Condition {
    // Imported here only: the trait adds a `min` method to integers.
    use question::Column::{Answer, Category, Prompt};
    use sea_orm::sea_query::ExprTrait;
    const ESCAPE: char = '!';
    let anywhere = |text: &str| {
        let mut pattern = String::from("%");
        for c in text.chars() {
            pattern.extend(matches!(c, '%' | '_' | ESCAPE).then_some(ESCAPE));
            pattern.push(c);
        }
        LikeExpr::new(pattern + "%").escape(ESCAPE)
    };
    let contains = |any: Condition, column: SimpleExpr| {
        any.add(column.clone().like(anywhere(text))).add(Func::lower(column).like(anywhere(&text.to_lowercase())))
    };
    let texts = [Prompt, Answer, Category].map(Expr::col);
    let any = texts.into_iter().fold(Condition::any(), contains);
    let described = question_media::Entity::find().select_only().column(question_media::Column::QuestionId);
    let described = described.filter(contains(Condition::any(), Expr::col(question_media::Column::Alt)));
    any.add(question::Column::Id.in_subquery(described.into_query()))
}

/// Loads the questions of a pack after a position, with the texts of other tables.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    pack: &pack::Model,
    after: Option<i32>,
    limit: u64,
) -> Result<Vec<StoredQuestion>, DbErr> {
    let rows = question::Entity::after(pack, after.unwrap_or(-1)).limit(limit).all(db).await?;
    load(db, rows).await
}

async fn one(db: &impl ConnectionTrait, pack: i32, key: &str) -> Result<StoredQuestion, PackError> {
    let row = question::Entity::with_key(pack, key).all(db).await?;
    load(db, row).await?.pop().ok_or(PackError::UnknownQuestion)
}

async fn load(db: &impl ConnectionTrait, rows: Vec<question::Model>) -> Result<Vec<StoredQuestion>, DbErr> {
    let ids = || rows.iter().map(|row| row.id);
    let mut decoys = BTreeMap::<i32, Vec<String>>::new();
    for row in decoy::Entity::of_questions(ids()).all(db).await? {
        decoys.entry(row.question_id).or_default().push(row.text);
    }
    let mut aliases = BTreeMap::<i32, Vec<String>>::new();
    for row in alias::Entity::of_questions(ids()).all(db).await? {
        aliases.entry(row.question_id).or_default().push(row.text);
    }
    let mut more_answers = BTreeMap::<i32, Vec<String>>::new();
    for row in more_answer::Entity::of_questions(ids()).all(db).await? {
        more_answers.entry(row.question_id).or_default().push(row.text);
    }
    let mut words = BTreeMap::<i32, Vec<String>>::new();
    for row in word::Entity::of_questions(ids()).all(db).await? {
        words.entry(row.question_id).or_default().push(row.text);
    }
    let mut media = uses::of_questions(db, ids()).await?;
    let stored = |row: question::Model| {
        let kind = pools::kind(&row.kind).unwrap_or_default();
        let draft = Draft {
            kind: Some(kind),
            prompt: row.prompt,
            answer: row.answer,
            more_answers: more_answers.remove(&row.id).unwrap_or_default(),
            aliases: aliases.remove(&row.id).unwrap_or_default(),
            decoys: decoys.remove(&row.id).unwrap_or_default(),
            words: words.remove(&row.id).unwrap_or_default(),
            category: row.category,
            language: row.language,
            family_friendly: row.family_friendly,
            explanation: row.explanation,
            source: row.source,
            points: u32::try_from(row.points).unwrap_or(1),
            time_limit_s: row.time_limit_s.and_then(|seconds| u32::try_from(seconds).ok()),
            difficulty: row.difficulty.as_deref().and_then(Difficulty::parse),
            media: media.remove(&row.id),
        };
        StoredQuestion { key: row.key, position: row.position, kind, draft }
    };
    Ok(rows.into_iter().map(stored).collect())
}
