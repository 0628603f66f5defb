//! The documentation check: paths and links in Markdown files, and names in lists, lead to what exists.

use std::collections::BTreeSet;

use super::{Offences, assert_none, files};

/// The game that the guide for authors creates step by step. It exists only while the guide's test runs.
const EXAMPLE_GAME: &str = "shared/cartridges/snap";

/// Returns the Markdown files with their text.
fn documents() -> Vec<(String, String)> {
    let paths = files::tracked().into_iter().filter(|path| path.ends_with(".md"));
    paths.filter_map(|path| files::read(&path).map(|text| (path, text))).collect()
}

/// Returns all tracked files and all their folders.
fn known_paths() -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    for path in files::tracked() {
        let folders = path.match_indices('/').map(|(at, _)| path[..at].to_owned());
        known.extend(folders);
        known.insert(path);
    }
    known
}

#[test]
fn named_paths_exist() {
    let known = known_paths();
    let top: BTreeSet<&str> = known.iter().filter_map(|path| path.split('/').next()).collect();
    let mut offences = Offences::new();
    for (document, text) in documents() {
        let missing = code_spans(&text).into_iter().filter(|(_, span)| {
            let path = span.trim_end_matches('/');
            // `NNNN` stands for the number of any decision.
            let is_path = !span.contains("NNNN")
                && span.contains('/')
                && span.chars().all(|c| c.is_ascii_alphanumeric() || "_-./".contains(c));
            is_path
                && !path.starts_with(EXAMPLE_GAME)
                && top.contains(path.split('/').next().unwrap_or_default())
                && !known.contains(path)
        });
        let missing: Vec<String> = missing.map(|(line, span)| format!("{line}: `{span}` does not exist")).collect();
        if !missing.is_empty() {
            offences.insert(document, missing);
        }
    }
    assert_none("A document names only paths that exist.", &offences);
}

/// Source folders whose direct children `docs/architecture.md` lists.
const SOURCES: [&str; 8] = [
    "shared/game/src/",
    "shared/runtime/src/",
    "shared/library/src/",
    "api/src/",
    "worker/src/",
    "bin/wpp/src/",
    "tests/src/",
    "api/web/src/",
];

#[test]
fn architecture_page_lists_every_module() {
    let page = files::read("docs/architecture.md").unwrap();
    let modules = page.split("\n## ").find(|section| section.starts_with("Modules\n")).unwrap();
    let listed: BTreeSet<&str> = code_spans(modules).into_iter().map(|(_, span)| span).collect();
    let mut missing: BTreeSet<(&str, String)> = BTreeSet::new();
    for path in files::tracked() {
        let source = SOURCES.iter().find_map(|source| Some((*source, path.strip_prefix(source)?)));
        let Some((source, rest)) = source else { continue };
        let module = match rest.split_once('/') {
            Some((folder, _)) => folder,
            // The app's single files wire its folders together.
            None if source == "api/web/src/" => continue,
            None => rest.trim_end_matches(".rs"),
        };
        if !["lib", "main", "bin", "tests"].contains(&module) && !listed.contains(module) {
            missing.insert((source, module.to_owned()));
        }
    }
    let mut offences = Offences::new();
    for (source, module) in missing {
        offences.entry(source.to_owned()).or_default().push(module);
    }
    assert_none("The section \"Modules\" of the architecture page lists every module.", &offences);
}

/// The tests that run on a party too. A name that leads nowhere would run fewer tests, or exclude none.
const PARTY_TESTS: &str = "tests/party_tests.txt";

#[test]
fn party_tests_exist() {
    let sources: Vec<String> = files::tracked()
        .into_iter()
        .filter(|path| path.starts_with("tests/") && path.ends_with(".rs"))
        .filter_map(|path| files::read(&path))
        .collect();
    let exists = |name: &str| {
        let [function, module] = [format!("fn {name}("), format!("mod {name}")];
        sources.iter().any(|source| source.contains(&function) || source.contains(&module))
    };
    let list = files::read(PARTY_TESTS).unwrap();
    let named = list.lines().filter(|line| line.starts_with(['+', '-'])).filter_map(|line| line.split(' ').nth(1));
    let missing: Vec<String> = named
        .filter(|name| !name.split("::").filter(|part| !part.is_empty()).all(exists))
        .map(|name| format!("{name} is no test"))
        .collect();
    let offences = [(PARTY_TESTS.to_owned(), missing)].into_iter().filter(|(_, missing)| !missing.is_empty());
    assert_none("The list names tests that exist.", &offences.collect());
}

#[test]
fn decisions_have_different_numbers() {
    let mut numbers = Offences::new();
    for path in files::tracked() {
        let name = path.strip_prefix("docs/decisions/").filter(|name| name.starts_with(|c: char| c.is_ascii_digit()));
        if let Some((number, _)) = name.and_then(|name| name.split_once('-')) {
            numbers.entry(number.to_owned()).or_default().push(path.clone());
        }
    }
    numbers.retain(|_, paths| paths.len() > 1);
    assert_none("A reference by number names one decision.", &numbers);
}

#[test]
fn relative_links_resolve() {
    let known = known_paths();
    let mut offences = Offences::new();
    for (document, text) in documents() {
        let folder = document.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (line, target) in links(&text) {
            let path = target.split(['#', '?']).next().unwrap_or_default();
            if target.contains(':') || path.is_empty() || target.starts_with('/') {
                continue;
            }
            let resolved = resolve(folder, path);
            if !known.contains(&resolved) && !resolved.is_empty() {
                let text = format!("{line}: {target} leads to {resolved}, which does not exist");
                offences.entry(document.clone()).or_default().push(text);
            }
        }
    }
    assert_none("Relative links lead to files that exist.", &offences);
}

/// Returns the contents of `code spans` outside fenced blocks, with the numbers of their lines.
pub fn code_spans(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, content) in outside_fences(text) {
        let spans = content.split('`').enumerate().filter(|(n, _)| n % 2 == 1);
        found.extend(spans.map(|(_, span)| (line, span)));
    }
    found
}

fn links(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (line, content) in outside_fences(text) {
        let starts = content.match_indices("](").map(|(at, mark)| &content[at + mark.len()..]);
        found.extend(starts.filter_map(|rest| rest.split_once(')')).map(|(target, _)| (line, target)));
    }
    found
}

fn outside_fences(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let lines = text.lines().enumerate().filter(|(_, line)| {
        let fence = line.trim_start().starts_with("```");
        fenced ^= fence;
        !fenced && !fence
    });
    lines.map(|(n, line)| (n + 1, line)).collect()
}

/// Joins a relative link to the folder of its document.
fn resolve(folder: &str, link: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in link.split('/').filter(|part| !part.is_empty()) {
        match part {
            "." => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

#[test]
fn reads_spans_and_links() {
    let text = "See `api/src` and [here](../a/b.md#c).\n```\n`not/this` [nor](this)\n```\n";
    assert_eq!(code_spans(text), [(1, "api/src")]);
    assert_eq!(links(text), [(1, "../a/b.md#c")]);
    assert_eq!(resolve("docs/recipes", "../a/./b.md"), "docs/a/b.md");
}
