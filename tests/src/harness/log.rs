//! The output of a process, recorded and awaited.

use std::{
    io::{BufRead, BufReader, Read},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread::JoinHandle,
};

use serde_json::Value;
use tokio::{sync::watch, time::timeout};

use super::TIMEOUT;

/// The lines of one process from both outputs.
#[derive(Debug)]
pub struct Log {
    lines: Arc<Mutex<Vec<String>>>,
    /// Number of lines; the channel closes with the outputs.
    count: watch::Receiver<usize>,
    readers: Vec<JoinHandle<()>>,
}

impl Log {
    /// Reads `outputs` to their ends on threads, because a runtime that shuts down would cut them off.
    pub(super) fn of(outputs: Vec<Box<dyn Read + Send>>) -> Self {
        let lines = Arc::new(Mutex::new(Vec::new()));
        let (counter, count) = watch::channel(0);
        let read = |output| {
            let (lines, counter) = (lines.clone(), counter.clone());
            std::thread::spawn(move || {
                for line in BufReader::new(output).lines().map_while(Result::ok) {
                    let mut lines = lock(&lines);
                    lines.push(line);
                    counter.send_replace(lines.len());
                }
            })
        };
        let readers = outputs.into_iter().map(read).collect();
        Self { lines, count, readers }
    }

    /// Returns the first result of `wanted` over all entries, present and future.
    ///
    /// # Panics
    /// Panics if the process ends first, or if no such line appears in time.
    pub async fn wait_for<T>(&self, what: &str, wanted: impl Fn(&Value) -> Option<T>) -> T {
        let mut count = self.count.clone();
        let mut read = 0;
        let search = async {
            loop {
                let fresh: Vec<String> = lock(&self.lines).iter().skip(read).cloned().collect();
                read += fresh.len();
                let entries = fresh.iter().filter_map(|line| serde_json::from_str(line).ok());
                if let Some(found) = entries.into_iter().find_map(|entry| wanted(&entry)) {
                    return Some(found);
                }
                if count.changed().await.is_err() && lock(&self.lines).len() == read {
                    return None;
                }
            }
        };
        match timeout(TIMEOUT, search).await {
            Ok(Some(found)) => found,
            Ok(None) => panic!("the process ended without logging {what:?}:\n{}", self.text()),
            Err(_) => panic!("waited too long for {what:?}:\n{}", self.text()),
        }
    }

    /// Returns all lines so far.
    #[must_use]
    pub fn text(&self) -> String {
        lock(&self.lines).join("\n")
    }

    /// Reads the remaining lines of a process that has ended.
    pub(super) fn finish(&mut self) {
        for reader in self.readers.drain(..) {
            let _ = reader.join();
        }
    }

    /// Fails the test if the process panicked or logged a token.
    ///
    /// # Panics
    /// Panics if a line is not clean.
    pub(super) fn assert_clean(&self) {
        for line in lock(&self.lines).iter() {
            assert!(!line.contains("panicked"), "a process panicked: {line}\n{}", self.text());
            assert!(!holds_a_token(line), "a token is in the log: {line}");
        }
    }
}

/// Returns whether a line contains a signed token or its beginning: `{"` in base64, followed by more characters
/// than a random id has.
#[must_use]
pub fn holds_a_token(line: &str) -> bool {
    let token = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    line.match_indices("eyJ").any(|(at, _)| line[at..].chars().take_while(|c| token(*c)).count() > 20)
}

fn lock(lines: &Mutex<Vec<String>>) -> MutexGuard<'_, Vec<String>> {
    lines.lock().unwrap_or_else(PoisonError::into_inner)
}
