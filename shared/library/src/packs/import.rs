//! Imports packs from files.
//!
//! A file is read twice on a blocking thread: first to find every fault, then to write the questions in chunks, which
//! become visible together. Memory holds the file and a few hundred questions. A file with an error on its last line
//! changes nothing.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::File,
    io::Read,
    sync::Arc,
};

use tokio::sync::mpsc;
use wpp_entity::pack::Visibility;
use wpp_game::content::rules::DraftError;

use super::{
    PackError, Packs,
    archive::PackReader,
    catalog::{PackDetails, PackSummary, checked},
    change::CHUNK,
    format::{self, Defaults, FileError, FileHeader, Format},
    pools::NewQuestion,
    staging::Staging,
};
use crate::media::{MAX_UPLOAD, MediaError};

/// Maximum number of refused rows in a report. Further rows are only counted.
pub const MAX_LISTED_ROWS: usize = 100;

/// Options of an import.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Format of the file. `None`: recognized from the content.
    pub format: Option<Format>,
    /// Whether the valid rows are imported even if some rows are refused. Otherwise all rows or none.
    pub skip_refused: bool,
    /// Whether questions without a value for it are suitable for children.
    pub family_friendly: bool,
}

impl Options {
    pub(super) fn defaults(&self) -> Defaults {
        Defaults { family_friendly: self.family_friendly }
    }
}

/// The pack to import into.
#[derive(Debug, Clone)]
pub enum Target {
    /// An existing pack.
    Pack {
        /// Key of the pack.
        key: String,
        /// The account that must own the pack. `None`: the operator, who can change all packs except
        /// the built-in ones.
        owner: Option<String>,
    },
    /// A new pack.
    New {
        /// The owner of the new pack. `None`: the operator.
        owner: Option<String>,
        /// Details of the new pack. Missing details are taken from the file.
        details: PackDetails,
    },
}

/// Result of an import.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Number of questions added.
    pub added: usize,
    /// Number of questions that the pack already contained, or that occur twice in the file.
    pub already_there: usize,
    /// Number of refused rows.
    pub refused: usize,
    /// The first [`MAX_LISTED_ROWS`] refused rows.
    pub rows: Vec<Refused>,
    /// Unknown columns, which were ignored.
    pub ignored_columns: Vec<String>,
}

/// A refused row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Number of the row, from 1.
    pub row: usize,
    /// Line on which the row begins, from 1.
    pub line: usize,
    /// Beginning of the row.
    pub excerpt: String,
    /// Every fault of the row.
    pub faults: Vec<DraftError>,
}

/// Reasons why an import fails. A failed import changes nothing.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read.
    #[error("{0}")]
    File(#[from] FileError),
    /// Rows are refused, and either all rows were required or no row is valid.
    #[error("{} rows of this file are refused", .0.refused)]
    Refused(Report),
    /// The pack cannot be changed.
    #[error(transparent)]
    Pack(#[from] PackError),
    /// A picture or a sound of an archive cannot be stored.
    #[error("{name}: {error}")]
    Media {
        /// Name of the file in the archive.
        name: String,
        /// Why it cannot be stored.
        error: MediaError,
    },
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Pack(error.into())
    }
}

impl Packs {
    /// Imports the questions of a file into a pack.
    ///
    /// # Errors
    /// [`ImportError`]; nothing is changed.
    pub async fn import(
        &self,
        file: File,
        target: Target,
        options: Options,
    ) -> Result<(PackSummary, Report), ImportError> {
        let _slot = self.imports.acquire().await;
        let target = match target {
            Target::New { owner, details } => Target::New { owner, details: checked(details)? },
            Target::Pack { key, owner } => {
                self.check_changeable(&key, owner.as_deref()).await?;
                Target::Pack { key, owner }
            }
        };
        let archive = PackReader::open(&file)?;
        // The first pass finds every fault, so that a refused file costs no writing.
        let survey = Survey::read(file, &options).await?;
        survey.check(&options)?;
        let Survey { bytes, head, mut report, valid, media } = survey;
        let owner = match &target {
            Target::Pack { owner, .. } | Target::New { owner, .. } => owner.clone(),
        };
        let names = match archive {
            Some(archive) => self.store_media(archive, owner.as_deref(), media).await?,
            None => BTreeMap::new(),
        };
        report.ignored_columns.clone_from(&head.ignored);
        let mut staging = match target {
            Target::Pack { key, owner } => self.stage_in(&key, owner.as_deref()).await?,
            Target::New { owner, details } => self.stage_new(merge_details(details, head)?, owner.as_deref()).await?,
        };
        match write(bytes, &options, names, &mut staging).await {
            Ok(added) => {
                let summary = staging.publish().await?;
                Ok((summary, Report { added, already_there: valid - added, ..report }))
            }
            Err(error) => {
                staging.undo().await;
                Err(error)
            }
        }
    }
}

impl Packs {
    /// Stores the media of an archive for the owner of the questions. Returns their names on this server by those in the
    /// archive. Leaves out what the archive does not contain: the owner may have it.
    ///
    /// # Errors
    /// [`ImportError::Media`] for a file that cannot be stored. Files that were stored before are deleted after an hour.
    async fn store_media(
        &self,
        mut archive: PackReader,
        owner: Option<&str>,
        names: BTreeSet<String>,
    ) -> Result<BTreeMap<String, String>, ImportError> {
        let mut stored = BTreeMap::new();
        for name in names {
            let wanted = name.clone();
            let read = on_blocking_thread(move || {
                let content = archive.media(&wanted, MAX_UPLOAD)?;
                Ok((archive, content))
            });
            let (continued, content) = read.await?;
            archive = continued;
            let Some(content) = content else { continue };
            match self.media.upload(owner, content).await {
                Ok(media) => stored.insert(name, media.file),
                Err(error) => return Err(ImportError::Media { name, error }),
            };
        }
        Ok(stored)
    }
}

/// The result of reading a whole file without writing anything.
struct Survey {
    bytes: Arc<Vec<u8>>,
    head: FileHeader,
    /// The refused rows.
    report: Report,
    /// Number of valid rows.
    valid: usize,
    /// Names of the media of valid rows.
    media: BTreeSet<String>,
}

impl Survey {
    async fn read(file: File, options: &Options) -> Result<Self, FileError> {
        let (format, defaults) = (options.format, options.defaults());
        on_blocking_thread(move || {
            let bytes = read_bytes(file)?;
            let (mut report, mut valid, mut media) = (Report::default(), 0, BTreeSet::new());
            let head = format::read(&bytes, format, &defaults, &mut |row| {
                match row.question {
                    Ok(question) => {
                        valid += 1;
                        media.extend(question.draft.media.map(|used| used.file));
                    }
                    Err(faults) => {
                        report.refuse(Refused { faults, row: row.number, line: row.line, excerpt: row.excerpt })
                    }
                }
                true
            })?;
            Ok(Self { bytes: Arc::new(bytes), head, report, valid, media })
        })
        .await
    }

    /// Checks whether the rows satisfy the options.
    fn check(&self, options: &Options) -> Result<(), ImportError> {
        if self.valid + self.report.refused == 0 {
            return Err(no_questions().into());
        }
        if self.report.refused > 0 && (!options.skip_refused || self.valid == 0) {
            return Err(ImportError::Refused(self.report.clone()));
        }
        Ok(())
    }
}

impl Report {
    fn refuse(&mut self, row: Refused) {
        self.refused += 1;
        if self.rows.len() < MAX_LISTED_ROWS {
            self.rows.push(row);
        }
    }
}

/// Writes the valid rows of a file, whose media have new `names`. Returns the number of questions that the pack did not
/// contain.
async fn write(
    bytes: Arc<Vec<u8>>,
    options: &Options,
    names: BTreeMap<String, String>,
    staging: &mut Staging,
) -> Result<usize, ImportError> {
    let (sender, mut chunks) = mpsc::channel::<Vec<NewQuestion>>(2);
    let (format, defaults) = (options.format, options.defaults());
    let reading = on_blocking_thread(move || {
        let mut chunk = Vec::with_capacity(CHUNK);
        format::read(&bytes, format, &defaults, &mut |row| {
            let Ok(mut valid) = row.question else { return true };
            if let Some(media) = &mut valid.draft.media
                && let Some(name) = names.get(&media.file)
            {
                media.file.clone_from(name);
            }
            chunk.push(NewQuestion { key: row.key, valid });
            // A closed channel means that the import has failed.
            chunk.len() < CHUNK || sender.blocking_send(std::mem::take(&mut chunk)).is_ok()
        })?;
        let _ = sender.blocking_send(chunk);
        Ok(())
    });
    // Ending this future closes the channel, which ends the reader.
    let writing = async move {
        let mut added = 0;
        while let Some(chunk) = chunks.recv().await {
            added += staging.append(chunk).await?;
        }
        Ok(added)
    };
    let (read, added) = tokio::join!(reading, writing);
    read?;
    added
}

pub(super) async fn on_blocking_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, FileError> + Send + 'static,
) -> Result<T, FileError> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|_| Err(unreadable("the reader failed")))
}

/// Merges the given details of a new pack with those in the file.
fn merge_details(details: PackDetails, head: FileHeader) -> Result<PackDetails, PackError> {
    let of_file =
        PackDetails { title: head.title, language: head.language, description: head.description, visibility: None };
    let of_file = checked(of_file)?;
    let missing =
        |field| PackError::Invalid { field, why: "a value is required: the file does not contain one".to_owned() };
    Ok(PackDetails {
        title: Some(details.title.or(of_file.title).ok_or_else(|| missing("title"))?),
        language: Some(details.language.or(of_file.language).ok_or_else(|| missing("language"))?),
        description: details.description.or(of_file.description),
        visibility: Some(details.visibility.unwrap_or(Visibility::Private)),
    })
}

/// Returns the content of a file; of an archive, its questions.
pub(super) fn read_bytes(file: File) -> Result<Vec<u8>, FileError> {
    if let Some(mut archive) = PackReader::open(&file)? {
        return archive.questions();
    }
    let mut bytes = Vec::new();
    let most = format::MAX_FILE as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() > format::MAX_FILE {
        let most = format::MAX_FILE / (1024 * 1024);
        let why = format!("the file is larger than {most} MB; split it");
        return Err(FileError::new("file_too_large", why).with("most", most.to_string()));
    }
    Ok(bytes)
}

/// Creates the error for a file without a question.
pub(super) fn no_questions() -> FileError {
    FileError::new("no_questions", "there is no question in this file; choose another file or another format")
}

fn unreadable(error: impl std::fmt::Display) -> FileError {
    let why = format!("the file cannot be read: {error}; upload it again");
    FileError::new("unreadable", why).with("message", error.to_string())
}
