//! Changes of many rows: imports, copies and deletions of packs.
//!
//! SQLite allows one writer at a time, so such a change commits in chunks of `CHUNK` questions. Readers see
//! nothing of it until its last transaction:
//!
//! - New questions have positions from [`pack::Model::end_position`] and slots from the size of their pool on,
//!   where no reader looks. A new pack is [`Staged`](Status::Staged). `Staging`
//!   publishes them in one short transaction.
//! - A deleted pack is first marked as [`Removed`](Status::Removed), which hides it. Its rows follow.
//!
//! The row of the pack holds the key of its change. Every chunk checks the key and extends the change's lifetime,
//! so a pack has at most one change, and a change that was ended cannot go on. A change that fails is undone by its
//! process. If the process dies, the change expires, and the sweep of any process undoes it.

use std::{collections::BTreeSet, time::Duration};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect,
    QueryTrait, sea_query::IntoCondition,
};
use wpp_entity::{
    pack::{self, Status, Visibility},
    question,
};
use wpp_runtime::db::WriteTransaction;

use super::{PackError, Packs};

/// Questions of one transaction: some milliseconds of work.
pub(super) const CHUNK: usize = 50;

/// Lifetime of a change without a new chunk.
pub const LIFETIME_MS: u64 = 60_000;

/// How long a caller waits for the deletion of rows that nobody can see. It continues in the background.
const DELETION_WAIT: Duration = Duration::from_secs(10);

/// Expired changes that one sweep undoes.
const SWEPT: u64 = 100;

/// Length of the key of a change.
const KEY_LETTERS: usize = 12;

/// A change of one pack that takes several transactions. Cheap to clone.
#[derive(Clone)]
pub(super) struct Change {
    pub packs: Packs,
    /// Row id of the pack.
    pub pack: i32,
    key: String,
}

/// Packs that were deleted, and whose rows still exist. [`Packs::finish_removal`] deletes the rows.
#[must_use]
pub struct Removal {
    changes: Vec<Change>,
    /// The media of a deleted account.
    files: BTreeSet<String>,
}

impl Change {
    /// Begins a change of a pack that has none. The caller has locked the pack's row.
    pub async fn begin(packs: &Packs, tx: &DatabaseTransaction, pack: i32) -> Result<Self, DbErr> {
        let change = Self { packs: packs.clone(), pack, key: packs.rng.word(KEY_LETTERS) };
        let row = pack::ActiveModel {
            id: Set(pack),
            change_key: Set(Some(change.key.clone())),
            change_expires_at: Set(Some(packs.change_expiry())),
            ..Default::default()
        };
        pack::Entity::update(row).exec(tx).await?;
        Ok(change)
    }

    /// Begins the transaction of the next chunk.
    ///
    /// # Errors
    /// [`PackError::Unknown`] when the change has ended: the pack was deleted, or the change expired.
    pub async fn chunk(&self) -> Result<WriteTransaction, PackError> {
        let tx = self.packs.writer.begin_bulk().await?;
        self.extend(&tx).await?;
        Ok(tx)
    }

    /// Extends the lifetime of the change, and locks the pack's row until the transaction ends.
    ///
    /// # Errors
    /// As [`chunk`](Self::chunk).
    pub async fn extend(&self, tx: &DatabaseTransaction) -> Result<(), PackError> {
        let mine = Condition::all().add(pack::Column::Id.eq(self.pack)).add(pack::Column::ChangeKey.eq(&self.key));
        if self.packs.claim(tx, mine, &self.key).await? { Ok(()) } else { Err(PackError::Unknown) }
    }

    /// Deletes the rows that the change has written or that it was to delete, and ends it.
    ///
    /// # Errors
    /// When the database fails. The sweep repeats it later.
    pub async fn undo(&self) -> Result<(), PackError> {
        loop {
            let tx = match self.chunk().await {
                // Another process undoes the change, or has done so.
                Err(PackError::Unknown) => return Ok(()),
                begun => begun?,
            };
            let Some(pack) = pack::Entity::find_by_id(self.pack).one(&*tx).await? else { return Ok(()) };
            let first = if pack.status == Status::Ready { pack.end_position } else { i32::MIN };
            let is_last = delete_questions(&tx, pack.id, first).await? < CHUNK as u64;
            if is_last {
                end(&tx, &pack).await?;
            }
            tx.commit().await?;
            if is_last {
                return Ok(());
            }
        }
    }

    /// Undoes the change in the background.
    pub fn undo_in_background(self) {
        // Without a runtime the process is about to end; the sweep of another one undoes the change.
        if let Ok(runtime) = tokio::runtime::Handle::try_current() {
            runtime.spawn(async move { self.undo_or_log().await });
        }
    }

    /// Undoes the change, and logs an error.
    pub async fn undo_or_log(&self) {
        if let Err(error) = self.undo().await {
            let error = &error as &dyn std::error::Error;
            tracing::warn!(error, "unfinished change of a pack not undone; it will be repeated");
        }
    }
}

impl Packs {
    /// Hides the packs that `which` matches from everybody and ends their changes.
    pub(super) async fn hide(
        &self,
        tx: &DatabaseTransaction,
        which: impl IntoCondition + Clone,
    ) -> Result<Removal, DbErr> {
        let ids = pack::Entity::find().select_only().column(pack::Column::Id).filter(which.clone());
        let ids: Vec<i32> = ids.into_tuple().all(tx).await?;
        let key = self.rng.word(KEY_LETTERS);
        let hidden = pack::ActiveModel {
            status: Set(Status::Removed),
            owner_id: Set(None),
            visibility: Set(Visibility::Private),
            change_key: Set(Some(key.clone())),
            change_expires_at: Set(Some(self.change_expiry())),
            ..Default::default()
        };
        pack::Entity::update_many().set(hidden).filter(which).exec(tx).await?;
        let changes = ids.into_iter().map(|pack| Change { packs: self.clone(), pack, key: key.clone() }).collect();
        Ok(Removal { changes, files: BTreeSet::new() })
    }

    /// Hides all packs of an account, in the transaction that deletes the account. The account's foreign key would
    /// delete their rows at once.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hide_all_of(&self, tx: &DatabaseTransaction, account: &str) -> Result<Removal, DbErr> {
        let files = self.media.files_of(tx, account).await?;
        Ok(Removal { files, ..self.hide(tx, pack::Column::OwnerId.eq(account)).await? })
    }

    /// Deletes the rows of hidden packs. Returns when all are deleted, or after ten seconds; then the deletion
    /// continues in the background.
    pub async fn finish_removal(&self, Removal { changes, files }: Removal) {
        let packs = self.clone();
        let deletion = tokio::spawn(async move {
            for change in changes {
                change.undo_or_log().await;
            }
            if let Err(error) = packs.media.forget(files).await {
                let error = &error as &dyn std::error::Error;
                tracing::warn!(error, "media of an account not deleted; it will be repeated");
            }
            packs.collect_media().await;
        });
        if tokio::time::timeout(DELETION_WAIT, deletion).await.is_err() {
            tracing::info!("the rows of a deleted pack are being deleted in the background");
        }
    }

    /// Undoes the changes that expired because their process died. Returns their number.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sweep(&self) -> Result<usize, PackError> {
        let has_expired = pack::Column::ChangeExpiresAt.lte(self.now());
        let expired = pack::Entity::find().select_only().column(pack::Column::Id).filter(has_expired.clone());
        let expired: Vec<i32> = expired.limit(SWEPT).into_tuple().all(&self.db).await?;
        let mut undone = 0;
        for pack in expired {
            let change = Change { packs: self.clone(), pack, key: self.rng.word(KEY_LETTERS) };
            let tx = self.writer.begin().await?;
            let which = Condition::all().add(pack::Column::Id.eq(pack)).add(has_expired.clone());
            let is_claimed = self.claim(&tx, which, &change.key).await?;
            tx.commit().await?;
            if is_claimed {
                change.undo().await?;
                undone += 1;
            }
        }
        Ok(undone)
    }

    /// Makes `key` the key of the change of the pack that `which` matches. Returns whether there is one.
    async fn claim(&self, tx: &DatabaseTransaction, which: Condition, key: &str) -> Result<bool, DbErr> {
        let claimed = pack::ActiveModel {
            change_key: Set(Some(key.to_owned())),
            change_expires_at: Set(Some(self.change_expiry())),
            ..Default::default()
        };
        let claimed = pack::Entity::update_many().set(claimed).filter(which).exec(tx).await?;
        Ok(claimed.rows_affected > 0)
    }

    fn change_expiry(&self) -> i64 {
        self.clock.now().plus_ms(LIFETIME_MS).millis()
    }
}

/// Deletes up to `CHUNK` questions of a pack from a position on. Returns their number.
async fn delete_questions(tx: &DatabaseTransaction, pack: i32, position: i32) -> Result<u64, DbErr> {
    let some = question::Entity::from_position(pack, position).select_only().column(question::Column::Id);
    let some = some.limit(CHUNK as u64).into_query();
    let deleted = question::Entity::delete_many().filter(question::Column::Id.in_subquery(some)).exec(tx).await?;
    Ok(deleted.rows_affected)
}

/// Ends the change of a pack without further rows: deletes a pack that nobody can see.
async fn end(tx: &DatabaseTransaction, pack: &pack::Model) -> Result<(), DbErr> {
    if pack.status != Status::Ready {
        return pack::Entity::delete_by_id(pack.id).exec(tx).await.map(drop);
    }
    let ended = pack::ActiveModel {
        id: Set(pack.id),
        change_key: Set(None),
        change_expires_at: Set(None),
        ..Default::default()
    };
    pack::Entity::update(ended).exec(tx).await.map(drop)
}
