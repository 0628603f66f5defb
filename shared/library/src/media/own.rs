//! The pictures and sounds of an account: a list, and deletion.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use wpp_entity::{media, question_media};
use wpp_game::{content::MediaKind, time::Timestamp};

use super::{MediaError, MediaStore, StoredMedia, lock};

/// Maximum number of files in a list.
pub const MAX_LISTED: u64 = 100;

/// A file of an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwnMedia {
    /// The file.
    pub stored: StoredMedia,
    /// The description with which a question uses it; empty if none does.
    pub alt: String,
    /// Time of the upload.
    pub created_at: Timestamp,
}

impl MediaStore {
    /// Returns the newest [`MAX_LISTED`] files of an account, the latest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn list(&self, owner: &str, kind: Option<MediaKind>) -> Result<Vec<OwnMedia>, MediaError> {
        let all = media::Entity::of_owner(Some(owner)).order_by_desc(media::Column::Id).limit(MAX_LISTED);
        let rows = match kind {
            None => all,
            Some(MediaKind::Sound) => all.filter(media::Column::File.ends_with(".mp3")),
            Some(MediaKind::Picture) => all.filter(media::Column::File.not_like("%.mp3")),
        };
        let rows = rows.all(self.writer.db()).await?;
        let used = question_media::Column::MediaId.is_in(rows.iter().map(|row| row.id));
        let used = question_media::Entity::find().filter(used).all(self.writer.db()).await?;
        let mut alts: BTreeMap<i32, String> = used.into_iter().map(|used| (used.media_id, used.alt)).collect();
        let listed = |row: media::Model| {
            let kind = MediaKind::of_file(&row.file)?;
            let stored = StoredMedia { kind, file: row.file, bytes: usize::try_from(row.bytes).unwrap_or_default() };
            let alt = alts.remove(&row.id).unwrap_or_default();
            Some(OwnMedia { stored, alt, created_at: Timestamp::from_millis(row.created_at) })
        };
        Ok(rows.into_iter().filter_map(listed).collect())
    }

    /// Deletes a file of an account. Settings of presets and rooms that name it are empty then.
    ///
    /// # Errors
    /// [`MediaError::Missing`] when the account does not have the file, [`MediaError::InUse`] when a question uses it.
    pub async fn remove(&self, owner: &str, file: &str) -> Result<(), MediaError> {
        let tx = self.writer.begin().await?;
        lock(&tx).await?;
        let row = media::Entity::of_owner(Some(owner)).filter(media::Column::File.eq(file)).one(&*tx).await?;
        let row = row.ok_or(MediaError::Missing)?;
        let uses = question_media::Entity::find().filter(question_media::Column::MediaId.eq(row.id));
        if uses.count(&*tx).await? > 0 {
            return Err(MediaError::InUse);
        }
        media::Entity::delete_by_id(row.id).exec(&*tx).await?;
        tx.commit().await?;
        self.forget(BTreeSet::from([row.file])).await
    }
}
