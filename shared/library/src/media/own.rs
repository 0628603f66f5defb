//! The pictures and sounds of an account: a list, and deletion.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};
use wpp_entity::{media, question_media};
use wpp_game::{content::MediaKind, time::Timestamp};

use super::{MediaError, MediaStore, StoredMedia, lock};

/// Names in one query.
const MAX_NAMES: usize = 500;

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

    /// Returns which of these files the account has, or the operator.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn has(
        &self,
        owner: Option<&str>,
        files: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, MediaError> {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let mut found = BTreeSet::new();
        for names in files.chunks(MAX_NAMES) {
            let own = media::Entity::of_owner(owner).filter(media::Column::File.is_in(names.iter().copied()));
            let own: Vec<String> =
                own.select_only().column(media::Column::File).into_tuple().all(self.writer.db()).await?;
            found.extend(own);
        }
        Ok(found)
    }

    /// Keeps these files of an account, or of the operator, for as long as new uploads. Returns those that exist.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn keep(
        &self,
        owner: Option<&str>,
        files: &BTreeSet<String>,
    ) -> Result<BTreeSet<String>, MediaError> {
        let files: Vec<&str> = files.iter().map(String::as_str).collect();
        let mut kept = BTreeSet::new();
        for names in files.chunks(MAX_NAMES) {
            let tx = self.writer.begin().await?;
            lock(&tx).await?;
            let own = media::Entity::of_owner(owner).filter(media::Column::File.is_in(names.iter().copied()));
            let own = own.all(&*tx).await?;
            self.renew(&tx, own.iter().map(|row| row.id)).await?;
            tx.commit().await?;
            kept.extend(own.into_iter().map(|row| row.file));
        }
        Ok(kept)
    }

    /// Returns those of these SHA-256 digests that are the contents of stored files, which are not decoded again.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn known_among(
        &self,
        digests: impl Iterator<Item = &String>,
    ) -> Result<BTreeSet<String>, MediaError> {
        let digests: Vec<&String> = digests.collect();
        let mut known = BTreeSet::new();
        for digests in digests.chunks(MAX_NAMES) {
            let names: Vec<String> = digests.iter().flat_map(|digest| names_of(digest)).collect();
            let names = media::Entity::names_among(names.iter().map(String::as_str));
            let names: Vec<String> = names.into_tuple().all(self.writer.db()).await?;
            known.extend(names.iter().filter_map(|name| name.split_once('.')).map(|(digest, _)| digest.to_owned()));
        }
        Ok(known)
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

/// Returns the names that a file with this digest can have.
pub(super) fn names_of(digest: &str) -> [String; 3] {
    ["jpg", "png", "mp3"].map(|ending| format!("{digest}.{ending}"))
}
