//! Lines in files of the repository, and messages for the person who runs the command.

use std::{error::Error, fs, path::Path};

/// The result of a command.
pub type Outcome = Result<(), Box<dyn Error>>;

/// Inserts `line` into the file at `path`, before the first line after `after` that begins with `mark`.
pub fn insert(path: impl AsRef<Path>, after: &str, mark: &str, line: &str) -> Outcome {
    let path = path.as_ref();
    let shown = path.display().to_string();
    let text = fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    fs::write(path, with_line(&text, &shown, after, mark, line)?)?;
    Ok(())
}

/// Returns the text of the file `path` with another line.
///
/// # Errors
/// If the file has no place for the line.
pub fn with_line(text: &str, path: &str, after: &str, mark: &str, line: &str) -> Result<String, String> {
    let start = text
        .find(after)
        .ok_or_else(|| format!("{path} does not contain {after:?}, which comes before the line {line}"))?;
    let found = text[start..]
        .find(&format!("\n{mark}"))
        .ok_or_else(|| format!("{path} has no line that begins with {mark:?}, which comes after the line {line}"))?;
    let at = start + found + 1;
    Ok(format!("{}{line}\n{}", &text[..at], &text[at..]))
}

/// Prints a result.
#[expect(clippy::print_stdout, reason = "a command prints its result for the person who runs it")]
pub fn print(text: &str) {
    println!("{text}");
}
