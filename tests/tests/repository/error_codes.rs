//! The error-code check: codes come from the enumeration, never from a string literal.

use super::{Offences, assert_none, files, rust_source::RustSource};

/// The file that defines the error codes.
const DEFINITION: &str = "shared/game/src/contract/error_code.rs";

/// Literals that equal a code and mean something else: file glob, literal, reason.
const OTHER_MEANINGS: [(&str, &str, &str); 5] = [
    ("shared/cartridges/**", "game_over", "the name of a phase"),
    ("docs/examples/**", "game_over", "the name of a phase"),
    ("migration/src/**", "profanity", "the name of a column"),
    ("migration/src/**", "removed", "the name of a column"),
    ("api/src/**", "message_removed", "also the type of a chat event"),
];

#[test]
fn codes_come_from_the_enumeration() {
    let definition = RustSource::parse(&files::read(DEFINITION).expect("the definition exists")).without_tests();
    let codes: Vec<String> =
        definition.strings.into_iter().map(|(_, text)| text).filter(|text| is_code(text)).collect();
    assert!(codes.len() > 20, "{DEFINITION} lists the codes as strings");
    let mut offences = Offences::new();
    for path in files::rust_files().into_iter().filter(|path| path != DEFINITION && !is_test(path)) {
        let source = RustSource::parse(&files::read(&path).expect("Rust is UTF-8")).without_tests();
        let literals = source.strings.iter().filter(|(_, text)| codes.contains(text));
        let literals = literals.filter(|(_, text)| {
            !OTHER_MEANINGS.iter().any(|(glob, literal, _)| literal == text && files::matches(glob, &path))
        });
        let found: Vec<String> = literals.map(|(at, text)| format!("{}: \"{text}\"", source.line(*at))).collect();
        if !found.is_empty() {
            offences.insert(path, found);
        }
    }
    assert_none("Use `ErrorCode`: an error code is never a string literal.", &offences);
}

fn is_code(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c == '_' || c.is_ascii_lowercase())
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/") || path.contains("/tests/") || path.contains("/benches/")
}
