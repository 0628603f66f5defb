//! The architecture check: dependencies point one way.

mod development_only;
mod module_cycles;
mod rules_of_games;

use std::collections::{BTreeMap, BTreeSet};

use self::module_cycles::Graph;
use super::{
    Offences, assert_none,
    dependencies::{WorkspaceCrate, tree, workspace},
    files,
};

/// Crates that perform input and output. The rules of games compile without them.
const IO_CRATES: [&str; 14] = [
    "apalis",
    "axum",
    "hyper",
    "mio",
    "redis",
    "reqwest",
    "rustls",
    "sea-orm",
    "socket2",
    "sqlx",
    "sqlx-core",
    "tokio",
    "tracing-subscriber",
    "tungstenite",
];

/// Crates that only the API and the command line use.
const NOT_IN_WORKER: [&str; 8] =
    ["argon2", "csv", "governor", "jsonwebtoken", "sea-orm-migration", "wpp-api", "wpp-library", "wpp-migration"];

fn offence(offences: &mut Offences, crate_name: &str, text: String) {
    offences.entry(crate_name.to_owned()).or_default().push(text);
}

#[test]
fn crates_form_no_cycle() {
    let crates = workspace();
    let edges = crates.iter().map(|(name, used)| {
        let targets = used.normal.union(&used.development).filter(|target| *target != name);
        (name.clone(), targets.map(|target| (target.clone(), "Cargo.toml".to_owned())).collect())
    });
    let cycles = module_cycles::cycles(&edges.collect::<Graph>());
    let offences: Offences = cycles.into_iter().map(|cycle| (cycle, vec!["a cycle of crates".to_owned()])).collect();
    assert_none("Crates form no cycle, tests included.", &offences);
}

#[test]
fn worker_compiles_no_library_crate() {
    let compiled = tree("wpp-worker");
    let mut offences = Offences::new();
    for name in NOT_IN_WORKER.iter().filter(|name| compiled.contains(**name)) {
        offence(&mut offences, "worker", format!("{name} (see: cargo tree -p wpp-worker -i {name})"));
    }
    assert_none("The worker compiles nothing that only the API and the command line use.", &offences);
}

#[test]
fn migration_depends_on_entity_only() {
    let crates = workspace();
    let migration = crates.get("wpp-migration").expect("wpp-migration is a member");
    assert_eq!(migration.normal, BTreeSet::from(["wpp-entity".to_owned()]), "migration depends on entity alone");
}

#[test]
fn game_rules_compile_without_io() {
    let mut offences = Offences::new();
    for (name, member) in workspace() {
        if !is_pure(&member) {
            continue;
        }
        let compiled = tree(&name);
        for io in IO_CRATES.iter().filter(|io| compiled.contains(**io)) {
            offence(&mut offences, &member.folder, format!("{io} (see: cargo tree -p {name} -i {io})"));
        }
    }
    assert_none("shared/game and shared/cartridges compile without input and output.", &offences);
}

#[test]
fn dependencies_point_one_way() {
    let crates = workspace();
    let mut offences = Offences::new();
    for (name, member) in &crates {
        for target in &member.normal {
            if !may_use(member, &crates[target]) {
                offence(&mut offences, &member.folder, format!("{name} depends on {target}"));
            }
        }
    }
    assert_none("Dependencies point from programs to libraries, and from everything to shared/game.", &offences);
}

fn is_pure(member: &WorkspaceCrate) -> bool {
    member.folder == "shared/game" || member.folder.starts_with("shared/cartridges")
}

/// Returns whether a crate may depend on another, by their folders.
fn may_use(user: &WorkspaceCrate, used: &WorkspaceCrate) -> bool {
    let target = used.folder.as_str();
    match user.folder.as_str() {
        "shared/game" | "entity" => target == "shared/game" && user.folder == "entity",
        "migration" => target == "entity",
        "shared/runtime" => is_pure(used) || matches!(target, "entity"),
        "shared/library" => is_pure(used) || matches!(target, "entity" | "shared/runtime"),
        "worker" => is_pure(used) || matches!(target, "entity" | "shared/runtime"),
        "api" => is_pure(used) || matches!(target, "entity" | "migration" | "shared/runtime" | "shared/library"),
        folder if folder.starts_with("shared/cartridges") => is_pure(used),
        // The command line and the tests put everything together.
        _ => true,
    }
}

#[test]
fn modules_form_no_cycle() {
    let mut offences = Offences::new();
    let folders = workspace().into_values().map(|member| member.folder);
    for folder in folders.filter(|folder| folder.starts_with("shared/") || folder == "api") {
        let graph = module_cycles::modules(&format!("{folder}/src"));
        for cycle in module_cycles::cycles(&graph) {
            offences.entry(format!("{folder}/src")).or_default().push(cycle);
        }
    }
    assert_none("Top-level modules of a crate form no cycle: move the shared part down.", &offences);
}

#[test]
fn every_crate_has_a_known_folder() {
    let known = ["api", "worker", "entity", "migration", "bin/", "tests", "shared/"];
    let crates: BTreeMap<String, WorkspaceCrate> = workspace();
    for member in crates.values() {
        assert!(
            known.iter().any(|folder| member.folder.starts_with(folder)),
            "{} is outside the layout",
            member.folder
        );
        assert!(files::root().join(&member.folder).is_dir());
    }
}
