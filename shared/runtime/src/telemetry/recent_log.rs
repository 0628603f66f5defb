//! The newest lines of the process's log, for the operator's page.

use std::{
    collections::VecDeque,
    fmt,
    io::{self, Write},
    sync::{Mutex, MutexGuard, PoisonError},
};

use serde::{Deserialize, Serialize};
use tracing::{Subscriber, field::Field};
use tracing_subscriber::{
    Layer,
    field::MakeExt as _,
    fmt::{
        MakeWriter,
        format::{self, Writer},
    },
    registry::LookupSpan,
};

/// Maximum number of lines.
const MAX_LINES: usize = 200;

/// Maximum length of a line in bytes. The rest is cut off.
const MAX_BYTES: usize = 1000;

/// The lines of this process. The log of a process is global, and so are its newest lines.
static RECENT: RecentLog = RecentLog(Mutex::new(Lines { next: 1, lines: VecDeque::new() }));

/// A line of the log.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Number within the process, starting at 1.
    #[serde(rename = "n")]
    pub number: u64,
    /// Time, level, target, message and fields.
    #[serde(rename = "t")]
    pub text: String,
}

/// Returns up to `most` of the newest lines, oldest first.
#[must_use]
pub fn recent_log(most: usize) -> Vec<LogLine> {
    RECENT.newest(most)
}

/// Returns the layer that keeps the newest lines. The filters of the log apply to them as well, so they contain nothing that
/// the log does not.
pub(super) fn layer<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    // Fields of a span are formatted once for all layers with the same format. This one has no colours.
    let fields = format::debug_fn(write_field).delimited(" ");
    tracing_subscriber::fmt::layer().with_ansi(false).fmt_fields(fields).with_writer(&RECENT)
}

fn write_field(writer: &mut Writer<'_>, field: &Field, value: &dyn fmt::Debug) -> fmt::Result {
    if field.name() == "message" { write!(writer, "{value:?}") } else { write!(writer, "{field}={value:?}") }
}

/// A bounded list of lines.
struct RecentLog(Mutex<Lines>);

struct Lines {
    next: u64,
    lines: VecDeque<LogLine>,
}

impl RecentLog {
    fn newest(&self, most: usize) -> Vec<LogLine> {
        let log = self.lock();
        log.lines.iter().skip(log.lines.len().saturating_sub(most)).cloned().collect()
    }

    fn push(&self, text: &str) {
        let mut end = text.len().min(MAX_BYTES);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let mut log = self.lock();
        let line = LogLine { number: log.next, text: text[..end].to_owned() };
        log.next += 1;
        if log.lines.len() == MAX_LINES {
            log.lines.pop_front();
        }
        log.lines.push_back(line);
    }

    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Writes one line: the log writes each line with a single call.
struct LineWriter<'a>(&'a RecentLog);

impl Write for LineWriter<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.push(String::from_utf8_lossy(bytes).trim_end());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for &'static RecentLog {
    type Writer = LineWriter<'a>;

    fn make_writer(&'a self) -> LineWriter<'a> {
        LineWriter(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_newest_lines() {
        let log = RecentLog(Mutex::new(Lines { next: 1, lines: VecDeque::new() }));
        for n in 0..=MAX_LINES {
            LineWriter(&log).write_all(format!("line {n}\n").as_bytes()).unwrap();
        }
        let lines = log.newest(usize::MAX);
        assert_eq!((lines.len(), lines[0].number, lines[0].text.as_str()), (MAX_LINES, 2, "line 1"));
        assert_eq!(log.newest(1)[0].text, format!("line {MAX_LINES}"));
        log.push(&"é".repeat(MAX_BYTES));
        assert_eq!(log.newest(1)[0].text.len(), MAX_BYTES);
    }
}
