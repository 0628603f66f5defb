//! The files that `cargo run --example author -- new-cartridge KIND` writes.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use crate::author::{changes, new};

/// The files that the command reads.
const FILES: [&str; 10] = [
    "Cargo.toml",
    "Cargo.lock",
    "docs/asyncapi.json",
    "docs/openapi.json",
    "shared/cartridges/Cargo.toml",
    "shared/cartridges/common/src/prelude.rs",
    "shared/cartridges/src/lib.rs",
    "shared/cartridges/tests/it/conformance.rs",
    "shared/cartridges/tests/it/conformance/law.rs",
    "shared/cartridges/tests/it/example_game/rules.rs",
];

/// Copies the files that the command reads into an empty folder.
fn repository() -> tempfile::TempDir {
    let (source, target) = (Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."), tempfile::tempdir().unwrap());
    for file in FILES {
        fs::create_dir_all(target.path().join(file).parent().unwrap()).unwrap();
        fs::copy(source.join(file), target.path().join(file)).unwrap();
    }
    target
}

/// Returns the text of every file in a folder, by its path.
fn files_in(folder: &Path) -> BTreeMap<PathBuf, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        if entry.file_type().unwrap().is_dir() {
            files.extend(files_in(&entry.path()));
        } else {
            files.insert(entry.path(), fs::read_to_string(entry.path()).unwrap());
        }
    }
    files
}

#[test]
fn kinds_that_cannot_compile_are_rejected() {
    let repository = repository();
    let root = repository.path();
    let before = files_in(root);
    for (reason, kinds) in [
        ("is not a valid kind", ["", "Snap", "2snap", "snap-two", "snap__two", "snap_2", "æ"].as_slice()),
        ("it is a keyword of Rust", &["match", "loop", "try", "gen", "self"]),
        ("has that name", &["std", "test", "constructor", "wpp_game"]),
        ("shared/cartridges/common already exists", &["common"]),
        ("the workspace has a package", &["game", "api", "runtime", "cartridges", "cartridge_kit", "worker", "fib"]),
        ("the tests of the games use that name", &["example_game", "notes", "law"]),
        ("the code of games uses that name", &["state", "config", "default", "option", "registry", "phase", "step"]),
        ("of the contract does", &["player", "session", "audience"]),
    ] {
        for kind in kinds {
            for players in ["2", "3"] {
                let error = new::create(root, kind, players).unwrap_err().to_string();
                assert!(error.contains(reason), "{kind}: {error}");
            }
        }
    }
    assert!(new::create(root, "unused", "4").is_err());
    assert_eq!(files_in(root), before, "a rejected kind writes nothing");
}

#[test]
fn game_has_its_lines_in_the_workspace() {
    for (kind, name, players) in
        [("unused", "Unused", "2"), ("unused2", "Unused2", "2"), ("unused_kind", "UnusedKind", "3")]
    {
        let repository = repository();
        let root = repository.path();
        new::create(root, kind, players).unwrap();
        let (package, driver) = (kind.replace('_', "-"), format!("shared/cartridges/{kind}/src/lib.rs"));
        for (path, line) in [
            ("Cargo.toml", format!("  \"shared/cartridges/{kind}\",")),
            ("Cargo.toml", format!("wpp-{package} = {{ path = \"shared/cartridges/{kind}\" }}")),
            ("shared/cartridges/Cargo.toml", format!("wpp-{package}.workspace = true")),
            ("shared/cartridges/src/lib.rs", format!("use wpp_{kind}::{name};")),
            ("shared/cartridges/src/lib.rs", format!("    Registry::empty().with::<{name}>()")),
            ("shared/cartridges/tests/it/conformance.rs", format!("    {kind} => wpp_{kind}::{name}, declared;")),
            (&driver, format!("    const KIND: &'static str = \"{kind}\";")),
        ] {
            let text = fs::read_to_string(root.join(path)).unwrap();
            assert_eq!(text.lines().filter(|found| *found == line).count(), 1, "{path}: {line}");
        }
        let again = new::create(root, kind, players).unwrap_err().to_string();
        assert!(again.contains(&format!("shared/cartridges/{kind} already exists")), "{again}");
    }
}

#[test]
fn nothing_is_written_if_a_line_has_no_place() {
    for (path, place) in [
        ("Cargo.toml", "wpp-air-guitar = "),
        ("shared/cartridges/Cargo.toml", "wpp-air-guitar."),
        ("shared/cartridges/src/lib.rs", "Registry::empty()"),
        ("shared/cartridges/tests/it/conformance.rs", "    fib =>"),
    ] {
        let repository = repository();
        let file = repository.path().join(path);
        fs::write(&file, fs::read_to_string(&file).unwrap().replace(place, "")).unwrap();
        let before = files_in(repository.path());
        let error = new::create(repository.path(), "unused", "2").unwrap_err().to_string();
        assert!(error.starts_with(path), "{error}");
        assert_eq!(files_in(repository.path()), before, "{path}");
    }
}

#[test]
fn files_are_restored_if_one_cannot_be_written() {
    let repository = repository();
    let root = repository.path();
    let before = files_in(root);
    let mut changes = changes::Changes::new(root);
    changes.create("new/folder/file", "text".to_owned());
    changes.insert("Cargo.toml", "members = [", "]", "  \"new\",").unwrap();
    // A file is no folder.
    changes.create("Cargo.lock/file", "text".to_owned());
    assert!(changes.write().unwrap_err().to_string().contains("Cargo.lock/file: "));
    assert_eq!(files_in(root), before);
    assert!(!root.join("new").exists());
}
