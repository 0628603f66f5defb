//! Packs from files.
//!
//! A file is read on a thread of its own, row by row, and written in one transaction: memory holds the
//! file and a few hundred questions, and a file that turns out to be broken on its last line has
//! changed nothing.

use std::{fs::File, io::Read};

use sea_orm::EntityTrait;
use tokio::sync::mpsc;
use wpp_entity::pack::{self, Visibility};
use wpp_game::content::rules::DraftError;

use super::{
    MAX_QUESTIONS, PackError, Packs,
    catalog::{About, Listed, checked},
    format::{self, FileError, Format, Head, Row, Unsaid},
    questions,
    shelves::{Appender, CHUNK, Incoming},
};

/// Refused rows that a report lists; the rest is counted.
pub const MAX_LISTED: usize = 100;

/// What to do with a file.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// How it is written; `None` to see for oneself.
    pub format: Option<Format>,
    /// Take the good rows, even if some are refused; else all rows or none.
    pub take_good: bool,
    /// Whether questions that do not say so are fit for children.
    pub family_friendly: bool,
}

/// Where the questions go.
#[derive(Debug, Clone)]
pub enum Target {
    /// Into a pack that is there.
    Pack {
        /// Its key.
        key: String,
        /// The account it must belong to; `None` for the operator, to whom all are open but those
        /// that come with the platform.
        owner: Option<String>,
    },
    /// Into a new one. What is not said about it is taken from the file.
    New {
        /// The account it is to belong to; `None`: it is the operator's.
        owner: Option<String>,
        /// What is said about it.
        about: About,
    },
}

/// What became of a file.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Questions added.
    pub added: usize,
    /// Questions that the pack had already, or that the file has twice.
    pub already_there: usize,
    /// Rows refused.
    pub refused: usize,
    /// The first [`MAX_LISTED`] of them.
    pub rows: Vec<Refused>,
    /// Columns that mean nothing here and were left out.
    pub ignored_columns: Vec<String>,
}

/// A row that was refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// Which one, from 1.
    pub row: usize,
    /// The line it begins on, from 1.
    pub line: usize,
    /// Its beginning.
    pub excerpt: String,
    /// All that is wrong with it.
    pub faults: Vec<DraftError>,
}

/// A file was not imported, and nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// It cannot be read to its end.
    #[error("{0}")]
    File(#[from] FileError),
    /// It holds no question.
    #[error("there is no question in this file")]
    Empty,
    /// Some of its rows are refused and all were wanted, or all are.
    #[error("{} rows of this file are refused", .0.refused)]
    Refused(Report),
    /// The pack cannot take it.
    #[error(transparent)]
    Pack(#[from] PackError),
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Pack(error.into())
    }
}

impl Packs {
    /// Writes the questions of a file into a pack.
    ///
    /// # Errors
    /// [`ImportError`]; nothing was changed then.
    pub async fn import(&self, file: File, target: Target, options: Options) -> Result<(Listed, Report), ImportError> {
        let _slot = self.imports.acquire().await;
        let owned = match &target {
            Target::Pack { owner, .. } | Target::New { owner, .. } => owner.is_some(),
        };
        let (mut rows, reading) = read(file, &options);
        // The first rows are here before the right to write is asked for: a file that is no such file
        // makes nobody wait.
        let mut batch = Batch::default();
        let mut report = Report::default();
        let mut more = batch.fill(&mut rows, &mut report).await;

        let tx = self.writer.begin().await?;
        let (pack, about) = match target {
            Target::Pack { key, owner } => (self.open(&tx, &key, owner.as_deref()).await?, None),
            Target::New { owner, about } => {
                let about = checked(about)?;
                let title = about.title.clone().or_else(|| Some("…".to_owned()));
                let language = about.language.clone().or_else(|| Some("en".to_owned()));
                let begun = About { title, language, ..about.clone() };
                (self.insert(&tx, owner.as_deref(), begun).await?, Some(about))
            }
        };
        let mut appender = Appender::open(&tx, pack, &self.entropy).await?;
        loop {
            let taken = std::mem::take(&mut batch.0);
            let there = taken.len();
            let written = appender.append(&tx, taken).await?.iter().flatten().count();
            report.already_there += there - written;
            if owned && appender.size() > MAX_QUESTIONS {
                return Err(questions::full().into());
            }
            if !more {
                break;
            }
            more = batch.fill(&mut rows, &mut report).await;
        }
        // Its own end may be a failure, and then nothing of it counts.
        let head =
            reading.await.map_err(|_| FileError { line: 0, column: 0, why: "it cannot be read".to_owned() })??;
        report.added = appender.added;
        report.ignored_columns = head.ignored.clone();
        judge(&report, &options, about.is_some())?;
        appender.close(&tx, self.now()).await?;
        if let Some(about) = about {
            self.describe(&*tx, pack, completed(about, head)?).await?;
        }
        let pack = pack::Entity::find_by_id(pack).one(&*tx).await?.ok_or(PackError::Unknown)?;
        let listed = self.with_sizes(&*tx, vec![pack]).await?.pop().ok_or(PackError::Unknown)?;
        tx.commit().await?;
        Ok((listed, report))
    }

    async fn open(&self, tx: &wpp_runtime::db::Writing, key: &str, owner: Option<&str>) -> Result<i32, PackError> {
        use sea_orm::QuerySelect;
        if let Some(owner) = owner {
            return Ok(self.held(tx, key, owner).await?.id);
        }
        let pack = pack::Entity::called(key).lock_exclusive().one(&**tx).await?.ok_or(PackError::Unknown)?;
        // The next start would write it as its file has it.
        if pack.built_in { Err(PackError::NotYours) } else { Ok(pack.id) }
    }
}

/// Whether what came of a file is what was asked for.
fn judge(report: &Report, options: &Options, new: bool) -> Result<(), ImportError> {
    let found = report.added + report.already_there;
    if found + report.refused == 0 {
        return Err(ImportError::Empty);
    }
    let nothing_good = found == 0 || (new && report.added == 0);
    if report.refused > 0 && (!options.take_good || nothing_good) {
        return Err(ImportError::Refused(report.clone()));
    }
    Ok(())
}

/// What is said about a new pack, by its maker or by its file.
fn completed(about: About, head: Head) -> Result<About, PackError> {
    let of_file = About { title: head.title, language: head.language, description: head.description, visibility: None };
    let of_file = checked(of_file)?;
    let missing = |field| PackError::Invalid { field, why: "neither the call nor the file says it".to_owned() };
    Ok(About {
        title: Some(about.title.or(of_file.title).ok_or_else(|| missing("title"))?),
        language: Some(about.language.or(of_file.language).ok_or_else(|| missing("language"))?),
        description: about.description.or(of_file.description),
        visibility: Some(about.visibility.unwrap_or(Visibility::Private)),
    })
}

/// Questions that are written together.
#[derive(Default)]
struct Batch(Vec<Incoming>);

impl Batch {
    /// Takes rows until it is full or there are none left; returns whether there may be more.
    async fn fill(&mut self, rows: &mut mpsc::Receiver<Vec<Row>>, report: &mut Report) -> bool {
        let Some(some) = rows.recv().await else { return false };
        for row in some {
            match row.question {
                Ok(sound) => self.0.push(Incoming { key: row.key, sound }),
                Err(faults) => {
                    report.refused += 1;
                    if report.rows.len() < MAX_LISTED {
                        report.rows.push(Refused { row: row.number, line: row.line, excerpt: row.excerpt, faults });
                    }
                }
            }
        }
        true
    }
}

/// Reads a file on a thread of its own, [`CHUNK`] rows at a time.
fn read(file: File, options: &Options) -> (mpsc::Receiver<Vec<Row>>, tokio::task::JoinHandle<Result<Head, FileError>>) {
    let (sender, receiver) = mpsc::channel(2);
    let (format, unsaid) = (options.format, Unsaid { family_friendly: options.family_friendly });
    let reading = tokio::task::spawn_blocking(move || {
        let bytes = whole(file)?;
        let text = format::text(&bytes)?;
        let mut rows = Vec::with_capacity(CHUNK);
        let head = format::read(text, format, &unsaid, &mut |row| {
            rows.push(row);
            // Whoever no longer listens has failed already.
            rows.len() < CHUNK || sender.blocking_send(std::mem::take(&mut rows)).is_ok()
        })?;
        let _ = sender.blocking_send(rows);
        Ok(head)
    });
    (receiver, reading)
}

fn whole(file: File) -> Result<Vec<u8>, FileError> {
    let about_it = |why: String| FileError { line: 0, column: 0, why };
    let mut bytes = Vec::new();
    let most = format::MAX_FILE as u64 + 1;
    file.take(most).read_to_end(&mut bytes).map_err(|error| about_it(format!("the file cannot be read: {error}")))?;
    if bytes.len() > format::MAX_FILE {
        return Err(about_it(format!("the file is larger than {} MB", format::MAX_FILE / (1024 * 1024))));
    }
    Ok(bytes)
}
