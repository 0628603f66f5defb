//! Question packs: storage, sharing, import and export.
//!
//! A pack belongs to an account, or to the operator, or is built in. Clients address it by its random *key*,
//! which is the secret of an unlisted pack. All access rules are in this module: a pack that a caller may not
//! see is reported as unknown.
//!
//! | module | content |
//! |---|---|
//! | [`archive`], `zip_directory` | a pack with its media in one file |
//! | [`catalog`] | create, list, change, copy and delete packs |
//! | [`questions`], `stored` | list, load, add, replace and remove questions |
//! | `identity` | which questions are the same |
//! | `pools` | question pools and their slots, which make draws cheap |
//! | [`change`], `staging` | imports, copies and deletions in several short transactions |
//! | `quota` | how many questions an account may have |
//! | [`import`], [`export`] | packs from and to files |
//! | [`preview`] | the content of a file, before an import |
//! | [`format`](mod@format) | file formats, independent of the database |
//!
//! Small changes run in one [`WriteTransaction`] with the pack's row locked. Changes of many rows are in [`change`].

pub mod archive;
pub mod catalog;
pub mod change;
pub mod export;
pub mod format;
mod identity;
pub mod import;
mod pools;
pub mod preview;
pub mod questions;
mod quota;
mod settings;
mod staging;
mod stored;
mod zip_directory;

pub use self::{identity::digest, settings::PackSettings};

use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbErr, QuerySelect};
use tokio::sync::Semaphore;
use wpp_entity::pack;
use wpp_game::content::rules::DraftError;

use crate::media::{MediaError, MediaStore};
use wpp_runtime::{
    clock::SharedClock,
    db::{WriteTransaction, Writer},
    secure_rng::SecureRng,
};

/// Maximum number of packs of an account.
pub const MAX_PACKS: u64 = 100;

/// Maximum number of questions in a pack of an account. Packs of the operator have no limit.
pub const MAX_QUESTIONS: usize = 100_000;

/// Length of a pack key: 119 random bits, so that a key cannot be guessed.
const KEY_LETTERS: usize = 20;

/// Number of concurrent imports in one process; further imports wait. Each holds a file in memory.
const IMPORTS_AT_ONCE: usize = 2;

/// Number of concurrent copies in one process; further copies wait.
const COPIES_AT_ONCE: usize = 2;

/// Access to the question packs. Cheap to clone.
#[derive(Clone)]
pub struct Packs {
    db: DatabaseConnection,
    writer: Writer,
    clock: SharedClock,
    rng: SecureRng,
    /// Maximum number of questions in all packs of an account.
    max_questions: usize,
    media: MediaStore,
    imports: Arc<Semaphore>,
    copies: Arc<Semaphore>,
}

/// Reasons why an operation on packs fails.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// No pack has this key, or the caller may not see it.
    #[error("there is no such question pack")]
    Unknown,
    /// The caller can see the pack but does not own it.
    #[error("this question pack belongs to somebody else; copy it to change it")]
    NotYours,
    /// The pack has no question with this key.
    #[error("there is no such question in this pack")]
    UnknownQuestion,
    /// A detail of the pack is invalid.
    #[error("{field}: {why}")]
    Invalid {
        /// Name of the field.
        field: &'static str,
        /// Why the value is invalid, and what to write instead.
        why: String,
    },
    /// The question violates [`wpp_game::content::rules`].
    #[error("the question is invalid")]
    Faults(Vec<DraftError>),
    /// The pack already contains this question.
    #[error("this pack already contains this question")]
    AlreadyThere,
    /// An import into this pack is running, or has failed a moment ago.
    #[error("an import into this question pack is running; try again when it has ended")]
    Busy,
    /// A table cannot contain the pictures of the pack.
    #[error("this question pack has pictures, which a table cannot contain; export it as a ZIP archive")]
    NeedsZip,
    /// A limit is reached.
    #[error("{what} can have at most {most} {of}")]
    TooMany {
        /// The container that is full.
        what: &'static str,
        /// The limit.
        most: u64,
        /// The limited items.
        of: &'static str,
    },
    /// A picture or a sound cannot be stored.
    #[error(transparent)]
    Media(#[from] MediaError),
    /// The database failed.
    #[error("the question packs cannot be read or changed")]
    Database(#[from] DbErr),
}

impl Packs {
    /// Creates access to the packs of `db`. Changes go through `writer`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer, clock: SharedClock, rng: SecureRng) -> Self {
        let settings = PackSettings::default();
        Self {
            media: MediaStore::new(writer.clone(), clock.clone(), &settings.media, ""),
            db,
            writer,
            clock,
            rng,
            max_questions: settings.questions_per_account,
            imports: Arc::new(Semaphore::new(IMPORTS_AT_ONCE)),
            copies: Arc::new(Semaphore::new(COPIES_AT_ONCE)),
        }
    }

    /// Sets the limits, and the folder of the media of a server with the database at `database_url`.
    #[must_use]
    pub fn with_settings(self, settings: &PackSettings, database_url: &str) -> Self {
        let media = MediaStore::new(self.writer.clone(), self.clock.clone(), &settings.media, database_url);
        Self { max_questions: settings.questions_per_account, media, ..self }
    }

    /// Returns the pictures and sounds.
    #[must_use]
    pub fn media(&self) -> &MediaStore {
        &self.media
    }

    /// Deletes pictures and sounds that nobody uses. The sweep repeats what fails.
    pub async fn collect_media(&self) {
        if let Err(error) = self.media.collect().await {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "unused pictures and sounds not deleted; it will be repeated");
        }
    }

    /// Returns the pack with this key if `account` may see it.
    async fn find_visible(&self, key: &str, account: Option<&str>) -> Result<pack::Model, PackError> {
        let found = pack::Entity::with_key(key).one(&self.db).await?;
        found.filter(|pack| pack.visible_to(account)).ok_or(PackError::Unknown)
    }

    /// Locks the pack with this key until the transaction ends, if `account` owns it.
    async fn lock_owned(&self, tx: &WriteTransaction, key: &str, account: &str) -> Result<pack::Model, PackError> {
        let found = pack::Entity::with_key(key).lock_exclusive().one(&**tx).await?;
        let pack = found.filter(|pack| pack.visible_to(Some(account))).ok_or(PackError::Unknown)?;
        if pack.is_owned_by(Some(account)) { Ok(pack) } else { Err(PackError::NotYours) }
    }

    fn now(&self) -> i64 {
        self.clock.now().millis()
    }
}
