//! Imports packs from files.
//!
//! A file is read on a blocking thread, row by row, and written in one transaction. Memory holds the file and a few
//! hundred questions. A file with an error on its last line changes nothing.

use std::{fs::File, io::Read};

use sea_orm::EntityTrait;
use tokio::sync::mpsc;
use wpp_entity::pack::{self, Visibility};
use wpp_game::content::rules::DraftError;

use super::{
    PackError, Packs,
    catalog::{PackDetails, PackSummary, checked},
    format::{self, Defaults, FileError, FileHeader, Format, Row},
    pools::{Appender, CHUNK, NewQuestion},
};

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
        let owner = match &target {
            Target::Pack { owner, .. } | Target::New { owner, .. } => owner.clone(),
        };
        let (mut rows, reading) = read(file, &options);
        // The first rows are read before the transaction begins, so that an unreadable file does not
        // block other writers.
        let mut batch = Batch::default();
        let mut report = Report::default();
        let mut more = batch.fill(&mut rows, &mut report).await;

        let tx = self.writer.begin().await?;
        let (pack, details) = match target {
            Target::Pack { key, owner } => (self.open(&tx, &key, owner.as_deref()).await?, None),
            Target::New { owner, details } => {
                let details = checked(details)?;
                let title = details.title.clone().or_else(|| Some("…".to_owned()));
                let language = details.language.clone().or_else(|| Some("en".to_owned()));
                let begun = PackDetails { title, language, ..details.clone() };
                (self.insert(&tx, owner.as_deref(), begun).await?, Some(details))
            }
        };
        let mut appender = Appender::open(&tx, pack, owner.as_deref(), &self.rng).await?;
        loop {
            let taken = std::mem::take(&mut batch.questions);
            let there = taken.len();
            let written = appender.append(&tx, taken).await?.iter().flatten().count();
            report.already_there += there - written;
            if !more {
                break;
            }
            more = batch.fill(&mut rows, &mut report).await;
        }
        // An error at the end of the file voids the rows that were read before.
        let head = reading.await.map_err(|_| unreadable("the reader failed"))??;
        report.added = appender.added;
        report.ignored_columns = head.ignored.clone();
        check(&report, &options, details.is_some())?;
        appender.close(&tx, self.now()).await?;
        if let Some(details) = details {
            self.describe(&*tx, pack, merge_details(details, head)?).await?;
        }
        let pack = pack::Entity::find_by_id(pack).one(&*tx).await?.ok_or(PackError::Unknown)?;
        let listed = self.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok((listed, report))
    }

    async fn open(
        &self,
        tx: &wpp_runtime::db::WriteTransaction,
        key: &str,
        owner: Option<&str>,
    ) -> Result<i32, PackError> {
        use sea_orm::QuerySelect;
        if let Some(owner) = owner {
            return Ok(self.lock_owned(tx, key, owner).await?.id);
        }
        let pack = pack::Entity::with_key(key).lock_exclusive().one(&**tx).await?.ok_or(PackError::Unknown)?;
        // The next start would restore a built-in pack from its file.
        if pack.built_in { Err(PackError::NotYours) } else { Ok(pack.id) }
    }
}

/// Checks whether the result satisfies the options.
fn check(report: &Report, options: &Options, new: bool) -> Result<(), ImportError> {
    let found = report.added + report.already_there;
    if found + report.refused == 0 {
        return Err(no_questions().into());
    }
    let nothing_good = found == 0 || (new && report.added == 0);
    if report.refused > 0 && (!options.skip_refused || nothing_good) {
        return Err(ImportError::Refused(report.clone()));
    }
    Ok(())
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

/// Valid rows that are written with the next statements.
#[derive(Default)]
struct Batch {
    questions: Vec<NewQuestion>,
}

impl Batch {
    /// Receives the next rows. Returns `false` at the end of the file.
    async fn fill(&mut self, rows: &mut mpsc::Receiver<Vec<Row>>, report: &mut Report) -> bool {
        let Some(some) = rows.recv().await else { return false };
        for row in some {
            match row.question {
                Ok(valid) => self.questions.push(NewQuestion { key: row.key, valid }),
                Err(faults) => {
                    report.refused += 1;
                    if report.rows.len() < MAX_LISTED_ROWS {
                        report.rows.push(Refused { row: row.number, line: row.line, excerpt: row.excerpt, faults });
                    }
                }
            }
        }
        true
    }
}

/// Reads a file on a blocking thread and sends [`CHUNK`] rows at a time.
fn read(
    file: File,
    options: &Options,
) -> (mpsc::Receiver<Vec<Row>>, tokio::task::JoinHandle<Result<FileHeader, FileError>>) {
    let (sender, receiver) = mpsc::channel(2);
    let (format, defaults) = (options.format, Defaults { family_friendly: options.family_friendly });
    let reading = tokio::task::spawn_blocking(move || {
        let bytes = read_bytes(file)?;
        let mut rows = Vec::with_capacity(CHUNK);
        let head = format::read(&bytes, format, &defaults, &mut |row| {
            rows.push(row);
            // A closed channel means that the import has failed.
            rows.len() < CHUNK || sender.blocking_send(std::mem::take(&mut rows)).is_ok()
        })?;
        let _ = sender.blocking_send(rows);
        Ok(head)
    });
    (receiver, reading)
}

pub(super) fn read_bytes(file: File) -> Result<Vec<u8>, FileError> {
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

pub(super) fn unreadable(error: impl std::fmt::Display) -> FileError {
    let why = format!("the file cannot be read: {error}; upload it again");
    FileError::new("unreadable", why).with("message", error.to_string())
}
