//! Packs: made, listed, changed, copied, removed.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use wpp_entity::{
    pack::{self, Visibility},
    shelf,
};
use wpp_game::{
    content::{QuestionKind, rules::is_language},
    text::{BadText, clean},
};

use super::{KEY_LETTERS, MAX_PACKS, PackError, Packs, questions, shelves};
use wpp_runtime::db::WriteTransaction;

/// Packs of one page at most.
pub const MAX_PAGE: u64 = 100;

const TITLE: usize = 60;
const DESCRIPTION: usize = 300;

/// A pack as it is listed: all but its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    /// The row.
    pub pack: pack::Model,
    /// How many questions it has, by kind and by being fit for children.
    pub sizes: BTreeMap<(QuestionKind, bool), u32>,
}

/// What is said about a pack.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct About {
    /// What people see, 1–60 characters.
    pub title: Option<String>,
    /// The language of its questions, as a BCP 47 tag.
    pub language: Option<String>,
    /// A sentence on what is in it, up to 300 characters.
    pub description: Option<String>,
    /// Who may see and play it.
    pub visibility: Option<Visibility>,
}

/// Whose packs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Whose<'a> {
    /// Those everybody may see.
    Public,
    /// Those that come with the platform.
    BuiltIn,
    /// An account's own.
    Mine(&'a str),
    /// Both.
    All(&'a str),
}

impl Packs {
    /// A page of packs, the newest first: those behind `after`, the row id of a [`Listed`] pack.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, whose: Whose<'_>, after: Option<i32>, limit: u64) -> Result<Vec<Listed>, PackError> {
        let public = Condition::any().add(pack::Column::Visibility.eq(Visibility::Public));
        let which = match whose {
            Whose::Public => public,
            Whose::BuiltIn => Condition::any().add(pack::Column::BuiltIn.eq(true)),
            Whose::Mine(account) => Condition::any().add(pack::Column::OwnerId.eq(account)),
            Whose::All(account) => public.add(pack::Column::OwnerId.eq(account)),
        };
        let mut found = pack::Entity::find().filter(which).order_by_desc(pack::Column::Id);
        if let Some(after) = after {
            found = found.filter(pack::Column::Id.lt(after));
        }
        let packs = found.limit(limit.min(MAX_PAGE)).all(&self.db).await?;
        self.with_sizes(&self.db, packs).await
    }

    /// The pack of this key, if `account` may see it.
    ///
    /// # Errors
    /// [`PackError::Unknown`] if not.
    pub async fn get(&self, key: &str, account: Option<&str>) -> Result<Listed, PackError> {
        let pack = self.seen(key, account).await?;
        self.with_sizes(&self.db, vec![pack]).await?.pop().ok_or(PackError::Unknown)
    }

    /// Makes a pack without questions. Without an owner it is the operator's.
    ///
    /// # Errors
    /// [`PackError::Invalid`], or [`PackError::TooMany`] when the account has no room for it.
    pub async fn create(&self, owner: Option<&str>, about: About) -> Result<Listed, PackError> {
        let about = checked(about)?;
        let tx = self.writer.begin().await?;
        let pack = self.insert(&tx, owner, about).await?;
        let pack = pack::Entity::find_by_id(pack).one(&*tx).await?.ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok(Listed { pack, sizes: BTreeMap::new() })
    }

    /// Changes what is said about a pack.
    ///
    /// # Errors
    /// [`PackError::Invalid`] names the field; [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn change(&self, key: &str, owner: &str, about: About) -> Result<Listed, PackError> {
        let about = checked(about)?;
        let tx = self.writer.begin().await?;
        let pack = self.held(&tx, key, owner).await?;
        self.describe(&*tx, pack.id, about).await?;
        let pack = pack::Entity::find_by_id(pack.id).one(&*tx).await?.ok_or(PackError::Unknown)?;
        let listed = self.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok(listed)
    }

    /// Removes a pack with all that is in it.
    ///
    /// # Errors
    /// [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn remove(&self, key: &str, owner: &str) -> Result<(), PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.held(&tx, key, owner).await?;
        pack::Entity::delete_by_id(pack.id).exec(&*tx).await?;
        Ok(tx.commit().await?)
    }

    /// Copies a pack that `account` may see into a private one of their own.
    ///
    /// # Errors
    /// [`PackError::Unknown`], [`PackError::TooMany`].
    pub async fn copy(&self, key: &str, account: &str) -> Result<Listed, PackError> {
        let tx = self.writer.begin().await?;
        let found = pack::Entity::called(key).one(&*tx).await?;
        let original = found.filter(|pack| pack.open_to(Some(account))).ok_or(PackError::Unknown)?;
        let about = About {
            title: Some(original.title),
            language: Some(original.language),
            description: Some(original.description),
            visibility: Some(Visibility::Private),
        };
        let copy = self.insert(&tx, Some(account), about).await?;
        let mut appender = shelves::Appender::open(&tx, copy, &self.entropy).await?;
        let mut after = None;
        loop {
            let page = questions::page(&*tx, original.id, after, shelves::CHUNK as u64).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.position);
            appender.append(&tx, page.into_iter().map(questions::Stored::incoming).collect()).await?;
        }
        appender.close(&tx, self.now()).await?;
        let pack = pack::Entity::find_by_id(copy).one(&*tx).await?.ok_or(PackError::Unknown)?;
        let listed = self.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok(listed)
    }

    /// Writes a new pack's row; returns its id.
    pub(super) async fn insert(
        &self,
        tx: &WriteTransaction,
        owner: Option<&str>,
        about: About,
    ) -> Result<i32, PackError> {
        if let Some(owner) = owner {
            let has = pack::Entity::of_account(owner).count(&**tx).await?;
            if has >= MAX_PACKS {
                return Err(PackError::TooMany { what: "an account", most: MAX_PACKS, of: "question packs" });
            }
        }
        let missing = |field| PackError::Invalid { field, why: "it is missing".to_owned() };
        let now = self.now();
        let row = pack::ActiveModel {
            key: Set(self.entropy.word(KEY_LETTERS)),
            title: Set(about.title.ok_or_else(|| missing("title"))?),
            language: Set(about.language.ok_or_else(|| missing("language"))?),
            description: Set(about.description.unwrap_or_default()),
            built_in: Set(false),
            // What has no file of the platform's behind it has nothing to be compared with.
            digest: Set(String::new()),
            owner_id: Set(owner.map(str::to_owned)),
            visibility: Set(about.visibility.unwrap_or(Visibility::Private)),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        Ok(pack::Entity::insert(row).exec(&**tx).await?.last_insert_id)
    }

    /// Writes what `about` says; the rest stays.
    pub(super) async fn describe(&self, db: &impl ConnectionTrait, pack: i32, about: About) -> Result<(), PackError> {
        let mut row = pack::ActiveModel { id: Set(pack), updated_at: Set(self.now()), ..Default::default() };
        about.title.into_iter().for_each(|title| row.title = Set(title));
        about.language.into_iter().for_each(|language| row.language = Set(language));
        about.description.into_iter().for_each(|description| row.description = Set(description));
        about.visibility.into_iter().for_each(|visibility| row.visibility = Set(visibility));
        pack::Entity::update(row).exec(db).await?;
        Ok(())
    }

    pub(super) async fn with_sizes(
        &self,
        db: &impl ConnectionTrait,
        packs: Vec<pack::Model>,
    ) -> Result<Vec<Listed>, PackError> {
        let mut sizes = BTreeMap::<i32, BTreeMap<(QuestionKind, bool), u32>>::new();
        for row in shelf::Entity::of_packs(packs.iter().map(|pack| pack.id)).all(db).await? {
            if let (Some(kind), Ok(size)) = (shelves::kind(&row.kind), u32::try_from(row.size)) {
                sizes.entry(row.pack_id).or_default().insert((kind, row.family_friendly), size);
            }
        }
        let listed = |pack: pack::Model| Listed { sizes: sizes.remove(&pack.id).unwrap_or_default(), pack };
        Ok(packs.into_iter().map(listed).collect())
    }
}

/// Tidies what is said about a pack, and checks it.
pub(super) fn checked(mut about: About) -> Result<About, PackError> {
    text("title", &mut about.title, 1, TITLE)?;
    text("description", &mut about.description, 0, DESCRIPTION)?;
    if let Some(language) = about.language.take() {
        let language = language.trim().to_owned();
        if !is_language(&language) {
            let why = "write a language tag such as en, da or pt-BR".to_owned();
            return Err(PackError::Invalid { field: "language", why });
        }
        about.language = Some(language);
    }
    Ok(about)
}

fn text(field: &'static str, text: &mut Option<String>, least: usize, most: usize) -> Result<(), PackError> {
    let Some(given) = text else { return Ok(()) };
    match clean(given, most) {
        Ok(tidied) => *given = tidied,
        Err(BadText::Empty) if least == 0 => given.clear(),
        Err(bad) => return Err(PackError::Invalid { field, why: bad.to_string() }),
    }
    Ok(())
}
