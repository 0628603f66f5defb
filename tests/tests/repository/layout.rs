//! The layout check: limits of files, functions and folders.

use std::collections::BTreeMap;

use super::{Offences, assert_none, files, rust_source::RustSource};

/// Most lines of one source file.
const FILE_LINES: usize = 400;

/// Most lines that half of the source files may exceed, for each group of languages.
const MEDIAN_LINES: usize = 100;

/// Most lines of one function.
const FUNCTION_LINES: usize = 80;

/// Most files directly in one folder.
const FOLDER_FILES: usize = 15;

/// Folders without a limit, each with its reason.
const WIDE_FOLDERS: [(&str, &str); 7] = [
    ("", "the files that tools and readers expect at the root"),
    ("docs/decisions", "one numbered file for each decision"),
    ("docs/pictures", "pictures of the documentation"),
    ("migration/packs", "question packs are content"),
    ("migration/src/schema/presets", "a command writes a migration for each change of a game's settings"),
    ("shared/game/tests/cases", "recorded cases are content"),
    ("shared/library/tests/cases", "files of other programs are content"),
];

/// Languages, by group: a file's extension decides.
const GROUPS: [(&str, &[&str]); 3] = [
    ("Rust", &["rs"]),
    ("browser app", &["ts", "js", "mjs", "svelte", "css", "html"]),
    ("scripts", &["sh", "lua", "py", "sql"]),
];

fn group(path: &str) -> Option<&'static str> {
    let name = path.rsplit('/').next().unwrap_or(path);
    let Some((_, extension)) = name.rsplit_once('.') else {
        return path.starts_with("bin/").then_some("scripts");
    };
    GROUPS.iter().find(|(_, extensions)| extensions.contains(&extension)).map(|(group, _)| *group)
}

fn lines(path: &str) -> usize {
    files::read(path).map_or(0, |text| text.lines().count())
}

#[test]
fn files_stay_short() {
    let mut offences = Offences::new();
    for path in files::written_by_hand().iter().filter(|path| group(path).is_some()) {
        let lines = lines(path);
        if lines > FILE_LINES {
            offences.insert(path.clone(), vec![format!("{lines} lines")]);
        }
    }
    assert_none(&format!("A source file has at most {FILE_LINES} lines: split it by concern."), &offences);
}

#[test]
fn median_file_is_short() {
    let mut by_group: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for path in files::written_by_hand() {
        if let Some(group) = group(&path) {
            by_group.entry(group).or_default().push(lines(&path));
        }
    }
    for (group, mut sizes) in by_group {
        sizes.sort_unstable();
        let median = sizes[sizes.len() / 2];
        assert!(
            median <= MEDIAN_LINES,
            "{group}: the median file has {median} lines; at most {MEDIAN_LINES} are allowed"
        );
    }
}

#[test]
fn functions_stay_short() {
    let mut offences = Offences::new();
    for path in files::rust_files() {
        let source = RustSource::parse(&files::read(&path).expect("Rust is UTF-8"));
        let long = source.functions().into_iter().filter(|function| function.length > FUNCTION_LINES);
        let long: Vec<String> = long
            .map(|function| format!("{}: {} has {} lines", function.line, function.name, function.length))
            .collect();
        if !long.is_empty() {
            offences.insert(path, long);
        }
    }
    assert_none(&format!("A function has at most {FUNCTION_LINES} lines: extract steps with names."), &offences);
}

#[test]
fn folders_stay_small() {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for path in files::written_by_hand() {
        let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
        *counts.entry(folder.to_owned()).or_default() += 1;
    }
    let wide = counts
        .into_iter()
        .filter(|(folder, count)| *count > FOLDER_FILES && !WIDE_FOLDERS.iter().any(|(allowed, _)| allowed == folder));
    let offences: Offences = wide.map(|(folder, count)| (folder, vec![format!("{count} files")])).collect();
    assert_none(&format!("A folder holds at most {FOLDER_FILES} files: group them in subfolders."), &offences);
}
