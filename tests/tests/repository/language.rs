//! The language check: the words in `banned_words.txt` appear nowhere.
//!
//! The check reads code, comments, documentation and message catalogues. A word counts alone and as a part
//! of an identifier, in any case.

use super::{Offences, assert_none, files, language_exceptions, language_exceptions::Exceptions, words};

const BANNED: &str = include_str!("banned_words.txt");

/// Extensions of the files that the check reads. Scripts without an extension are in `bin` and `.ci`.
const EXTENSIONS: [&str; 21] = [
    "rs",
    "ts",
    "js",
    "mjs",
    "svelte",
    "css",
    "html",
    "sh",
    "md",
    "json",
    "toml",
    "lua",
    "sql",
    "yml",
    "yaml",
    "txt",
    "tmpl",
    "py",
    "svg",
    "lock",
    "prettierrc",
];

#[test]
fn uses_no_banned_words() {
    let banned: Vec<Vec<&str>> = BANNED.lines().map(|line| line.split(' ').collect()).collect();
    let mut exceptions = Exceptions::load();
    let mut offences = Offences::new();
    for path in files::tracked().into_iter().filter(|path| is_read(path)) {
        let Some(text) = files::read(&path) else { continue };
        let mut found = find(&text, &banned);
        found.retain(|(_, phrase)| !exceptions.allow(&path, phrase));
        let mut lines: Vec<String> = found.into_iter().map(|(at, phrase)| describe(&text, at, &phrase)).collect();
        let in_path = find(&path, &banned).into_iter().filter(|(_, phrase)| !exceptions.allow(&path, phrase));
        lines.extend(in_path.map(|(_, phrase)| format!("path: \"{phrase}\"")));
        if !lines.is_empty() {
            offences.insert(path, lines);
        }
    }
    let unused = exceptions.unused();
    if !unused.is_empty() {
        offences.insert(format!("{} (exceptions that nothing needs)", language_exceptions::FILE), unused);
    }
    assert_none("Plain words only: replace the banned word, or add an exception with its reason.", &offences);
}

fn is_read(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.') {
        Some((_, extension)) => EXTENSIONS.contains(&extension),
        None => true,
    }
}

/// Returns every banned phrase with its offset.
fn find(text: &str, banned: &[Vec<&str>]) -> Vec<(usize, String)> {
    let words = words::words(text);
    let mut found = Vec::new();
    for (n, word) in words.iter().enumerate() {
        for phrase in banned {
            let Some(candidate) = words.get(n..n + phrase.len()) else { continue };
            let equal = candidate.iter().zip(phrase).all(|(word, banned)| word.text.eq_ignore_ascii_case(banned));
            // "how-manieth" is written with a hyphen; identifiers join words with underscores.
            let joined = phrase[0] == "how" || candidate[1..].iter().all(|word| word.continues);
            if equal && joined {
                found.push((word.at, phrase.join(" ")));
            }
        }
    }
    found
}

fn describe(text: &str, at: usize, phrase: &str) -> String {
    let line = text[..at].matches('\n').count() + 1;
    let content = text.lines().nth(line - 1).unwrap_or_default().trim();
    let shown: String = content.chars().take(100).collect();
    format!("{line}: \"{phrase}\" in: {shown}")
}

#[test]
fn finds_banned_words_in_identifiers() {
    let banned = vec![vec!["say"], vec!["is", "to", "be"]];
    let phrases = |text: &str| find(text, &banned).into_iter().map(|(_, phrase)| phrase).collect::<Vec<_>>();
    assert_eq!(phrases("fn say_it(); essay; class SayIt; // it is\n// to be"), ["say", "say", "is to be"]);
    assert!(phrases("is, to be").is_empty());
}
