//! Writes a history to a file.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use super::Record;

/// Appends records to a file, one JSON object a line. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Recorder(Arc<Mutex<Output>>);

#[derive(Debug)]
struct Output {
    file: BufWriter<File>,
    /// The first failure, which [`Recorder::finish`] returns.
    failed: Option<io::Error>,
}

impl Recorder {
    /// Creates or replaces the file.
    ///
    /// # Errors
    /// Returns an error if the file cannot be created.
    pub fn create(path: &Path) -> io::Result<Self> {
        let file = BufWriter::new(File::create(path)?);
        Ok(Self(Arc::new(Mutex::new(Output { file, failed: None }))))
    }

    /// Writes a record.
    pub fn write(&self, record: &Record) {
        let mut output = self.lock();
        let written = serde_json::to_writer(&mut output.file, record).map_err(io::Error::from);
        if let Err(error) = written.and_then(|()| output.file.write_all(b"\n")) {
            output.failed.get_or_insert(error);
        }
    }

    /// Completes the file.
    ///
    /// # Errors
    /// Returns the first failure of any write.
    pub fn finish(&self) -> io::Result<()> {
        let mut output = self.lock();
        output.failed.take().map_or(Ok(()), Err)?;
        output.file.flush()
    }

    fn lock(&self) -> MutexGuard<'_, Output> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
