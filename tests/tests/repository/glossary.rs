//! The glossary check: every name in `docs/glossary.md` exists in the code.

use std::collections::BTreeSet;

use super::{Offences, assert_none, documentation::code_spans, files, rust_source::RustSource};

const GLOSSARY: &str = "docs/glossary.md";

/// Keywords that declare a type in TypeScript.
const TYPESCRIPT_DECLARATIONS: [&str; 5] = ["type", "interface", "class", "const", "function"];

/// Keywords that declare an item in Rust.
const RUST_DECLARATIONS: [&str; 9] = ["struct", "enum", "trait", "type", "fn", "const", "static", "mod", "macro_rules"];

#[test]
fn glossary_names_exist() {
    let Some(glossary) = files::read(GLOSSARY) else { panic!("{GLOSSARY} is missing") };
    let (declared, used) = names();
    let mut missing = Vec::new();
    for (line, span) in code_spans(&glossary) {
        let name = span.trim_end_matches('!').trim_end_matches("()");
        let segments: Vec<&str> = name.split("::").collect();
        let identifier = |text: &&str| !text.is_empty() && text.chars().all(|c| c == '_' || c.is_ascii_alphanumeric());
        if !segments.iter().all(identifier) {
            continue;
        }
        let is_type = segments[0].starts_with(|c: char| c.is_ascii_uppercase());
        let exists = if is_type { declared.contains(segments[0]) } else { used.contains(segments[0]) };
        if !exists || !segments[1..].iter().all(|segment| used.contains(*segment)) {
            missing.push(format!("{line}: `{span}` does not exist"));
        }
    }
    let offences = if missing.is_empty() { Offences::new() } else { Offences::from([(GLOSSARY.to_owned(), missing)]) };
    assert_none("The glossary names only what exists in the code.", &offences);
}

/// Returns the names that Rust and TypeScript declare, and all words of the code, string literals included.
fn names() -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut declared, mut used) = (BTreeSet::new(), BTreeSet::new());
    for path in files::tracked() {
        let keywords: &[&str] = match path.rsplit_once('.') {
            Some((_, "rs")) => &RUST_DECLARATIONS,
            Some((_, "ts" | "svelte")) => &TYPESCRIPT_DECLARATIONS,
            _ => continue,
        };
        let text = files::read(&path).expect("source is UTF-8");
        let code = if path.ends_with(".rs") { RustSource::parse(&text).code } else { text.clone() };
        let mut previous = "";
        for word in code.split(|c: char| c != '_' && !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
            if keywords.contains(&previous) {
                declared.insert(word.to_owned());
            }
            previous = word;
        }
        let words = text.split(|c: char| c != '_' && !c.is_ascii_alphanumeric());
        used.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
    }
    (declared, used)
}
