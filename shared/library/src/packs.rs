//! Question packs: kept, shared, filled from files and given back as files.
//!
//! A pack belongs to an account, or to the platform and its operator. What clients call it by is its
//! *key*, which for a pack that people made is random and long enough to be the secret of an unlisted
//! one. Who may do what is decided here and nowhere else: a pack that somebody may not see is, to
//! them, not there.
//!
//! | module | holds |
//! |---|---|
//! | [`catalog`] | packs: made, listed, changed, copied, removed |
//! | [`questions`] | the questions in one |
//! | `shelves` | where questions stand, so that they can be drawn quickly |
//! | [`import`], [`export`] | packs from files and as files |
//! | [`format`](mod@format) | the files themselves, without a database |
//!
//! Every change runs in one [`Writing`] transaction with the pack's row locked.

pub mod catalog;
pub mod export;
pub mod format;
pub mod import;
pub mod questions;
mod shelves;

use std::sync::Arc;

use sea_orm::{DatabaseConnection, DbErr, QuerySelect};
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;
use wpp_entity::pack;
use wpp_game::content::rules::DraftError;

use wpp_runtime::{
    clock::SharedClock,
    db::{Writer, Writing},
    secure_rng::SecureRng,
};

/// Packs an account may have.
pub const MAX_PACKS: u64 = 100;

/// Questions a pack of an account may have. The operator's own have no such bound.
pub const MAX_QUESTIONS: usize = 100_000;

/// Letters of a key: 119 bits, which nobody guesses.
const KEY_LETTERS: usize = 20;

/// Files read at a time in one process; others wait.
const IMPORTS_AT_ONCE: usize = 2;

/// The packs of a database. Cheap to clone.
#[derive(Clone)]
pub struct Packs {
    db: DatabaseConnection,
    writer: Writer,
    clock: SharedClock,
    entropy: SecureRng,
    imports: Arc<Semaphore>,
}

/// Something about packs cannot be done.
#[derive(Debug, thiserror::Error)]
pub enum PackError {
    /// There is none of that key, or not for this caller.
    #[error("there is no such question pack")]
    Unknown,
    /// The pack may be seen by this caller, but is somebody else's.
    #[error("this question pack is somebody else's; copy it to change it")]
    NotYours,
    /// The pack has no such question.
    #[error("there is no such question in this pack")]
    UnknownQuestion,
    /// A field says what it may not.
    #[error("{field}: {why}")]
    Invalid {
        /// The field.
        field: &'static str,
        /// What is wrong with it.
        why: String,
    },
    /// A question breaks the rules.
    #[error("the question does not keep to the rules")]
    Faults(Vec<DraftError>),
    /// The pack has a question with this prompt and this answer.
    #[error("this pack has that question already")]
    AlreadyThere,
    /// A bound is reached.
    #[error("{what} can have at most {most} {of}")]
    TooMany {
        /// What is full.
        what: &'static str,
        /// How many fit.
        most: u64,
        /// Of what.
        of: &'static str,
    },
    /// The database failed.
    #[error("the question packs cannot be read or changed")]
    Database(#[from] DbErr),
}

impl Packs {
    /// The packs of `db`, written through `writer`.
    #[must_use]
    pub fn new(db: DatabaseConnection, writer: Writer, clock: SharedClock, entropy: SecureRng) -> Self {
        Self { db, writer, clock, entropy, imports: Arc::new(Semaphore::new(IMPORTS_AT_ONCE)) }
    }

    /// The pack of this key, if `account` may see it.
    async fn seen(&self, key: &str, account: Option<&str>) -> Result<pack::Model, PackError> {
        let found = pack::Entity::called(key).one(&self.db).await?;
        found.filter(|pack| pack.open_to(account)).ok_or(PackError::Unknown)
    }

    /// The pack of this key for `account` to change, locked until the transaction ends.
    async fn held(&self, tx: &Writing, key: &str, account: &str) -> Result<pack::Model, PackError> {
        let found = pack::Entity::called(key).lock_exclusive().one(&**tx).await?;
        let pack = found.filter(|pack| pack.open_to(Some(account))).ok_or(PackError::Unknown)?;
        if pack.belongs_to(Some(account)) { Ok(pack) } else { Err(PackError::NotYours) }
    }

    fn now(&self) -> i64 {
        self.clock.now().millis()
    }
}

/// A fingerprint of what a question asks and answers, whatever its case: 128 bits of SHA-256 as 32
/// hexadecimal digits. It is stored, and so must never be computed otherwise.
#[must_use]
pub fn digest(prompt: &str, answer: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(prompt.to_lowercase());
    hash.update([0]);
    hash.update(answer.to_lowercase());
    let half = hash.finalize();
    half.iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}
