//! The kinds that a new game can have. A kind becomes the name of a folder, a package, a module of the tests, a Rust type, and
//! the prefix of names in the contract.

use std::{fs, path::Path};

/// The keywords of Rust, which are no names of modules.
const KEYWORDS: &str = "abstract as async await become box break const continue crate do dyn else enum extern false final fn for \
                        gen if impl in let loop macro match mod move mut override priv pub ref return self static struct \
                        super trait true try type typeof unsafe unsized use virtual where while yield";

/// Names that Rust or JavaScript has everywhere.
const BUILT_IN: &str = "alloc constructor core std test";

/// Types and traits that Rust code uses without an import, also within macros.
const PRELUDE: &str = "AsMut AsRef Box Clone Copy Debug Default Deserialize Drop Eq Err Extend Fn FnMut FnOnce From FromIterator \
                       Future Hash Into IntoIterator Iterator None Ok Option Ord PartialEq PartialOrd Result Self Send \
                       Serialize Sized Some String Sync ToOwned ToString TryFrom TryInto Unpin Vec";

/// Checks that a game with this kind compiles in the repository in the folder `root`. `type_name` is the kind as a Rust type.
/// `code` is the Rust code of the new game.
///
/// # Errors
/// A sentence with the reason, and what to do.
pub fn check(root: &Path, kind: &str, type_name: &str, code: &[&str]) -> Result<(), String> {
    let is_valid = kind.len() <= 30
        && kind.split('_').all(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        && kind.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !is_valid {
        return Err(format!("{kind:?} is not a valid kind: use snake_case and at most 30 letters, as in air_guitar"));
    }
    match conflict(root, kind, type_name, code) {
        Some(reason) => Err(format!("{kind:?} cannot be a kind: {reason}. Choose another kind, such as {kind}_party")),
        None => Ok(()),
    }
}

fn conflict(root: &Path, kind: &str, type_name: &str, code: &[&str]) -> Option<String> {
    let read = |path: &str| fs::read_to_string(root.join(path)).unwrap_or_default();
    if lists(KEYWORDS, kind) {
        return Some("it is a keyword of Rust".to_owned());
    }
    if lists(BUILT_IN, kind) || kind.starts_with("wpp") {
        return Some("Rust, JavaScript or this workspace has that name".to_owned());
    }
    let folder = format!("shared/cartridges/{kind}");
    if root.join(&folder).exists() {
        return Some(format!("{folder} already exists"));
    }
    let package = format!("wpp-{}", kind.replace('_', "-"));
    if read("Cargo.lock").lines().any(|line| line == format!("name = {package:?}")) {
        return Some(format!("the workspace has a package {package} already"));
    }
    let tests = "shared/cartridges/tests/it";
    let is_test_game = read(&format!("{tests}/conformance.rs")).contains(&format!("\n    {kind} =>"))
        || has_text(&root.join(tests), &format!("const KIND: &'static str = {kind:?};"));
    if is_test_game || root.join(format!("{tests}/conformance/{kind}.rs")).exists() {
        return Some("the tests of the games use that name".to_owned());
    }
    let used = [read("shared/cartridges/src/lib.rs"), read("shared/cartridges/common/src/prelude.rs")];
    let mut texts = code.iter().copied().chain(used.iter().map(String::as_str));
    if lists(PRELUDE, type_name) || texts.any(|text| has_name(text, type_name)) {
        return Some(format!("its Rust type would be {type_name}, and the code of games uses that name already"));
    }
    let documents = [read("docs/openapi.json"), read("docs/asyncapi.json")];
    let name = documents.iter().find_map(|text| schema_with_prefix(text, type_name))?;
    Some(format!("its types would begin with {type_name}, as {name} of the contract does"))
}

fn lists(words: &str, word: &str) -> bool {
    words.split_whitespace().any(|one| one == word)
}

/// Returns whether a Rust file in a folder or its subfolders contains `text`.
fn has_text(folder: &Path, text: &str) -> bool {
    fs::read_dir(folder).into_iter().flatten().flatten().any(|entry| {
        let path = entry.path();
        if path.is_dir() {
            return has_text(&path, text);
        }
        path.extension().is_some_and(|ending| ending == "rs")
            && fs::read_to_string(&path).is_ok_and(|file| file.contains(text))
    })
}

/// Returns whether Rust code uses a name, other than in a comment.
fn has_name(code: &str, name: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || c == '_';
    let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
    lines.flat_map(|line| line.split(|c| !is_part(c))).any(|word| word == name)
}

/// Returns the first schema of a contract document that is `prefix`, or that continues it with another word.
fn schema_with_prefix<'a>(document: &'a str, prefix: &str) -> Option<&'a str> {
    let mut names = document.lines().filter_map(|line| line.trim_start().strip_prefix('"')?.strip_suffix("\": {"));
    names.find(|name| {
        let rest = name.strip_prefix(prefix);
        rest.is_some_and(|rest| rest.chars().next().is_none_or(|next| next.is_ascii_uppercase() || next == '_'))
    })
}
