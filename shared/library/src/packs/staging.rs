//! Questions that are being added to a pack in chunks, and that become visible in one step.

use sea_orm::{ActiveValue::Set, EntityTrait, QuerySelect};
use wpp_entity::pack::{self, Status};
use wpp_runtime::db::WriteTransaction;

use super::{
    PackError, Packs,
    catalog::{PackDetails, PackSummary},
    change::Change,
    pools::{Appender, NewQuestion},
    quota::{self, Quota},
};

/// An unfinished import or copy. Dropping it undoes the change in the background.
pub(super) struct Staging {
    /// `None` after the end of the change.
    change: Option<Change>,
    appender: Appender,
    owner: Option<String>,
}

impl Packs {
    /// Begins to add questions to an existing pack. Without an owner, the operator adds them.
    ///
    /// # Errors
    /// [`PackError::Unknown`], [`PackError::NotYours`]; [`PackError::Busy`] while the pack has another change.
    pub(super) async fn stage_in(&self, key: &str, owner: Option<&str>) -> Result<Staging, PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.lock_changeable(&tx, key, owner).await?;
        self.stage(tx, pack, owner).await
    }

    /// Begins to add questions to a new pack, which becomes visible with them.
    ///
    /// # Errors
    /// As [`create`](Self::create).
    pub(super) async fn stage_new(&self, details: PackDetails, owner: Option<&str>) -> Result<Staging, PackError> {
        let tx = self.writer.begin().await?;
        let pack = self.insert(&tx, owner, details, Status::Staged).await?;
        self.stage(tx, pack, owner).await
    }

    async fn stage(&self, tx: WriteTransaction, pack: pack::Model, owner: Option<&str>) -> Result<Staging, PackError> {
        let quota = match owner {
            Some(owner) => Some(Quota::read(&*tx, owner, pack.id, self.max_questions).await?),
            None => None,
        };
        let appender = Appender::open(&*tx, &pack, quota, self.rng.clone()).await?;
        let change = Change::begin(self, &tx, pack.id).await?;
        tx.commit().await?;
        Ok(Staging { change: Some(change), appender, owner: owner.map(str::to_owned) })
    }

    /// Locks the pack with this key until the transaction ends, if `owner` may change its questions now.
    pub(super) async fn lock_changeable(
        &self,
        tx: &WriteTransaction,
        key: &str,
        owner: Option<&str>,
    ) -> Result<pack::Model, PackError> {
        changeable(pack::Entity::with_key(key).lock_exclusive().one(&**tx).await?, owner)
    }

    /// Returns the pack with this key if `owner` may change its questions now.
    pub(super) async fn find_changeable(&self, key: &str, owner: Option<&str>) -> Result<pack::Model, PackError> {
        changeable(pack::Entity::with_key(key).one(&self.db).await?, owner)
    }
}

/// Returns the pack if `owner` owns it and it has no change in progress. Without an owner, the operator can change all
/// packs except built-in ones.
fn changeable(found: Option<pack::Model>, owner: Option<&str>) -> Result<pack::Model, PackError> {
    let pack = found.filter(|pack| owner.is_none() || pack.visible_to(owner)).ok_or(PackError::Unknown)?;
    // The next start would restore a built-in pack from its file.
    if pack.built_in || (owner.is_some() && !pack.is_owned_by(owner)) {
        return Err(PackError::NotYours);
    }
    if pack.change_key.is_some() { Err(PackError::Busy) } else { Ok(pack) }
}

impl Staging {
    /// Makes the following questions the same as stored ones that differ in their picture or sound only: they come from a file
    /// that cannot contain any.
    pub fn ignore_media(&mut self) {
        self.appender.ignores_media = true;
    }

    /// Writes the questions that the pack does not contain yet. Returns their number.
    ///
    /// # Errors
    /// [`PackError::TooMany`]; [`PackError::Unknown`] when the pack was deleted in the meantime.
    pub async fn append(&mut self, questions: Vec<NewQuestion>) -> Result<usize, PackError> {
        let Some(change) = &self.change else { return Err(PackError::Unknown) };
        let tx = change.chunk().await?;
        let written = self.appender.append(&tx, questions).await?;
        tx.commit().await?;
        Ok(written.iter().flatten().count())
    }

    /// Makes the questions visible, and the pack if it is new.
    ///
    /// # Errors
    /// As [`append`](Self::append).
    pub async fn publish(mut self) -> Result<PackSummary, PackError> {
        let Some(change) = &self.change else { return Err(PackError::Unknown) };
        let packs = change.packs.clone();
        let tx = packs.writer.begin().await?;
        change.extend(&tx).await?;
        self.appender.publish(&tx, packs.now()).await?;
        if let Some(owner) = &self.owner {
            quota::check(&tx, owner, packs.max_questions).await?;
        }
        let row = pack::ActiveModel {
            id: Set(change.pack),
            status: Set(Status::Ready),
            change_key: Set(None),
            change_expires_at: Set(None),
            ..Default::default()
        };
        let pack = pack::Entity::update(row).exec(&*tx).await?;
        let summary = packs.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        self.change = None;
        Ok(summary)
    }

    /// Deletes what was written, before the caller reports an error.
    pub async fn undo(mut self) {
        // If this call is cancelled, dropping `self` continues in the background.
        if let Some(change) = &self.change {
            change.undo_or_log().await;
        }
        self.change = None;
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if let Some(change) = self.change.take() {
            change.undo_in_background();
        }
    }
}
