//! Creates, lists, changes, copies and deletes packs.

use std::collections::BTreeMap;

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use wpp_entity::{
    pack::{self, Status, Visibility},
    question_pool,
};
use wpp_game::{
    content::{QuestionKind, rules::is_language},
    text::{BadText, clean},
};

use super::{KEY_LETTERS, MAX_PACKS, PackError, Packs, change::CHUNK, pools, questions, quota, staging::Staging};
use wpp_runtime::db::WriteTransaction;

/// Maximum number of packs on one page. A call may ask for one more, to learn whether another page follows.
pub const MAX_PAGE: u64 = 100;

/// Maximum graphemes of a title.
const MAX_TITLE: usize = 60;

/// Maximum graphemes of a description.
const MAX_DESCRIPTION: usize = 300;

/// A pack without its questions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PackSummary {
    /// The row of the pack.
    pub pack: pack::Model,
    /// Number of questions by kind and by whether they are suitable for children.
    pub sizes: BTreeMap<(QuestionKind, bool), u32>,
}

/// Editable details of a pack. `None` leaves a detail unchanged, or takes it from an imported file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PackDetails {
    /// Title, 1–60 characters.
    pub title: Option<String>,
    /// Language of the questions as a BCP 47 tag.
    pub language: Option<String>,
    /// Description, up to 300 characters.
    pub description: Option<String>,
    /// Who can see and play the pack.
    pub visibility: Option<Visibility>,
}

/// PackFilter packs are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PackFilter<'a> {
    /// Packs that everybody can see.
    Public,
    /// Packs that are part of the release.
    BuiltIn,
    /// Packs of this account.
    Mine(&'a str),
    /// Public packs and packs of this account.
    All(&'a str),
}

impl Packs {
    /// Returns a page of packs, newest first. The page starts after the row id `after`.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(
        &self,
        filter: PackFilter<'_>,
        after: Option<i32>,
        limit: u64,
    ) -> Result<Vec<PackSummary>, PackError> {
        let public = Condition::any().add(pack::Column::Visibility.eq(Visibility::Public));
        let which = match filter {
            PackFilter::Public => public,
            PackFilter::BuiltIn => Condition::any().add(pack::Column::BuiltIn.eq(true)),
            PackFilter::Mine(account) => Condition::any().add(pack::Column::OwnerId.eq(account)),
            PackFilter::All(account) => public.add(pack::Column::OwnerId.eq(account)),
        };
        let mut found = pack::Entity::ready().filter(which).order_by_desc(pack::Column::Id);
        if let Some(after) = after {
            found = found.filter(pack::Column::Id.lt(after));
        }
        let packs = found.limit(limit.min(MAX_PAGE + 1)).all(&self.db).await?;
        self.with_sizes(&self.db, packs).await
    }

    /// Returns the pack with this key.
    ///
    /// # Errors
    /// [`PackError::Unknown`] if there is none, or `account` may not see it.
    pub async fn get(&self, key: &str, account: Option<&str>) -> Result<PackSummary, PackError> {
        let pack = self.find_visible(key, account).await?;
        self.with_sizes(&self.db, vec![pack]).await?.pop().ok_or(PackError::Unknown)
    }

    /// Creates an empty pack. Without an owner, the pack belongs to the operator.
    ///
    /// # Errors
    /// [`PackError::Invalid`] names the field; [`PackError::TooMany`] when the account has [`MAX_PACKS`].
    pub async fn create(&self, owner: Option<&str>, details: PackDetails) -> Result<PackSummary, PackError> {
        let details = checked(details)?;
        let tx = self.writer.begin().await?;
        let pack = self.insert(&tx, owner, details, Status::Ready).await?;
        tx.commit().await?;
        Ok(PackSummary { pack, sizes: BTreeMap::new() })
    }

    /// Changes the details of a pack.
    ///
    /// # Errors
    /// [`PackError::Invalid`] names the field; [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn change(&self, key: &str, owner: &str, details: PackDetails) -> Result<PackSummary, PackError> {
        let details = checked(details)?;
        let tx = self.writer.begin().await?;
        let pack = self.lock_owned(&tx, key, owner).await?;
        self.describe(&*tx, pack.id, details).await?;
        let pack = pack::Entity::find_by_id(pack.id).one(&*tx).await?.ok_or(PackError::Unknown)?;
        let listed = self.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok(listed)
    }

    /// Deletes a pack with its questions. The pack is gone at once; the rows of a large pack follow in the background.
    ///
    /// # Errors
    /// [`PackError::NotYours`], [`PackError::Unknown`].
    pub async fn remove(&self, key: &str, owner: &str) -> Result<(), PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.lock_owned(&tx, key, owner).await?;
        let removal = self.hide(&tx, pack::Column::Id.eq(pack.id)).await?;
        tx.commit().await?;
        self.finish_removal(removal).await;
        Ok(())
    }

    /// Deletes a public pack of any account with its questions, for an operator.
    ///
    /// # Errors
    /// [`PackError::NotYours`] for a pack of the release; [`PackError::Unknown`], also for private packs.
    pub async fn remove_public(&self, key: &str) -> Result<(), PackError> {
        let tx = self.writer.begin().await?;
        let found = pack::Entity::with_key(key).lock_exclusive().one(&*tx).await?;
        let pack = found.filter(|pack| pack.visible_to(None)).ok_or(PackError::Unknown)?;
        if pack.built_in {
            return Err(PackError::NotYours);
        }
        let removal = self.hide(&tx, pack::Column::Id.eq(pack.id)).await?;
        tx.commit().await?;
        self.finish_removal(removal).await;
        Ok(())
    }

    /// Copies a pack that `account` may see into a new private pack of that account.
    ///
    /// # Errors
    /// [`PackError::Unknown`], also when the original is deleted before the end; [`PackError::TooMany`].
    pub async fn copy(&self, key: &str, account: &str) -> Result<PackSummary, PackError> {
        let _slot = self.copies.acquire().await;
        let original = self.find_visible(key, Some(account)).await?;
        let details = PackDetails {
            title: Some(original.title.clone()),
            language: Some(original.language.clone()),
            description: Some(original.description.clone()),
            visibility: Some(Visibility::Private),
        };
        let mut staging = self.stage_new(details, Some(account)).await?;
        match self.copy_questions(&original, account, &mut staging).await {
            Ok(()) => staging.publish().await,
            Err(error) => {
                staging.undo().await;
                Err(error)
            }
        }
    }

    async fn copy_questions(&self, original: &pack::Model, account: &str, copy: &mut Staging) -> Result<(), PackError> {
        let mut after = None;
        loop {
            let page = questions::page(&self.db, original, after, CHUNK as u64).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.position);
            let files = page.iter().filter_map(|stored| Some(stored.draft.media.as_ref()?.file.as_str()));
            self.media.adopt(account, files).await?;
            copy.append(page.into_iter().map(questions::StoredQuestion::incoming).collect()).await?;
        }
        // A deleted pack loses its questions bit by bit. If it is still there, the copy is complete.
        self.find_visible(&original.key, Some(account)).await.map(drop)
    }

    /// Checks whether an account may have a further pack, before the questions of the pack are read.
    ///
    /// # Errors
    /// [`PackError::TooMany`].
    pub(super) async fn check_creatable(&self, owner: Option<&str>) -> Result<(), PackError> {
        let Some(owner) = owner else { return Ok(()) };
        require_room_for_pack(&self.db, owner).await?;
        quota::require_room(&self.db, owner, self.max_questions).await
    }

    /// Inserts the row of a new pack.
    pub(super) async fn insert(
        &self,
        tx: &WriteTransaction,
        owner: Option<&str>,
        details: PackDetails,
        status: Status,
    ) -> Result<pack::Model, PackError> {
        if let Some(owner) = owner {
            quota::lock_account(tx, owner).await?;
            require_room_for_pack(&**tx, owner).await?;
        }
        let missing = |field| PackError::Invalid { field, why: "a value is required".to_owned() };
        let now = self.now();
        let row = pack::ActiveModel {
            key: Set(self.rng.word(KEY_LETTERS)),
            title: Set(details.title.ok_or_else(|| missing("title"))?),
            language: Set(details.language.ok_or_else(|| missing("language"))?),
            description: Set(details.description.unwrap_or_default()),
            built_in: Set(false),
            // Only built-in packs have a file to compare with.
            digest: Set(String::new()),
            owner_id: Set(owner.map(str::to_owned)),
            visibility: Set(details.visibility.unwrap_or(Visibility::Private)),
            status: Set(status),
            created_at: Set(now),
            updated_at: Set(now),
            ..Default::default()
        };
        Ok(pack::Entity::insert(row).exec_with_returning(&**tx).await?)
    }

    /// Writes the details that are set.
    pub(super) async fn describe(
        &self,
        db: &impl ConnectionTrait,
        pack: i32,
        details: PackDetails,
    ) -> Result<(), PackError> {
        let mut row = pack::ActiveModel { id: Set(pack), updated_at: Set(self.now()), ..Default::default() };
        details.title.into_iter().for_each(|title| row.title = Set(title));
        details.language.into_iter().for_each(|language| row.language = Set(language));
        details.description.into_iter().for_each(|description| row.description = Set(description));
        details.visibility.into_iter().for_each(|visibility| row.visibility = Set(visibility));
        pack::Entity::update(row).exec(db).await?;
        Ok(())
    }

    pub(super) async fn with_sizes(
        &self,
        db: &impl ConnectionTrait,
        packs: Vec<pack::Model>,
    ) -> Result<Vec<PackSummary>, PackError> {
        let mut sizes = BTreeMap::<i32, BTreeMap<(QuestionKind, bool), u32>>::new();
        for row in question_pool::Entity::of_packs(packs.iter().map(|pack| pack.id)).all(db).await? {
            if let (Some(kind), Ok(size)) = (pools::kind(&row.kind), u32::try_from(row.size)) {
                sizes.entry(row.pack_id).or_default().insert((kind, row.family_friendly), size);
            }
        }
        let listed = |pack: pack::Model| PackSummary { sizes: sizes.remove(&pack.id).unwrap_or_default(), pack };
        Ok(packs.into_iter().map(listed).collect())
    }
}

async fn require_room_for_pack(db: &impl ConnectionTrait, owner: &str) -> Result<(), PackError> {
    let has = pack::Entity::of_account(owner).count(db).await?;
    if has < MAX_PACKS {
        return Ok(());
    }
    Err(PackError::TooMany { what: "an account", most: MAX_PACKS, of: "question packs" })
}

/// Normalizes and validates the details of a pack.
pub(super) fn checked(mut details: PackDetails) -> Result<PackDetails, PackError> {
    text("title", &mut details.title, 1, MAX_TITLE)?;
    text("description", &mut details.description, 0, MAX_DESCRIPTION)?;
    if let Some(language) = details.language.take() {
        let language = language.trim().to_owned();
        if !is_language(&language) {
            let why = "write a language tag such as en, da or pt-BR".to_owned();
            return Err(PackError::Invalid { field: "language", why });
        }
        details.language = Some(language);
    }
    Ok(details)
}

fn text(field: &'static str, text: &mut Option<String>, least: usize, most: usize) -> Result<(), PackError> {
    let Some(given) = text else { return Ok(()) };
    match clean(given, most) {
        Ok(cleaned) => *given = cleaned,
        Err(BadText::Empty) if least == 0 => given.clear(),
        Err(bad) => return Err(PackError::Invalid { field, why: bad.to_string() }),
    }
    Ok(())
}
