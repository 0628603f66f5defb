//! Lists, adds, replaces and removes the questions of a pack.

use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, Func, LikeExpr, SimpleExpr},
};
use wpp_entity::{pack, question, question_media};
use wpp_game::content::rules::{Draft, ValidDraft};

pub use super::stored::StoredQuestion;
use super::{
    PackError, Packs,
    identity::{Identity, KnownQuestions},
    pools::{self, NewQuestion},
    quota::{self, Quota},
    stored::load,
};

/// Maximum number of questions on one page. A call may ask for one more, to learn whether another page follows.
pub const MAX_PAGE: u64 = 200;

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
        quota::check(&tx, owner, self.max_questions).await?;
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
        let identity = Identity::of(&valid);
        let mut others = KnownQuestions::read(&tx, pack.id, [&identity].into_iter(), Some(old.id)).await?;
        let digest = others.add(identity).ok_or(PackError::AlreadyThere)?;
        pools::replace(&tx, owner, old, valid, digest).await?;
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
