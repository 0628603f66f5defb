//! Deletion of files that nobody uses.

use std::collections::BTreeSet;

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait as _,
};
use wpp_entity::{media, question_media};

use super::{MediaError, MediaStore, lock};

/// How long an upload is kept without a question that uses it.
const UNUSED_MS: i64 = 60 * 60 * 1000;

/// Rows that one transaction deletes.
const CHUNK: u64 = 500;

impl MediaStore {
    /// Deletes the rows that no question uses, apart from new uploads, and the files that no row names then. Returns
    /// the number of deleted rows.
    ///
    /// # Errors
    /// When the database or the file system fails. A later call repeats what is left.
    pub async fn collect(&self) -> Result<usize, MediaError> {
        let mut collected = 0;
        loop {
            let tx = self.writer.begin().await?;
            lock(&tx).await?;
            let used =
                question_media::Entity::find().select_only().column(question_media::Column::MediaId).into_query();
            let is_old = media::Column::CreatedAt.lt(self.clock.now().millis() - UNUSED_MS);
            let rows = media::Entity::find()
                .filter(media::Column::Id.not_in_subquery(used))
                .filter(Condition::any().add(media::Column::Attached.eq(true)).add(is_old))
                .limit(CHUNK)
                .all(&*tx)
                .await?;
            let ids = rows.iter().map(|row| row.id);
            media::Entity::delete_many().filter(media::Column::Id.is_in(ids)).exec(&*tx).await?;
            let count = rows.len();
            self.remove_unnamed(&tx, rows.into_iter().map(|row| row.file).collect()).await?;
            tx.commit().await?;
            collected += count;
            if (count as u64) < CHUNK {
                return Ok(collected);
            }
        }
    }

    /// Deletes those of the given files that no row names.
    ///
    /// # Errors
    /// As [`collect`](Self::collect).
    pub(crate) async fn forget(&self, files: BTreeSet<String>) -> Result<(), MediaError> {
        let tx = self.writer.begin().await?;
        lock(&tx).await?;
        self.remove_unnamed(&tx, files).await?;
        Ok(tx.commit().await?)
    }

    /// Deletes all that nobody uses, also files that an interrupted change left.
    ///
    /// # Errors
    /// As [`collect`](Self::collect).
    pub async fn sweep(&self) -> Result<usize, MediaError> {
        let collected = self.collect().await?;
        let tx = self.writer.begin().await?;
        lock(&tx).await?;
        let named: BTreeSet<String> = media::Entity::names().into_tuple().all(&*tx).await?.into_iter().collect();
        let files = self.files.names().await?.into_iter().filter(|file| !named.contains(file)).collect();
        self.files.remove(files).await?;
        tx.commit().await?;
        Ok(collected)
    }

    /// Returns the files of an account, before its deletion.
    pub(crate) async fn files_of(&self, tx: &DatabaseTransaction, owner: &str) -> Result<BTreeSet<String>, DbErr> {
        let names = media::Entity::of_owner(Some(owner)).select_only().column(media::Column::File);
        Ok(names.into_tuple().all(tx).await?.into_iter().collect())
    }

    async fn remove_unnamed(&self, tx: &DatabaseTransaction, mut files: BTreeSet<String>) -> Result<(), MediaError> {
        if files.is_empty() {
            return Ok(());
        }
        let kept = media::Entity::names_among(files.iter().map(String::as_str));
        for file in kept.into_tuple::<String>().all(tx).await? {
            files.remove(&file);
        }
        Ok(self.files.remove(files.into_iter().collect()).await?)
    }
}
