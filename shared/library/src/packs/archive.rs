//! A pack with its pictures and sounds in one file: a ZIP archive with `pack.json` and the folder `media`.
//!
//! An archive is never unpacked into a folder. Its files are looked up by the names in the questions, so the names and the
//! number of other files have no effect. Limits apply to what is unpacked, not to what the archive claims.

use std::{
    fs::File,
    io::{BufReader, Read as _, Seek as _, Write as _},
};

use zip::{CompressionMethod, ZipArchive, ZipWriter, write::SimpleFileOptions};

use super::{
    format::{FileError, MAX_FILE},
    zip_directory,
};

/// Maximum size of an archive in bytes.
pub const MAX_ARCHIVE: usize = 64 * 1024 * 1024;

/// First bytes of an archive.
pub const SIGNATURE: [u8; 4] = *b"PK\x03\x04";

/// Name of the questions in an archive.
const QUESTIONS: &str = "pack.json";

/// Maximum number of files in an archive.
const MAX_FILES: u64 = 20_000;

/// An archive with a pack. All functions block.
pub(super) struct PackReader(ZipArchive<BufReader<File>>);

impl PackReader {
    /// Opens an archive. Returns other files, such as workbooks, at their beginning.
    ///
    /// # Errors
    /// [`FileError`] when the archive has too many files, or cannot be read.
    pub fn open(file: File) -> Result<Result<Self, File>, FileError> {
        let mut reader = BufReader::new(file.try_clone().map_err(damaged)?);
        let mut start = [0; SIGNATURE.len()];
        let is_archive = reader.read_exact(&mut start).is_ok() && start == SIGNATURE;
        let opened = if is_archive { Self::parse(reader)? } else { None };
        if let Some(archive) = opened {
            return Ok(Ok(archive));
        }
        // Both handles have one position.
        let mut file = file;
        file.rewind().map_err(damaged)?;
        Ok(Err(file))
    }

    /// Parses the directory of an archive; `None` without questions, and for a damaged directory: a damaged workbook is
    /// reported as such.
    fn parse(mut reader: BufReader<File>) -> Result<Option<Self>, FileError> {
        if zip_directory::claimed_files(&mut reader).map_err(damaged)? > MAX_FILES {
            let why = format!("the archive has more than {MAX_FILES} files; export the pack again, or split it");
            return Err(FileError::new("archive_too_many_files", why).with("most", MAX_FILES.to_string()));
        }
        let opened = ZipArchive::new(reader).ok().filter(|archive| archive.index_for_name(QUESTIONS).is_some());
        Ok(opened.map(Self))
    }

    /// Returns the questions as JSON.
    ///
    /// # Errors
    /// [`FileError`] when they are damaged or too large.
    pub fn questions(&mut self) -> Result<Vec<u8>, FileError> {
        let bytes = self.unpacked(QUESTIONS, MAX_FILE)?;
        if bytes.len() > MAX_FILE { Err(damaged("its questions are too large")) } else { Ok(bytes) }
    }

    /// Returns a picture or a sound, cut off after `most` bytes and one; `None` if the archive does not contain it.
    ///
    /// # Errors
    /// [`FileError`] when it is damaged.
    pub fn media(&mut self, name: &str, most: usize) -> Result<Option<Vec<u8>>, FileError> {
        let path = path_of(name);
        if self.0.index_for_name(&path).is_none() {
            return Ok(None);
        }
        self.unpacked(&path, most).map(Some)
    }

    fn unpacked(&mut self, path: &str, most: usize) -> Result<Vec<u8>, FileError> {
        let mut bytes = Vec::new();
        let file = self.0.by_name(path).map_err(damaged)?;
        file.take(most as u64 + 1).read_to_end(&mut bytes).map_err(damaged)?;
        Ok(bytes)
    }
}

/// An archive that is being written into an unnamed temporary file.
pub(super) struct PackWriter(ZipWriter<File>);

impl PackWriter {
    /// Begins an archive with its questions.
    ///
    /// # Errors
    /// [`FileError`] when the file cannot be written; so for the other functions.
    pub fn create() -> Result<Self, FileError> {
        let mut archive = ZipWriter::new(tempfile::tempfile().map_err(damaged)?);
        let compressed = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        archive.start_file(QUESTIONS, compressed).map_err(damaged)?;
        Ok(Self(archive))
    }

    /// Continues the file that was begun last.
    pub fn write(mut self, bytes: &[u8]) -> Result<Self, FileError> {
        self.0.write_all(bytes).map_err(damaged)?;
        Ok(self)
    }

    /// Adds a picture or a sound, which is compressed already.
    pub fn add(mut self, name: &str, content: &[u8]) -> Result<Self, FileError> {
        let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
        self.0.start_file(path_of(name), stored).map_err(damaged)?;
        self.write(content)
    }

    /// Ends the archive. Returns the file at its beginning.
    pub fn finish(self) -> Result<File, FileError> {
        let mut file = self.0.finish().map_err(damaged)?;
        file.rewind().map_err(damaged)?;
        Ok(file)
    }
}

/// Returns the path of a file in an archive.
fn path_of(name: &str) -> String {
    format!("media/{name}")
}

fn damaged(message: impl std::fmt::Display) -> FileError {
    let message = message.to_string();
    let why = format!("the archive cannot be read or written ({message}); export the pack again");
    FileError::new("archive", why).with("message", message)
}
