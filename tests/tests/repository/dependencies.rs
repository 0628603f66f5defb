//! What cargo knows about the workspace's dependencies.

use std::{
    collections::{BTreeMap, BTreeSet},
    process::Command,
};

use serde_json::Value;

use super::files;

/// One crate of the workspace.
#[derive(Debug)]
pub struct WorkspaceCrate {
    /// Folder of its manifest, from the repository's root.
    pub folder: String,
    /// Workspace crates that its library and programs use.
    pub normal: BTreeSet<String>,
    /// Workspace crates that only its tests and benchmarks use.
    pub development: BTreeSet<String>,
}

/// Returns all crates of the workspace by name.
pub fn workspace() -> BTreeMap<String, WorkspaceCrate> {
    let text = cargo(&["metadata", "--format-version", "1", "--no-deps", "--offline"]);
    let metadata: Value = serde_json::from_str(&text).expect("cargo writes JSON");
    let packages = metadata["packages"].as_array().expect("a list of packages");
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let names: BTreeSet<String> = packages.iter().map(|package| text(&package["name"])).collect();
    let root = files::root().canonicalize().expect("the root exists");
    let mut crates = BTreeMap::new();
    for package in packages {
        let manifest = text(&package["manifest_path"]);
        let folder = std::path::Path::new(&manifest).parent().expect("a manifest lies in a folder").canonicalize();
        let folder = folder.expect("the folder exists").strip_prefix(&root).expect("a member").display().to_string();
        let (mut normal, mut development) = (BTreeSet::new(), BTreeSet::new());
        for dependency in package["dependencies"].as_array().expect("a list of dependencies") {
            let name = text(&dependency["name"]);
            if names.contains(&name) {
                let group = if dependency["kind"] == "dev" { &mut development } else { &mut normal };
                group.insert(name);
            }
        }
        crates.insert(text(&package["name"]), WorkspaceCrate { folder, normal, development });
    }
    crates
}

/// Returns the names of all crates that `package` compiles, itself included. Tests' dependencies do not count.
pub fn tree(package: &str) -> BTreeSet<String> {
    let edges = "normal,build";
    let text =
        cargo(&["tree", "--package", package, "--edges", edges, "--prefix", "none", "--format", "{p}", "--offline"]);
    text.lines().filter_map(|line| line.split(' ').next()).map(str::to_owned).collect()
}

fn cargo(arguments: &[&str]) -> String {
    let run = Command::new(env!("CARGO")).args(arguments).current_dir(files::root()).output().expect("cargo runs");
    assert!(run.status.success(), "cargo {}: {}", arguments.join(" "), String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).expect("cargo writes UTF-8")
}
