//! Prints the lines of code of games.

use std::{collections::BTreeMap, process::Command};

use crate::{
    counting::{self, Lines},
    files::{Outcome, print},
};

const FOLDER: &str = "shared/cartridges";
/// The folder of the kit. Its code serves all parts of a game, so only its sum is shown.
const KIT: &str = "common";

/// Prints the lines of each game and of the kit. `commit` is the state of the repository to count; `None` counts the working
/// tree. With a `kind`, prints the lines of each file.
pub fn print_counts(kind: Option<&str>, commit: Option<&str>) -> Outcome {
    let mut games: BTreeMap<String, BTreeMap<String, Lines>> = BTreeMap::new();
    for path in paths(commit)?.lines() {
        let Some((game, file)) = path.strip_prefix(FOLDER).and_then(|path| path[1..].split_once("/src/")) else {
            continue;
        };
        if file.ends_with(".rs") && !game.contains('/') {
            games
                .entry(game.to_owned())
                .or_default()
                .insert(file.to_owned(), counting::count(file, &read(path, commit)?));
        }
    }
    if let Some(kind) = kind {
        let files =
            games.get(kind).ok_or_else(|| format!("there is no {FOLDER}/{kind}/src: name a game or `{KIT}`"))?;
        print_table("file", files, |_| kind != KIT);
        return Ok(());
    }
    let sums = games.into_iter().map(|(game, files)| (game, sum(files.into_values()))).collect();
    print_table("game", &sums, |game| game != KIT);
    Ok(())
}

fn sum(all: impl IntoIterator<Item = Lines>) -> Lines {
    let mut sum = Lines::default();
    all.into_iter().for_each(|lines| sum.add(lines));
    sum
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

/// Prints a Markdown table with the sum of all rows. `has_parts` returns whether the parts of a row are shown.
fn print_table(head: &str, rows: &BTreeMap<String, Lines>, has_parts: impl Fn(&str) -> bool) {
    print(&format!("| {head} | rules | contract | stored types | rest | all |"));
    print("|---|---|---|---|---|---|");
    for (name, lines) in rows {
        let all = lines.all();
        if has_parts(name) {
            let Lines { rules, contract, stored, rest } = lines;
            print(&format!("| {name} | {rules} | {contract} | {stored} | {rest} | {all} |"));
        } else {
            print(&format!("| {name} | – | – | – | – | {all} |"));
        }
    }
    let Lines { rules, contract, stored, rest } =
        sum(rows.iter().filter(|(name, _)| has_parts(name)).map(|(_, lines)| *lines));
    let all = sum(rows.values().copied()).all();
    print(&format!("| all | {rules} | {contract} | {stored} | {rest} | {all} |"));
}
