//! The table of `docs/reliability.md`.

use std::{fmt::Write, fs, io, path::Path};

use super::{
    faults,
    outcome::{Measured, Outcome},
};

/// The line before the table.
const BEGIN: &str = "<!-- measured by bin/chaos --write: begin -->";

/// The line after the table.
const END: &str = "<!-- measured by bin/chaos --write: end -->";

const HEAD: &str = "\
| fault | present for | what players see | broken connections | longest pause | time to recover | answers | lost | measured by |
|---|---|---|---|---|---|---|---|---|
";

/// Why the document cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The document cannot be read or written.
    #[error("the document cannot be read or written: {0}")]
    File(#[from] io::Error),
    /// The document has no place for the table.
    #[error("the document lacks the lines {BEGIN:?} and {END:?}; add them where the table belongs")]
    NoPlace,
    /// A row would be missing.
    #[error("{0} has no measurement; run all faults, on a machine that can run them")]
    Missing(&'static str),
}

/// Replaces the table in the document. Each row has the worst values of all trials of its fault.
///
/// # Errors
/// Returns [`TableError`] if a fault was not measured, or if the document cannot be changed.
pub fn write(document: &Path, outcomes: &[Outcome]) -> Result<(), TableError> {
    let text = fs::read_to_string(document)?;
    let (before, rest) = text.split_once(BEGIN).ok_or(TableError::NoPlace)?;
    let (_, after) = rest.split_once(END).ok_or(TableError::NoPlace)?;
    let table = render(outcomes)?;
    fs::write(document, format!("{before}{BEGIN}\n\n{table}\n{END}{after}"))?;
    Ok(())
}

/// Renders the table, one row for each fault.
///
/// # Errors
/// Returns [`TableError::Missing`] if a fault was not measured.
pub fn render(outcomes: &[Outcome]) -> Result<String, TableError> {
    let mut table = HEAD.to_owned();
    for profile in faults::all(0).iter().map(|fault| fault.profile()) {
        let of_fault = outcomes.iter().filter(|outcome| outcome.profile.id == profile.id);
        let measured = of_fault.filter_map(|outcome| outcome.result.as_ref().ok()).cloned();
        let worst = measured.reduce(worse).ok_or(TableError::Missing(profile.id))?;
        let lasts = if profile.lasts.is_zero() { "–".to_owned() } else { format!("{} s", profile.lasts.as_secs()) };
        // Writing to a string cannot fail.
        let _ = writeln!(
            table,
            "| {} | {lasts} | {} | {} | {:.1} s | {:.1} s | {} | {} | `bin/chaos --only {}` |",
            profile.title,
            profile.players_see,
            worst.broken_connections,
            worst.pause.as_secs_f64(),
            worst.recovery.as_secs_f64(),
            worst.acknowledged,
            worst.lost,
            profile.id,
        );
    }
    Ok(table)
}

/// Returns the worse values of two trials, and the sums of the answers.
fn worse(one: Measured, other: Measured) -> Measured {
    Measured {
        pause: one.pause.max(other.pause),
        recovery: one.recovery.max(other.recovery),
        broken_connections: one.broken_connections.max(other.broken_connections),
        snapshots: one.snapshots.max(other.snapshots),
        acknowledged: one.acknowledged + other.acknowledged,
        lost: one.lost + other.lost,
        problems: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    fn outcomes(recovery_ms: u64) -> Vec<Outcome> {
        let recovery = Duration::from_millis(recovery_ms);
        let measured = Measured { recovery, acknowledged: 10, ..Measured::default() };
        let profiles = faults::all(0).into_iter().map(|fault| fault.profile());
        profiles.map(|profile| Outcome { profile, result: Ok(measured.clone()) }).collect()
    }

    #[test]
    fn a_row_shows_the_worst_trial() {
        let table = render(&[outcomes(1_200), outcomes(300)].concat()).unwrap();
        assert_eq!(table.lines().count(), 2 + faults::all(0).len());
        let rows: Vec<&str> = table.lines().skip(2).collect();
        assert!(rows.iter().all(|row| row.contains("| 1.2 s | 20 | 0 |")), "{table}");
    }

    #[test]
    fn a_fault_without_measurement_is_an_error() {
        let missing = render(&outcomes(1)[1..]);
        assert!(matches!(missing, Err(TableError::Missing("web-killed"))));
    }

    #[test]
    fn replaces_only_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("reliability.md");
        fs::write(&file, format!("before\n{BEGIN}\noutdated row\n{END}\nafter\n")).unwrap();
        write(&file, &outcomes(1)).unwrap();
        let text = fs::read_to_string(&file).unwrap();
        assert!(text.starts_with("before\n") && text.ends_with("\nafter\n") && !text.contains("outdated"), "{text}");
    }
}
