//! The questions in a pack.

use std::collections::BTreeMap;

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect,
    sea_query::{Expr, Func, LikeExpr},
};
use wpp_entity::{alias, decoy, question};
use wpp_game::content::{
    QuestionKind,
    rules::{Draft, ValidDraft},
};

use super::{
    MAX_QUESTIONS, PackError, Packs, digest,
    shelves::{self, Incoming},
};

/// Questions of one page at most.
pub const MAX_PAGE: u64 = 200;

/// A question as it is stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stored {
    /// What its pack calls it.
    pub key: String,
    /// Its place in the pack's order: where the next page begins.
    pub position: i32,
    /// What it asks of the players.
    pub kind: QuestionKind,
    /// All its texts.
    pub draft: Draft,
}

impl Stored {
    pub(super) fn incoming(self) -> Incoming {
        Incoming { key: Some(self.key), sound: ValidDraft { kind: self.kind, draft: self.draft } }
    }
}

impl Packs {
    /// A page of a pack's questions in its order: those behind `after` (a [`Stored::position`]), and of
    /// them those that hold the text `find` in their prompt, answer or category; whatever the case of A to
    /// Z, and of other letters as far as the database knows it.
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
    ) -> Result<Vec<Stored>, PackError> {
        let pack = self.seen(key, Some(account)).await?;
        let all = question::Entity::after(pack.id, after.unwrap_or(-1));
        let found = if let Some(text) = find { all.filter(holding(text)) } else { all };
        let rows = found.limit(limit.min(MAX_PAGE)).all(&self.db).await?;
        Ok(whole(&self.db, rows).await?)
    }

    /// Adds a question to the end of a pack.
    ///
    /// # Errors
    /// [`PackError::Faults`] when it breaks the rules, [`PackError::AlreadyThere`],
    /// [`PackError::TooMany`], [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn add(&self, pack: &str, owner: &str, draft: Draft) -> Result<Stored, PackError> {
        let sound = draft.check().map_err(PackError::Faults)?;
        let tx = self.writer.begin().await?;
        let pack = self.held(&tx, pack, owner).await?;
        let mut appender = shelves::Appender::open(&tx, pack.id, &self.entropy).await?;
        if appender.size() >= MAX_QUESTIONS {
            return Err(full());
        }
        let written = appender.append(&tx, vec![Incoming { key: None, sound }]).await?;
        appender.close(&tx, self.now()).await?;
        let key = written.into_iter().flatten().next().ok_or(PackError::AlreadyThere)?;
        let stored = one(&*tx, pack.id, &key).await?;
        tx.commit().await?;
        Ok(stored)
    }

    /// Writes a question anew. It keeps its key and its place in the pack's order.
    ///
    /// # Errors
    /// As for [`add`](Self::add), and [`PackError::UnknownQuestion`].
    pub async fn rewrite(&self, pack: &str, owner: &str, key: &str, draft: Draft) -> Result<Stored, PackError> {
        let sound = draft.check().map_err(PackError::Faults)?;
        let tx = self.writer.begin().await?;
        let pack = self.held(&tx, pack, owner).await?;
        let old = question::Entity::called(pack.id, key).one(&*tx).await?.ok_or(PackError::UnknownQuestion)?;
        let same = question::Entity::find()
            .filter(question::Column::PackId.eq(pack.id))
            .filter(question::Column::Digest.eq(digest(&sound.draft.prompt, &sound.draft.answer)))
            .one(&*tx)
            .await?;
        if same.is_some_and(|same| same.id != old.id) {
            return Err(PackError::AlreadyThere);
        }
        shelves::replace(&tx, old, sound).await?;
        shelves::touch(&tx, pack.id, self.now()).await?;
        let stored = one(&*tx, pack.id, key).await?;
        tx.commit().await?;
        Ok(stored)
    }

    /// Removes a question from a pack.
    ///
    /// # Errors
    /// [`PackError::NotYours`], [`PackError::Unknown`], [`PackError::UnknownQuestion`].
    pub async fn drop_question(&self, pack: &str, owner: &str, key: &str) -> Result<(), PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.held(&tx, pack, owner).await?;
        let old = question::Entity::called(pack.id, key).one(&*tx).await?.ok_or(PackError::UnknownQuestion)?;
        shelves::remove(&tx, old).await?;
        shelves::touch(&tx, pack.id, self.now()).await?;
        Ok(tx.commit().await?)
    }
}

/// The questions that hold a text, as it is or in small letters: some databases know the case of A to Z alone.
fn holding(text: &str) -> Condition {
    // Here alone: it gives numbers a `min` of its own.
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
    [Prompt, Answer, Category].into_iter().fold(Condition::any(), |any, column| {
        any.add(Expr::col(column).like(anywhere(text)))
            .add(Func::lower(Expr::col(column)).like(anywhere(&text.to_lowercase())))
    })
}

pub(super) fn full() -> PackError {
    PackError::TooMany { what: "a question pack", most: MAX_QUESTIONS as u64, of: "questions" }
}

/// The questions of a pack behind a position, whole.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    pack: i32,
    after: Option<i32>,
    limit: u64,
) -> Result<Vec<Stored>, DbErr> {
    let rows = question::Entity::after(pack, after.unwrap_or(-1)).limit(limit).all(db).await?;
    whole(db, rows).await
}

async fn one(db: &impl ConnectionTrait, pack: i32, key: &str) -> Result<Stored, PackError> {
    let row = question::Entity::called(pack, key).all(db).await?;
    whole(db, row).await?.pop().ok_or(PackError::UnknownQuestion)
}

async fn whole(db: &impl ConnectionTrait, rows: Vec<question::Model>) -> Result<Vec<Stored>, DbErr> {
    let every = || rows.iter().map(|row| row.id);
    let mut decoys = BTreeMap::<i32, Vec<String>>::new();
    for row in decoy::Entity::of_questions(every()).all(db).await? {
        decoys.entry(row.question_id).or_default().push(row.text);
    }
    let mut aliases = BTreeMap::<i32, Vec<String>>::new();
    for row in alias::Entity::of_questions(every()).all(db).await? {
        aliases.entry(row.question_id).or_default().push(row.text);
    }
    let stored = |row: question::Model| {
        let kind = shelves::kind(&row.kind).unwrap_or_default();
        let draft = Draft {
            kind: Some(kind),
            prompt: row.prompt,
            answer: row.answer,
            aliases: aliases.remove(&row.id).unwrap_or_default(),
            decoys: decoys.remove(&row.id).unwrap_or_default(),
            category: row.category,
            language: row.language,
            family_friendly: row.family_friendly,
            explanation: row.explanation,
            source: row.source,
        };
        Stored { key: row.key, position: row.position, kind, draft }
    };
    Ok(rows.into_iter().map(stored).collect())
}
