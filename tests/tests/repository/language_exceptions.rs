//! The exceptions to the language rules: `language_exceptions.txt`.

use std::collections::BTreeSet;

use super::files;

/// Path of the list of exceptions, from the repository's root.
pub const FILE: &str = "tests/tests/repository/language_exceptions.txt";

/// One line of the list: path glob, word (`*` for every word), reason.
#[derive(Debug)]
struct Exception {
    line: usize,
    glob: String,
    word: String,
}

/// All exceptions, with a note of which ones were used.
#[derive(Debug)]
pub struct Exceptions {
    all: Vec<Exception>,
    used: BTreeSet<usize>,
}

impl Exceptions {
    /// Reads the list.
    pub fn load() -> Self {
        let text = files::read(FILE).expect("the list of exceptions exists");
        let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'));
        let all = lines.map(|(n, line)| {
            let mut columns = line.splitn(3, '|').map(str::trim);
            let (Some(glob), Some(word), Some(reason)) = (columns.next(), columns.next(), columns.next()) else {
                panic!("{FILE}:{}: Write `path glob | word | reason`.", n + 1);
            };
            assert!(reason.len() > 10, "{FILE}:{}: Give the reason of the exception.", n + 1);
            Exception { line: n + 1, glob: glob.to_owned(), word: word.to_lowercase() }
        });
        Self { all: all.collect(), used: BTreeSet::new() }
    }

    /// Returns whether `word` is allowed in the file `path`.
    pub fn allow(&mut self, path: &str, word: &str) -> bool {
        let mut allowed = false;
        for exception in &self.all {
            if (exception.word == "*" || exception.word == word) && files::matches(&exception.glob, path) {
                self.used.insert(exception.line);
                allowed = true;
            }
        }
        allowed
    }

    /// Returns the exceptions that nothing needs.
    pub fn unused(&self) -> Vec<String> {
        let unused = self.all.iter().filter(|exception| !self.used.contains(&exception.line));
        unused.map(|exception| format!("{}: {} | {}", exception.line, exception.glob, exception.word)).collect()
    }
}
