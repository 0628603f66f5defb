//! Changes of several files of the repository, which are written together or not at all.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::files::{Outcome, with_line};

/// Planned changes.
pub struct Changes {
    root: PathBuf,
    files: Vec<Change>,
}

struct Change {
    path: PathBuf,
    /// The present text; `None` for a new file.
    before: Option<String>,
    after: String,
}

impl Changes {
    /// Plans changes of the repository in the folder `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), files: Vec::new() }
    }

    /// Plans a new file.
    pub fn create(&mut self, path: impl AsRef<Path>, text: String) {
        self.files.push(Change { path: self.root.join(path), before: None, after: text });
    }

    /// Plans a change of a file. `change` returns the text after it.
    ///
    /// # Errors
    /// The error of `change`, or that the file cannot be read.
    pub fn edit(&mut self, path: &str, change: impl FnOnce(&str) -> Result<String, String>) -> Outcome {
        let file = self.root.join(path);
        if let Some(planned) = self.files.iter_mut().find(|planned| planned.path == file) {
            planned.after = change(&planned.after)?;
            return Ok(());
        }
        let before = fs::read_to_string(&file).map_err(|error| format!("{path}: {error}"))?;
        let after = change(&before)?;
        self.files.push(Change { path: file, before: Some(before), after });
        Ok(())
    }

    /// Plans a line in a file, as [`insert`](super::files::insert) writes it.
    ///
    /// # Errors
    /// If the file has no place for the line.
    pub fn insert(&mut self, path: &str, after: &str, mark: &str, line: &str) -> Outcome {
        self.edit(path, |text| with_line(text, path, after, mark, line))
    }

    /// Writes all files. If one cannot be written, restores the others.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write(self) -> Outcome {
        for (n, change) in self.files.iter().enumerate() {
            if let Err(error) = change.write() {
                self.files[..=n].iter().for_each(Change::undo);
                return Err(format!("{}: {error}", change.path.display()).into());
            }
        }
        Ok(())
    }
}

impl Change {
    fn write(&self) -> io::Result<()> {
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder)?;
        }
        fs::write(&self.path, &self.after)
    }

    fn undo(&self) {
        if let Some(before) = &self.before {
            let _ = fs::write(&self.path, before);
            return;
        }
        let _ = fs::remove_file(&self.path);
        // Folders with other files remain.
        for folder in self.path.ancestors().skip(1) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
    }
}
