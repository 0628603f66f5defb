//! The findings of the checks.

use std::{fmt::Display, io::Write};

/// The result of a check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Level {
    /// Nothing needs to be done.
    Ok,
    /// The server runs, but something should be done.
    Warning,
    /// A process cannot run.
    Failure,
}

/// The findings in the order of the checks.
#[derive(Debug, Default)]
pub(super) struct Report {
    findings: Vec<(Level, &'static str, String)>,
}

impl Report {
    /// Adds a check that found nothing to do.
    pub(super) fn ok(&mut self, subject: &'static str, text: impl Display) {
        self.findings.push((Level::Ok, subject, text.to_string()));
    }

    /// Adds something that should be done.
    pub(super) fn warn(&mut self, subject: &'static str, text: impl Display) {
        self.findings.push((Level::Warning, subject, text.to_string()));
    }

    /// Adds a reason why a process cannot run.
    pub(super) fn fail(&mut self, subject: &'static str, text: impl Display) {
        self.findings.push((Level::Failure, subject, text.to_string()));
    }

    /// Reports whether a process cannot run.
    pub(super) fn has_failed(&self) -> bool {
        self.findings.iter().any(|(level, ..)| *level == Level::Failure)
    }

    /// Prints one line for each finding.
    ///
    /// # Errors
    /// When the output cannot be written.
    pub(super) fn print(&self, out: &mut impl Write) -> std::io::Result<()> {
        for (level, subject, text) in &self.findings {
            let word = match level {
                Level::Ok => "ok",
                Level::Warning => "WARNING",
                Level::Failure => "FAILURE",
            };
            writeln!(out, "{word:<8}{subject}: {text}")?;
        }
        Ok(())
    }
}
