//! Imports packs from files.
//!
//! A file is read on a blocking thread: first to find every fault of its rows, then, if they name pictures or sounds, to find
//! the rows whose files cannot be used, and last to write the questions in chunks, which become visible together. Memory
//! holds the file and a few hundred questions. A file with an error on its last line changes nothing.

mod media;
pub(super) mod source;

use std::{collections::BTreeSet, fs::File, sync::Arc};

use tokio::sync::mpsc;
use wpp_entity::pack::Visibility;
use wpp_game::content::rules::DraftError;

pub(super) use self::media::{CheckedMedia, Purpose};
use self::source::{Source, on_blocking_thread};
use super::{
    PackError, Packs,
    catalog::{PackDetails, PackSummary, checked},
    change::CHUNK,
    format::{self, Defaults, FileError, FileHeader, Format},
    pools::NewQuestion,
    staging::Staging,
};
use crate::media::MediaError;

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
    /// The account has no room for a picture or a sound of an archive, or the store fails.
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
        // The owner of the pack has its media, also if the operator imports them.
        let (target, media_owner) = match target {
            Target::New { owner, details } => {
                let details = checked(details)?;
                self.check_creatable(owner.as_deref()).await?;
                (Target::New { owner: owner.clone(), details }, owner)
            }
            Target::Pack { key, owner } => {
                let pack = self.find_changeable(&key, owner.as_deref()).await?;
                (Target::Pack { key, owner }, pack.owner_id)
            }
        };
        let Source { bytes, archive } = Source::open(file).await?;
        // The first pass finds the faults of the texts, so that a refused file costs no decoding.
        let mut rows = RowCheck::read(&bytes, &options, &Arc::default()).await?;
        rows.require(&options)?;
        let target = match target {
            Target::New { owner, details } => {
                Target::New { owner, details: merge_details(details, rows.header.clone())? }
            }
            existing @ Target::Pack { .. } => existing,
        };
        let purpose = if options.skip_refused { Purpose::Store } else { Purpose::StoreAll };
        let named = std::mem::take(&mut rows.media);
        let media = Arc::new(CheckedMedia::read(&self.media, media_owner.as_deref(), archive, named, purpose).await?);
        if !media.is_empty() {
            rows = RowCheck::read(&bytes, &options, &media).await?;
            rows.require(&options)?;
        }
        let RowCheck { header, mut report, valid, .. } = rows;
        report.ignored_columns.clone_from(&header.ignored);
        let has_media = matches!(header.format, None | Some(Format::Json));
        let mut staging = match target {
            Target::Pack { key, owner } => self.stage_in(&key, owner.as_deref()).await?,
            Target::New { owner, details } => self.stage_new(details, owner.as_deref()).await?,
        };
        if !has_media {
            staging.ignore_media();
        }
        match write(bytes, &options, media, &mut staging).await {
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

/// The result of reading all rows without writing anything.
struct RowCheck {
    header: FileHeader,
    /// The refused rows.
    report: Report,
    /// Number of valid rows.
    valid: usize,
    /// Names of the media of valid rows.
    media: BTreeSet<String>,
}

impl RowCheck {
    /// Reads all rows, whose media were checked already or not.
    async fn read(bytes: &Arc<Vec<u8>>, options: &Options, checked: &Arc<CheckedMedia>) -> Result<Self, FileError> {
        let (bytes, checked) = (bytes.clone(), checked.clone());
        let (format, defaults) = (options.format, options.defaults());
        on_blocking_thread(move || {
            let (mut report, mut valid, mut media) = (Report::default(), 0, BTreeSet::new());
            let header = format::read(&bytes, format, &defaults, &mut |row| {
                let row = checked.apply(row);
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
            Ok(Self { header, report, valid, media })
        })
        .await
    }

    /// Checks whether the rows satisfy the options.
    fn require(&self, options: &Options) -> Result<(), ImportError> {
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

/// Writes the valid rows of a file, whose media are stored. Returns the number of questions that the pack did not contain.
async fn write(
    bytes: Arc<Vec<u8>>,
    options: &Options,
    media: Arc<CheckedMedia>,
    staging: &mut Staging,
) -> Result<usize, ImportError> {
    let (sender, mut chunks) = mpsc::channel::<Vec<NewQuestion>>(2);
    let (format, defaults) = (options.format, options.defaults());
    let reading = on_blocking_thread(move || {
        let mut chunk = Vec::with_capacity(CHUNK);
        format::read(&bytes, format, &defaults, &mut |row| {
            let row = media.apply(row);
            let Ok(valid) = row.question else { return true };
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

/// Creates the error for a file without a question.
pub(super) fn no_questions() -> FileError {
    FileError::new("no_questions", "there is no question in this file; choose another file or another format")
}
