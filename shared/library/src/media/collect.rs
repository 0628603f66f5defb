//! Deletion of files that nobody uses.

use std::collections::BTreeSet;

use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, DbErr, EntityTrait, QueryFilter, QuerySelect, QueryTrait as _,
};
use wpp_entity::{media, preset_media, question_media};

use super::{MediaError, MediaStore, lock};

/// How long an upload is kept that no question and no preset uses.
const UNUSED_MS: i64 = 60 * 60 * 1000;

/// Rows that one transaction deletes.
const CHUNK: u64 = 500;

/// Names in one query.
const MAX_NAMES: usize = 500;

impl MediaStore {
    /// Deletes the rows that no question, no preset and no room uses, apart from new uploads, and the files that no row
    /// names then. Returns the number of deleted rows.
    ///
    /// # Errors
    /// When the database or the store fails. A later [`sweep`](Self::sweep) repeats what is left.
    pub async fn collect(&self) -> Result<usize, MediaError> {
        let mut collected = 0;
        loop {
            let tx = self.writer.begin().await?;
            lock(&tx).await?;
            let now = self.clock.now().millis();
            let used =
                question_media::Entity::find().select_only().column(question_media::Column::MediaId).into_query();
            let by_presets =
                preset_media::Entity::find().select_only().column(preset_media::Column::MediaId).into_query();
            let is_old = media::Column::CreatedAt.lt(now - UNUSED_MS);
            let rows = media::Entity::find()
                .filter(media::Column::Id.not_in_subquery(used))
                .filter(media::Column::Id.not_in_subquery(by_presets))
                .filter(media::Column::KeptUntil.lt(now))
                .filter(Condition::any().add(media::Column::Attached.eq(true)).add(is_old))
                .limit(CHUNK)
                .all(&*tx)
                .await?;
            let ids = rows.iter().map(|row| row.id);
            media::Entity::delete_many().filter(media::Column::Id.is_in(ids)).exec(&*tx).await?;
            tx.commit().await?;
            let count = rows.len();
            self.forget(rows.into_iter().map(|row| row.file).collect()).await?;
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
        if files.is_empty() {
            return Ok(());
        }
        let _turn = self.turns.wait().await?;
        let files: Vec<String> = files.into_iter().collect();
        for files in files.chunks(MAX_NAMES) {
            let named = media::Entity::names_among(files.iter().map(String::as_str));
            let named: BTreeSet<String> = named.into_tuple().all(self.writer.db()).await?.into_iter().collect();
            self.files.remove(files.iter().filter(|file| !named.contains(*file)).cloned().collect()).await?;
        }
        Ok(())
    }

    /// Deletes all that nobody uses, also files that an interrupted change left.
    ///
    /// # Errors
    /// As [`collect`](Self::collect).
    pub async fn sweep(&self) -> Result<usize, MediaError> {
        let collected = self.collect().await?;
        let files = self.files.all_names().await?;
        let named: BTreeSet<String> =
            media::Entity::names().into_tuple().all(self.writer.db()).await?.into_iter().collect();
        self.forget(files.into_iter().filter(|file| !named.contains(file)).collect()).await?;
        Ok(collected)
    }

    /// Returns the files of an account, before its deletion.
    pub(crate) async fn files_of(&self, tx: &DatabaseTransaction, owner: &str) -> Result<BTreeSet<String>, DbErr> {
        let names = media::Entity::of_owner(Some(owner)).select_only().column(media::Column::File);
        Ok(names.into_tuple().all(tx).await?.into_iter().collect())
    }
}
