//! Exports packs as files.

use std::{collections::BTreeSet, fs::File};

use sea_orm::DatabaseConnection;
use serde::Serialize;
use wpp_entity::{pack, question_pool};
use wpp_game::content::form::MediaForm;

use super::{
    PackError, Packs,
    archive::PackWriter,
    format::{CsvWriter, FORMAT, FileQuestion, Format, VERSION},
    import::{ImportError, source::on_blocking_thread},
    pools, questions,
};

/// Questions read at a time.
const PAGE: u64 = 500;

/// An export in progress: produces the file piece by piece.
pub struct Export {
    db: DatabaseConnection,
    pack: pack::Model,
    format: Format,
    after: Option<i32>,
    stage: Stage,
    /// The media of the questions up to now.
    media: BTreeSet<String>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    Head,
    First,
    More,
    Done,
}

/// The beginning of a JSON file. The list of questions follows.
#[derive(Serialize)]
struct Opening<'a> {
    format: &'static str,
    version: u32,
    title: &'a str,
    language: &'a str,
    description: &'a str,
}

impl Packs {
    /// Begins the export of a pack that `account` may see: as JSON, or as a table with commas or semicolons.
    ///
    /// # Errors
    /// [`PackError::Unknown`] when there is no such pack for `account`; [`PackError::NeedsZip`] for a table of a pack with
    /// pictures. Those of questions are left out of a table, because the questions remain.
    pub async fn export(&self, key: &str, account: &str, format: Format) -> Result<Export, PackError> {
        let pack = self.find_visible(key, Some(account)).await?;
        if format.separator().is_some() {
            let pools = question_pool::Entity::of_packs([pack.id]).all(&self.db).await?;
            let is_picture = |kind: &str| pools::kind(kind).is_some_and(|kind| kind.form().media == MediaForm::Picture);
            if pools.iter().any(|pool| pool.size > 0 && is_picture(&pool.kind)) {
                return Err(PackError::NeedsZip);
            }
        }
        Ok(Export { db: self.db.clone(), pack, format, after: None, stage: Stage::Head, media: BTreeSet::new() })
    }

    /// Exports a pack that `account` may see as an archive with its media. Returns an unnamed temporary file, and the name for
    /// a download.
    ///
    /// # Errors
    /// [`ImportError::Pack`] when there is no such pack for `account`; [`ImportError::File`] when the archive cannot be
    /// written.
    pub async fn export_archive(&self, key: &str, account: &str) -> Result<(File, String), ImportError> {
        let mut export = self.export(key, account, Format::Json).await?;
        let mut archive = on_blocking_thread(PackWriter::create).await?;
        while let Some(piece) = export.next().await? {
            archive = on_blocking_thread(move || archive.write(&piece)).await?;
        }
        for name in std::mem::take(&mut export.media) {
            let content = self.media.read(&name).await.map_err(|error| PackError::Media(error.into()))?;
            // A missing file stays missing, as in games.
            let Some(content) = content else { continue };
            archive = on_blocking_thread(move || archive.add(&name, &content)).await?;
        }
        let file = on_blocking_thread(move || archive.finish()).await?;
        Ok((file, export.file_name().replace(".json", ".zip")))
    }
}

impl Export {
    /// Returns a file name made of the ASCII letters and digits of the title.
    #[must_use]
    pub fn file_name(&self) -> String {
        let plain: String = self
            .pack
            .title
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
        let stem = if words.is_empty() { "questions".to_owned() } else { words.join("-") };
        format!("{stem}.{}", if self.format.separator().is_some() { "csv" } else { "json" })
    }

    /// Returns the next piece of the file, or `None` at its end.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn next(&mut self) -> Result<Option<Vec<u8>>, PackError> {
        match self.stage {
            Stage::Done => return Ok(None),
            Stage::Head => {
                self.stage = Stage::First;
                return self.head().map(Some);
            }
            Stage::First | Stage::More => {}
        }
        let page = questions::page(&self.db, &self.pack, self.after, PAGE).await?;
        let Some(last) = page.last() else {
            self.stage = Stage::Done;
            return Ok(Some(if self.format.separator().is_some() { Vec::new() } else { b"\n]}\n".to_vec() }));
        };
        self.after = Some(last.position);
        self.media.extend(page.iter().filter_map(|stored| Some(stored.draft.media.as_ref()?.file.clone())));
        let rows = page.into_iter().map(|stored| FileQuestion::of(stored.key, stored.draft));
        let piece = match self.format.separator() {
            Some(separator) => table(rows, separator)?,
            None => {
                let mut piece = Vec::new();
                for row in rows {
                    piece.extend_from_slice(if self.stage == Stage::First { b"\n" } else { b",\n" });
                    self.stage = Stage::More;
                    serde_json::to_writer(&mut piece, &row).map_err(unwritable)?;
                }
                piece
            }
        };
        Ok(Some(piece))
    }

    fn head(&self) -> Result<Vec<u8>, PackError> {
        if let Some(separator) = self.format.separator() {
            return CsvWriter::new(separator).and_then(CsvWriter::finish).map_err(unwritable);
        }
        let pack::Model { title, language, description, .. } = &self.pack;
        let opening = Opening { format: FORMAT, version: VERSION, title, language, description };
        let mut head = serde_json::to_vec(&opening).map_err(unwritable)?;
        head.pop();
        head.extend_from_slice(b",\"questions\":[");
        Ok(head)
    }
}

fn table(rows: impl Iterator<Item = FileQuestion>, separator: u8) -> Result<Vec<u8>, PackError> {
    let mut table = CsvWriter::continuation(separator);
    for row in rows {
        table.write(row).map_err(unwritable)?;
    }
    table.finish().map_err(unwritable)
}

fn unwritable(error: impl std::error::Error) -> PackError {
    PackError::Database(sea_orm::DbErr::Custom(format!("a question cannot be written: {error}")))
}
