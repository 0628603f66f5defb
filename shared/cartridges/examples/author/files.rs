//! Changes to files of the repository, and messages for the person who runs the command.

use std::path::Path;

/// The result of a command.
pub type Outcome = Result<(), Box<dyn std::error::Error>>;

/// Inserts `line` into the file at `path`, before the first line after `after` that begins with `mark`.
pub fn insert(path: impl AsRef<Path>, after: &str, mark: &str, line: &str) -> Outcome {
    let path = path.as_ref();
    let shown = path.display();
    let text = std::fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    let start =
        text.find(after).ok_or_else(|| format!("{shown} does not contain {after:?}; add the line yourself: {line}"))?;
    let found = text[start..]
        .find(&format!("\n{mark}"))
        .ok_or_else(|| format!("{shown} has no line that begins with {mark:?}; add the line yourself: {line}"))?;
    let at = start + found + 1;
    std::fs::write(path, format!("{}{line}\n{}", &text[..at], &text[at..]))?;
    Ok(())
}

/// Prints a result.
#[expect(clippy::print_stdout, reason = "a command prints its result for the person who runs it")]
pub fn print(text: &str) {
    println!("{text}");
}
