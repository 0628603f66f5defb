//! The files that git tracks.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Generated files, which no reader edits. Layout and language limits do not apply to them.
pub const GENERATED: [&str; 8] = [
    "**/generated/**",
    "**/generated.ts",
    "**/snapshots/**",
    "**/*.snap",
    "**/*.proptest-regressions",
    "**/package-lock.json",
    "Cargo.lock",
    "docs/*.json",
];

/// Returns the repository's root folder.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap().to_owned()
}

/// Returns the paths of all tracked files that exist, relative to the root, sorted.
pub fn tracked() -> Vec<String> {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output().expect("git runs");
    assert!(listed.status.success(), "The check needs a git checkout: {}", String::from_utf8_lossy(&listed.stderr));
    let listed = String::from_utf8(listed.stdout).expect("paths are UTF-8");
    let mut paths: Vec<String> = listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
    paths.retain(|path| root().join(path).is_file());
    paths.sort();
    paths
}

/// Returns the tracked files whose path matches none of [`GENERATED`].
pub fn written_by_hand() -> Vec<String> {
    tracked().into_iter().filter(|path| !GENERATED.iter().any(|glob| matches(glob, path))).collect()
}

/// Returns the tracked Rust files.
pub fn rust_files() -> Vec<String> {
    tracked().into_iter().filter(|path| path.ends_with(".rs")).collect()
}

/// Returns the text of a file, or `None` where the content is not UTF-8.
pub fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

/// Returns whether `path` matches `glob`: `*` matches within one path component, `**` matches any number of
/// components.
pub fn matches(glob: &str, path: &str) -> bool {
    let glob: Vec<&str> = glob.split('/').collect();
    let path: Vec<&str> = path.split('/').collect();
    components_match(&glob, &path)
}

fn components_match(glob: &[&str], path: &[&str]) -> bool {
    match (glob.split_first(), path.split_first()) {
        (None, None) => true,
        (Some((&"**", rest)), _) => (0..=path.len()).any(|skipped| components_match(rest, &path[skipped..])),
        (Some((first, rest)), Some((component, further))) => {
            component_matches(first.as_bytes(), component.as_bytes()) && components_match(rest, further)
        }
        _ => false,
    }
}

fn component_matches(glob: &[u8], text: &[u8]) -> bool {
    match (glob.split_first(), text.split_first()) {
        (None, None) => true,
        (Some((b'*', rest)), _) => (0..=text.len()).any(|skipped| component_matches(rest, &text[skipped..])),
        (Some((expected, rest)), Some((byte, further))) => expected == byte && component_matches(rest, further),
        _ => false,
    }
}

#[test]
fn globs_match_whole_components() {
    assert!(matches("docs/*.json", "docs/openapi.json"));
    assert!(!matches("docs/*.json", "docs/a/openapi.json"));
    assert!(matches("**/*.snap", "shared/game/tests/a.snap") && matches("**/*.snap", "a.snap"));
    assert!(matches("**/generated/**", "api/web/src/generated/a.ts"));
    assert!(!matches("**/generated/**", "api/web/src/generated.ts"));
}
