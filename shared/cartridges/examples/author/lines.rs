//! Counts the lines of code of games: of their rules, without tests, comments and blank lines.

use std::{collections::BTreeMap, process::Command};

use crate::files::{Outcome, print};

const FOLDER: &str = "shared/cartridges";

/// Prints the lines of each game and of the kit. `commit` is the state of the repository to count; `None` counts the working
/// tree. With a `kind`, prints the lines of each file.
pub fn count(kind: Option<&str>, commit: Option<&str>) -> Outcome {
    let mut files: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for path in paths(commit)?.lines() {
        let Some((game, file)) = path.strip_prefix(FOLDER).and_then(|path| path[1..].split_once("/src/")) else {
            continue;
        };
        if file.ends_with(".rs") && !game.contains('/') {
            files.entry(game.to_owned()).or_default().insert(file.to_owned(), lines(&read(path, commit)?));
        }
    }
    if let Some(kind) = kind {
        let game =
            files.get(kind).ok_or_else(|| format!("there is no {FOLDER}/{kind}/src: name a game or `common`"))?;
        print_table("file", &game.iter().map(|(file, lines)| (file.as_str(), [*lines])).collect::<Vec<_>>(), ["lines"]);
        return Ok(());
    }
    let rows: Vec<(&str, [usize; 4])> = files.iter().map(|(game, files)| (game.as_str(), parts(files))).collect();
    print_table("game", &rows, ["contract", "phases", "other", "all"]);
    Ok(())
}

/// Returns the lines that declare what clients receive, those of the phases, all others, and the sum.
fn parts(files: &BTreeMap<String, usize>) -> [usize; 4] {
    let sum = |folder: &str| {
        let is_part = |file: &str| file.split(['/', '.']).next() == Some(folder);
        files.iter().filter(|(file, _)| is_part(file)).map(|(_, lines)| lines).sum::<usize>()
    };
    let (contract, phases, all) = (sum("contract") + sum("config"), sum("phases"), files.values().sum::<usize>());
    [contract, phases, all - contract - phases, all]
}

/// Returns the number of lines of code before the tests at the end of a file.
fn lines(text: &str) -> usize {
    let is_code = |line: &&str| !line.is_empty() && !line.starts_with("//");
    text.lines().take_while(|line| *line != "#[cfg(test)]").map(str::trim).filter(is_code).count()
}

fn paths(commit: Option<&str>) -> Result<String, Box<dyn std::error::Error>> {
    match commit {
        Some(commit) => git(&["ls-tree", "-r", "--name-only", commit, "--", FOLDER]),
        None => git(&["ls-files", "--cached", "--others", "--exclude-standard", "--", FOLDER]),
    }
}

fn read(path: &str, commit: Option<&str>) -> Result<String, Box<dyn std::error::Error>> {
    match commit {
        Some(commit) => git(&["show", &format!("{commit}:{path}")]),
        // A deleted file has no lines.
        None => Ok(std::fs::read_to_string(path).unwrap_or_default()),
    }
}

fn git(arguments: &[&str]) -> Result<String, Box<dyn std::error::Error>> {
    let output = Command::new("git").args(arguments).output()?;
    if !output.status.success() {
        return Err(format!("git {} failed: {}", arguments.join(" "), String::from_utf8_lossy(&output.stderr)).into());
    }
    Ok(String::from_utf8(output.stdout)?)
}

/// Prints a Markdown table with the sums of its columns.
fn print_table<const N: usize>(head: &str, rows: &[(&str, [usize; N])], columns: [&str; N]) {
    print(&format!("| {head} | {} |", columns.join(" | ")));
    print(&format!("|---|{}", "---|".repeat(N)));
    let mut sums = [0; N];
    for (name, counts) in rows {
        print_row(name, counts);
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }
    print_row("all", &sums);
}

fn print_row(name: &str, counts: &[usize]) {
    let counts: Vec<String> = counts.iter().map(ToString::to_string).collect();
    print(&format!("| {name} | {} |", counts.join(" | ")));
}
