//! An error with all its sources on one line.

use std::{error::Error, fmt};

/// Displays an error and its sources: `what failed: why: why that`. A source whose text is already part of the line is not
/// repeated.
#[derive(Clone, Copy)]
pub struct Chain<'a>(&'a (dyn Error + 'a));

/// Returns the chain of `error`, for a field of a log line. The JSON format shows only the outermost error otherwise.
pub fn chain<'a, E: Error + 'a>(error: &'a E) -> Chain<'a> {
    Chain(error)
}

impl<'a> Chain<'a> {
    /// Returns the chain of a boxed error.
    #[must_use]
    pub fn of(error: &'a (dyn Error + 'a)) -> Self {
        Self(error)
    }
}

impl fmt::Display for Chain<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut line = self.0.to_string();
        let mut source = self.0.source();
        while let Some(error) = source {
            let text = error.to_string();
            if !line.contains(&text) {
                line.push_str(": ");
                line.push_str(&text);
            }
            source = error.source();
        }
        f.write_str(&line)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, thiserror::Error)]
    enum Failure {
        #[error("presets not read")]
        Presets(#[source] Box<Failure>),
        #[error("query failed ({0})")]
        Query(#[source] std::io::Error),
    }

    #[test]
    fn shows_every_source_once() {
        let query = Failure::Query(std::io::Error::other("disk full"));
        let presets = Failure::Presets(Box::new(query));
        assert_eq!(chain(&presets).to_string(), "presets not read: query failed (disk full)");
    }
}
