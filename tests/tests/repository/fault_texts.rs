//! The check of translated messages: every fault of a file or a question has a text in both languages of the browser app.

use std::collections::BTreeMap;

use wpp_game::content::rules::RULE_CODES;
use wpp_library::{
    media,
    packs::format::{CODES, Format, ROW_CODES},
};

use super::{Offences, assert_none, files};

/// Catalogues of one language that contain these texts.
const CATALOGUES: [&str; 2] = ["api/web/src/packs/words", "api/web/src/packs/words/files"];

/// Parameters that are only for developers: the messages of parsers, which are in English.
const NOT_SHOWN: [&str; 1] = ["message"];

#[test]
fn every_fault_has_a_text_in_both_languages() {
    let mut offences = Offences::new();
    for language in ["en", "da"] {
        let texts = catalogue(language);
        let mut report = |problem: String| offences.entry(language.to_owned()).or_default().push(problem);
        let codes = CODES.iter().chain(&media::CODES).map(|(code, params)| (format!("file_{code}"), *params));
        let faults = ROW_CODES.iter().chain(&RULE_CODES).map(|(code, params)| (format!("fault_{code}"), *params));
        for (key, params) in codes.chain(faults) {
            let Some(text) = texts.get(&key) else {
                report(format!("{key} is missing"));
                continue;
            };
            // A variant such as `file_trivia_response_5` can use the values instead.
            let prefix = format!("{key}_");
            let variants = texts.iter().filter(|(other, _)| other.starts_with(&prefix)).map(|(_, text)| text.as_str());
            let all: String = std::iter::once(text.as_str()).chain(variants).collect();
            for param in params.iter().filter(|param| !NOT_SHOWN.contains(param)) {
                if !all.contains(&format!("{{{param}}}")) {
                    report(format!("{key} does not show {{{param}}}"));
                }
            }
            for name in placeholders(text).filter(|name| !params.contains(name)) {
                report(format!("{key} needs {{{name}}}, which the server does not send"));
            }
        }
        for name in Format::names() {
            if !texts.contains_key(&format!("format_{name}")) {
                report(format!("format_{name} is missing"));
            }
        }
    }
    assert_none("Add the text to the catalogues in api/web/src/packs/words.", &offences);
}

/// Returns the texts of one language by key.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let sources = CATALOGUES.map(|folder| files::read(&format!("{folder}/{language}.ts")).expect("the file exists"));
    let mut texts: BTreeMap<String, String> = BTreeMap::new();
    let mut key = String::new();
    for line in sources.iter().flat_map(|source| source.lines()) {
        let named = line.strip_prefix("  ").and_then(|line| line.split_once(':'));
        let rest = match named.filter(|(name, _)| name.chars().all(|c| c == '_' || c.is_ascii_alphanumeric())) {
            Some((name, rest)) => {
                name.clone_into(&mut key);
                rest
            }
            None => line,
        };
        texts.entry(key.clone()).or_default().push_str(rest);
    }
    texts
}

fn placeholders(text: &str) -> impl Iterator<Item = &str> {
    let names = text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name);
    names.filter(|name| !name.is_empty() && name.chars().all(|c| c == '_' || c.is_ascii_lowercase()))
}
