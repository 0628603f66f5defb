//! Pictures and sounds of questions, of items and of settings.
//!
//! An account uploads a file, which is cleaned: a picture is encoded again, a sound is copied frame by frame, so
//! nothing else of the upload remains. The name of the stored file is the digest of its content. A row of `media` states
//! that an account has the file; a row of `question_media` states that a question uses it, a row of `preset_media` that a
//! preset names it. A file is deleted with the last row that names it.
//! ([0183](../../../docs/decisions/0183-media-of-questions.md), [0185](../../../docs/decisions/0185-media-in-a-bucket.md),
//! [0191](../../../docs/decisions/0191-pictures-and-media-settings.md))
//!
//! | module | content |
//! |---|---|
//! | `clean` | what of an upload is stored |
//! | `files` | the files of the media store: a folder, or a bucket of an S3 server |
//! | `turns` | turns to write and delete files |
//! | `uses` | which question and which preset uses which file |
//! | [`chosen`] | files that settings of games name |
//! | `own` | the files of an account |
//! | `collect` | deletion of unused files |

pub mod chosen;
mod clean;
mod collect;
mod error;
mod files;
mod own;
mod settings;
mod turns;
pub(crate) mod uses;

use std::{collections::BTreeSet, io, sync::Arc};

use hyper::body::Bytes;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, EntityTrait, QueryFilter,
    QuerySelect, sea_query::Expr,
};
use tokio::sync::Semaphore;
use wpp_entity::{account, media};
use wpp_game::content::MediaKind;
use wpp_runtime::{clock::SharedClock, db::Writer};

pub(crate) use self::clean::pixels;
use self::turns::Turns;
pub use self::{
    error::{CODES, MediaError, UnusableFile},
    files::MediaFiles,
    own::{MAX_LISTED, OwnMedia},
    settings::{BucketSettings, MediaSettings},
};
use crate::digest::hex_digest;

/// Maximum size of an upload in bytes.
pub const MAX_UPLOAD: usize = 2 * 1024 * 1024;

/// Maximum size of a stored file in bytes.
pub const MAX_STORED: usize = 200 * 1024;

/// Number of files that one process cleans at the same time; others wait. Each holds a decoded picture in memory.
const CLEANED_AT_ONCE: usize = 1;

/// Key of the PostgreSQL advisory lock on the rows of media.
const LOCK: i64 = 0x0077_7070_6d65_6469;

/// Access to the pictures and sounds. Cheap to clone.
#[derive(Clone)]
pub struct MediaStore {
    writer: Writer,
    clock: SharedClock,
    files: MediaFiles,
    turns: Turns,
    bytes_per_account: u64,
    cleaning: Arc<Semaphore>,
}

/// A stored file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredMedia {
    /// Name of the file.
    pub file: String,
    /// Picture or sound.
    pub kind: MediaKind,
    /// Size of the file in bytes.
    pub bytes: usize,
}

impl MediaStore {
    /// Creates access to the media of the database of `writer`, which is at `database_url`.
    #[must_use]
    pub fn new(writer: Writer, clock: SharedClock, settings: &MediaSettings, database_url: &str) -> Self {
        Self {
            files: MediaFiles::new(settings, database_url, clock.clone()),
            turns: Turns::new(writer.clone(), database_url),
            writer,
            clock,
            bytes_per_account: settings.bytes_per_account,
            cleaning: Arc::new(Semaphore::new(CLEANED_AT_ONCE)),
        }
    }

    /// Cleans and stores a picture or a sound of an account, or of the operator. A file that the account already has is
    /// stored once.
    ///
    /// # Errors
    /// [`MediaError::TooLarge`] above [`MAX_UPLOAD`]; [`MediaError::Unusable`] when it is no picture or sound that can be stored;
    /// [`MediaError::Full`] when the account has no room for it.
    pub async fn upload(&self, owner: Option<&str>, upload: Vec<u8>) -> Result<StoredMedia, MediaError> {
        if upload.len() > MAX_UPLOAD {
            return Err(MediaError::TooLarge);
        }
        if let Some(stored) = self.known(&upload).await? {
            return self.store(owner, stored, upload).await;
        }
        // Decoding takes far longer than this question.
        self.require_room(owner).await?;
        let cleaned = self.decode(move || clean::clean(&upload)).await?;
        let stored = StoredMedia { kind: cleaned.kind, file: cleaned.name(), bytes: cleaned.bytes.len() };
        self.store(owner, stored, cleaned.bytes).await
    }

    /// Decodes a picture or a sound, and stores nothing. Returns its kind.
    ///
    /// # Errors
    /// As [`upload`](Self::upload), apart from [`MediaError::Full`].
    pub(crate) async fn check(&self, upload: Vec<u8>) -> Result<MediaKind, MediaError> {
        if upload.len() > MAX_UPLOAD {
            return Err(MediaError::TooLarge);
        }
        match self.known(&upload).await? {
            Some(stored) => Ok(stored.kind),
            None => Ok(self.decode(move || clean::check(&upload)).await?),
        }
    }

    /// Runs work with a decoded picture, of which there is one at a time.
    async fn decode<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T, UnusableFile> + Send + 'static,
    ) -> Result<T, UnusableFile> {
        let permit = self.cleaning.clone().acquire_owned().await;
        let decoded = tokio::task::spawn_blocking(move || {
            let _permit = permit;
            work()
        });
        decoded.await.unwrap_or_else(|_| Err(UnusableFile::damaged()))
    }

    /// Returns the stored file with exactly this content, which the store has cleaned before. A picture that was exported
    /// and is imported is not encoded once more.
    async fn known(&self, upload: &[u8]) -> Result<Option<StoredMedia>, DbErr> {
        if upload.len() > MAX_STORED {
            return Ok(None);
        }
        let names = own::names_of(&hex_digest(upload));
        let names = media::Entity::names_among(names.iter().map(String::as_str));
        let file: Option<String> = names.into_tuple().one(self.writer.db()).await?;
        let stored = |file: String| Some(StoredMedia { kind: MediaKind::of_file(&file)?, file, bytes: upload.len() });
        Ok(file.and_then(stored))
    }

    /// Writes a cleaned file and its row.
    async fn store(
        &self,
        owner: Option<&str>,
        stored: StoredMedia,
        content: Vec<u8>,
    ) -> Result<StoredMedia, MediaError> {
        let inserted = {
            let _turn = self.turns.wait().await?;
            self.files.write(&stored.file, content.into()).await?;
            self.insert_row(owner, &stored).await
        };
        if inserted.is_err()
            && let Err(error) = self.forget(BTreeSet::from([stored.file.clone()])).await
        {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "a file without a row not deleted; it will be repeated");
        }
        inserted.map(|()| stored)
    }

    /// Returns the content of a file; `None` if the store has no file with this name.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub async fn read(&self, name: &str) -> io::Result<Option<Bytes>> {
        self.files.read(name).await
    }

    /// Gives an account the files of questions that it copies.
    ///
    /// # Errors
    /// [`MediaError::Full`] when the account has no room for them.
    pub(crate) async fn adopt(&self, owner: &str, files: impl Iterator<Item = &str>) -> Result<(), MediaError> {
        let wanted: Vec<&str> = files.collect();
        if wanted.is_empty() {
            return Ok(());
        }
        let tx = self.writer.begin().await?;
        lock(&tx).await?;
        let rows = media::Entity::find().filter(media::Column::File.is_in(wanted.iter().copied())).all(&*tx).await?;
        for file in wanted {
            if let Some(row) = rows.iter().find(|row| row.file == file) {
                self.insert(&tx, Some(owner), file, usize::try_from(row.bytes).unwrap_or_default()).await?;
            }
        }
        Ok(tx.commit().await?)
    }

    async fn insert_row(&self, owner: Option<&str>, stored: &StoredMedia) -> Result<(), MediaError> {
        let tx = self.writer.begin().await?;
        lock(&tx).await?;
        self.insert(&tx, owner, &stored.file, stored.bytes).await?;
        Ok(tx.commit().await?)
    }

    /// Inserts the row of a file. A row that the owner has is as good as new: otherwise the deletion of its last use would
    /// delete a file that was uploaded again a moment ago.
    async fn insert(
        &self,
        tx: &DatabaseTransaction,
        owner: Option<&str>,
        file: &str,
        bytes: usize,
    ) -> Result<(), MediaError> {
        if let Some(owner) = owner {
            account::Entity::find_by_id(owner).lock_exclusive().one(tx).await?;
        }
        let rows = media::Entity::of_owner(owner);
        if let Some(row) = rows.filter(media::Column::File.eq(file)).one(tx).await? {
            return Ok(self.renew(tx, [row.id]).await?);
        }
        if let Some(owner) = owner
            && bytes_of(tx, owner).await? + bytes as u64 > self.bytes_per_account
        {
            return Err(self.full());
        }
        let row = media::ActiveModel {
            owner_id: Set(owner.map(str::to_owned)),
            file: Set(file.to_owned()),
            bytes: Set(i32::try_from(bytes).unwrap_or(i32::MAX)),
            created_at: Set(self.clock.now().millis()),
            attached: Set(false),
            kept_until: Set(0),
            ..Default::default()
        };
        Ok(media::Entity::insert(row).exec_without_returning(tx).await.map(drop)?)
    }

    /// Keeps files without a use for as long as new uploads.
    async fn renew(&self, tx: &DatabaseTransaction, ids: impl IntoIterator<Item = i32>) -> Result<(), DbErr> {
        let renewed = media::Entity::update_many()
            .col_expr(media::Column::Attached, Expr::value(false))
            .col_expr(media::Column::CreatedAt, Expr::value(self.clock.now().millis()));
        renewed.filter(media::Column::Id.is_in(ids)).exec(tx).await.map(drop)
    }

    /// Checks whether the account has room for a file of any size.
    async fn require_room(&self, owner: Option<&str>) -> Result<(), MediaError> {
        match owner {
            Some(owner) if bytes_of(self.writer.db(), owner).await? >= self.bytes_per_account => Err(self.full()),
            _ => Ok(()),
        }
    }

    fn full(&self) -> MediaError {
        MediaError::Full { most_mb: self.bytes_per_account / settings::MEGABYTE }
    }
}

/// Returns the size of all files of an account.
async fn bytes_of(db: &impl ConnectionTrait, owner: &str) -> Result<u64, DbErr> {
    let sizes = media::Entity::of_owner(Some(owner)).select_only().column(media::Column::Bytes);
    let sizes: Vec<i32> = sizes.into_tuple().all(db).await?;
    Ok(sizes.into_iter().filter_map(|bytes| u64::try_from(bytes).ok()).sum())
}

/// Locks the rows of media until the transaction ends. SQLite has one writer anyway.
async fn lock(tx: &DatabaseTransaction) -> Result<(), DbErr> {
    if tx.get_database_backend() == DbBackend::Postgres {
        tx.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
    }
    Ok(())
}
