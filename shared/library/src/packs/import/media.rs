//! The pictures and sounds of a file of questions.
//!
//! What an archive may cost is known before anything is decoded: the number of its files, their unpacked size, and the pixels
//! that their headers state. Equal files count once, and files that the server has not at all.
//! ([0206](../../../../../docs/decisions/0206-cost-of-an-import.md))

use std::collections::{BTreeMap, BTreeSet};

use wpp_game::content::{
    Media, MediaKind,
    rules::{DraftError, ValidDraft},
};

use super::{ImportError, source::on_blocking_thread};
use crate::{
    digest::hex_digest,
    media::{self, MAX_UPLOAD, MediaError, MediaStore, StoredMedia, UnusableFile},
    packs::{
        PackError,
        archive::PackReader,
        format::{FileError, Row},
    },
};

/// Maximum number of pictures and sounds of a file.
const MAX_FILES: usize = 5_000;

/// Maximum size of all pictures and sounds of a file in megabytes, unpacked. They hardly compress, so no honest archive
/// has more.
const MAX_MEGABYTES: usize = 256;

/// Maximum number of pixels of all pictures of a file that are decoded, in millions: some minutes of work.
const MAX_MEGAPIXELS: u64 = 2_000;

/// What happens to usable pictures and sounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::packs) enum Purpose {
    /// They are decoded, and nothing is stored.
    Check,
    /// They are stored.
    Store,
    /// They are stored up to the first unusable one. Then the import cannot succeed, and the others are only decoded.
    StoreAll,
}

/// What became of the pictures and sounds that questions name.
#[derive(Debug, Default)]
pub(in crate::packs) struct CheckedMedia {
    /// The names of files on this server by those in the file of questions.
    names: BTreeMap<String, String>,
    /// Why files cannot be used, by their names.
    faults: BTreeMap<String, DraftError>,
}

impl CheckedMedia {
    /// Checks the files that questions of `owner` name: those in the archive, and others that `owner` has.
    ///
    /// # Errors
    /// [`ImportError::File`] when the archive would cost too much; [`ImportError::Media`] when the account has no room or the
    /// store fails. Files that were stored before are deleted after an hour.
    pub async fn read(
        store: &MediaStore,
        owner: Option<&str>,
        archive: Option<PackReader>,
        named: BTreeSet<String>,
        purpose: Purpose,
    ) -> Result<Self, ImportError> {
        let mut checked = Self::default();
        let Some(mut archive) = archive else {
            checked.look_up(store, owner, named, purpose).await?;
            return Ok(checked);
        };
        let (continued, inventory) = on_blocking_thread(move || {
            let inventory = Inventory::take(&mut archive, named)?;
            Ok((archive, inventory))
        })
        .await?;
        archive = continued;
        let Inventory { contents, absent, faults } = inventory;
        checked.faults = faults;
        check_pixels(store, &contents).await?;
        checked.look_up(store, owner, absent, purpose).await?;
        for content in contents.into_values() {
            let Some(first) = content.names.first().cloned() else { continue };
            let read = on_blocking_thread(move || {
                let bytes = archive.media(&first, MAX_UPLOAD)?;
                Ok((archive, bytes))
            });
            let (continued, bytes) = read.await?;
            archive = continued;
            let stores = match purpose {
                Purpose::Check => false,
                Purpose::Store => true,
                Purpose::StoreAll => checked.faults.is_empty(),
            };
            let Some(bytes) = bytes else { continue };
            let usable = if stores {
                store.upload(owner, bytes).await.map(|StoredMedia { file, .. }| Some(file))
            } else {
                store.check(bytes).await.map(|kind| content.name_of(kind))
            };
            checked.add(content, usable)?;
        }
        Ok(checked)
    }

    /// Returns whether no question names a file.
    pub fn is_empty(&self) -> bool {
        self.names.is_empty() && self.faults.is_empty()
    }

    /// Gives the question of a row the name of its file on this server, or refuses the row.
    pub fn apply(&self, row: Row) -> Row {
        let Ok(ValidDraft { draft, .. }) = &row.question else { return row };
        let Some(Media { file, .. }) = &draft.media else { return row };
        if let Some(fault) = self.faults.get(file) {
            return Row { question: Err(vec![fault.clone()]), ..row };
        }
        let Some(name) = self.names.get(file).filter(|name| *name != file) else { return row };
        let mut draft = draft.clone();
        if let Some(media) = &mut draft.media {
            media.file.clone_from(name);
        }
        // The content may be of another kind than its name in the archive.
        Row { question: draft.check(), ..row }
    }

    /// Adds faults for the files that the owner does not have.
    async fn look_up(
        &mut self,
        store: &MediaStore,
        owner: Option<&str>,
        files: BTreeSet<String>,
        purpose: Purpose,
    ) -> Result<(), ImportError> {
        let found = match purpose {
            Purpose::Check => store.has(owner, &files).await,
            Purpose::Store | Purpose::StoreAll => store.keep(owner, &files).await,
        };
        let found = found.map_err(PackError::Media)?;
        for file in files {
            if found.contains(&file) {
                self.names.insert(file.clone(), file);
            } else {
                let why = "the file is not in the archive, and you have none with this name; import the ZIP archive of the pack";
                self.faults.insert(file, fault("media_missing", why));
            }
        }
        Ok(())
    }

    fn add(&mut self, content: Content, usable: Result<Option<String>, MediaError>) -> Result<(), ImportError> {
        match usable {
            Ok(file) => self.names.extend(content.names.into_iter().filter_map(|name| Some((name, file.clone()?)))),
            Err(MediaError::Unusable(unusable)) => {
                let fault = fault_of(&unusable);
                self.faults.extend(content.names.into_iter().map(|name| (name, fault.clone())));
            }
            Err(error) => {
                let name = content.names.into_iter().next().unwrap_or_default();
                return Err(ImportError::Media { name, error });
            }
        }
        Ok(())
    }
}

/// The files of an archive that questions name.
#[derive(Debug, Default)]
struct Inventory {
    /// The different files by their digests.
    contents: BTreeMap<String, Content>,
    /// Names of files that the archive does not contain.
    absent: BTreeSet<String>,
    /// Faults of files that cannot be unpacked.
    faults: BTreeMap<String, DraftError>,
}

/// One of the different files of an archive.
#[derive(Debug)]
struct Content {
    /// Digest of the file.
    digest: String,
    /// Pixels that its header states.
    pixels: u64,
    /// Its names in the archive.
    names: Vec<String>,
}

impl Content {
    /// Returns a name that a file of this kind can have on this server.
    fn name_of(&self, kind: MediaKind) -> Option<String> {
        let name = self.names.first()?;
        if MediaKind::of_file(name) == Some(kind) {
            return Some(name.clone());
        }
        let ending = if kind == MediaKind::Sound { "mp3" } else { "png" };
        Some(format!("{}.{ending}", self.digest))
    }
}

impl Inventory {
    /// Unpacks every named file once, one at a time, and reads its header.
    ///
    /// # Errors
    /// [`FileError`] with the bound that the archive exceeds.
    fn take(archive: &mut PackReader, named: BTreeSet<String>) -> Result<Self, FileError> {
        let mut inventory = Self::default();
        let (mut files, mut bytes) = (0, 0);
        for name in named {
            let content = match archive.media(&name, MAX_UPLOAD) {
                Ok(Some(content)) => content,
                Ok(None) => {
                    inventory.absent.insert(name);
                    continue;
                }
                Err(_) => {
                    inventory.faults.insert(name, fault_of(&UnusableFile::damaged()));
                    continue;
                }
            };
            (files, bytes) = (files + 1, bytes + content.len());
            if files > MAX_FILES {
                let why = format!("the archive has more than {MAX_FILES} pictures and sounds; split the pack");
                return Err(FileError::new("archive_too_many_media", why).with("most", MAX_FILES.to_string()));
            }
            if bytes > MAX_MEGABYTES * 1024 * 1024 {
                let why =
                    format!("the pictures and sounds of the archive have more than {MAX_MEGABYTES} MB; split the pack");
                return Err(FileError::new("archive_media_too_large", why).with("most", MAX_MEGABYTES.to_string()));
            }
            if content.len() > MAX_UPLOAD {
                let most = MAX_UPLOAD / (1024 * 1024);
                let why = format!("the picture or the sound has more than {most} MB; make it smaller");
                inventory.faults.insert(name, fault("media_too_large", why).with("most", most));
                continue;
            }
            let digest = hex_digest(&content);
            let first = || Content { digest: digest.clone(), pixels: media::pixels(&content), names: Vec::new() };
            inventory.contents.entry(digest.clone()).or_insert_with(first).names.push(name);
        }
        Ok(inventory)
    }
}

/// Checks the number of pixels that will be decoded.
async fn check_pixels(store: &MediaStore, contents: &BTreeMap<String, Content>) -> Result<(), ImportError> {
    let known = store.known_among(contents.keys()).await.map_err(PackError::Media)?;
    let decoded = contents.values().filter(|content| !known.contains(&content.digest));
    let pixels: u64 = decoded.map(|content| content.pixels).sum();
    if pixels <= MAX_MEGAPIXELS * 1_000_000 {
        return Ok(());
    }
    let why = format!("the pictures of the archive have more than {MAX_MEGAPIXELS} million pixels; split the pack");
    Err(FileError::new("archive_too_many_pixels", why).with("most", MAX_MEGAPIXELS.to_string()).into())
}

/// Creates a fault of the file that a question names.
fn fault(code: &'static str, why: impl Into<String>) -> DraftError {
    DraftError::new("media.file", code, why)
}

fn fault_of(unusable: &UnusableFile) -> DraftError {
    let add = |fault: DraftError, (name, value): &(&'static str, String)| fault.with(name, value);
    unusable.params.iter().fold(fault(unusable.code, unusable.to_string()), add)
}
