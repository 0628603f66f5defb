//! Creates a cartridge: a small, complete game to start from.

use std::path::Path;

use super::{
    changes::Changes,
    files::{Outcome, print},
    kinds,
};

/// A file of the new cartridge.
struct Template {
    path: &'static str,
    text: &'static str,
}

/// Names the files of a game: folder of the templates, then folder and name of each file.
macro_rules! templates {
    ($from:literal: $($folder:literal $name:literal,)+) => {
        &[$(Template {
            path: concat!($folder, $name),
            text: include_str!(concat!("templates/", $from, $name, ".tmpl")),
        }),+]
    };
}

/// The manifest of the crate, for every game.
const MANIFEST: Template = Template { path: "Cargo.toml", text: include_str!("templates/Cargo.toml.tmpl") };

/// A game for two players or more: everybody writes a word.
const WORDS: &[Template] = templates! { "":
    "src/" "lib.rs",
    "src/" "config.rs",
    "src/" "contract.rs",
    "src/" "state.rs",
    "src/" "rules.rs",
    "src/" "views.rs",
    "src/" "bot.rs",
    "web/" "Screen.svelte",
    "web/" "Phone.svelte",
    "web/" "state.ts",
    "web/" "words.ts",
};

/// A game for three players or more: everybody writes an answer, and votes for the answer of another player.
const VOTES: &[Template] = templates! { "votes/":
    "src/" "lib.rs",
    "src/" "config.rs",
    "src/" "contract.rs",
    "src/" "state.rs",
    "src/" "rules.rs",
    "src/" "views.rs",
    "src/" "texts.rs",
    "src/" "bot.rs",
    "web/" "Screen.svelte",
    "web/" "Phone.svelte",
    "web/" "state.ts",
    "web/" "words.ts",
};

/// Writes the files of a new cartridge and adds it to the workspace, the registry and the tests. `players` is the fewest players of
/// the game, 2 or 3.
///
/// # Errors
/// If the game would not compile, or if a file has no place for it. Then nothing is written.
pub fn cartridge(kind: &str, players: &str) -> Outcome {
    create(Path::new("."), kind, players)
}

/// Writes the cartridge into the repository in the folder `root`.
pub fn create(root: &Path, kind: &str, players: &str) -> Outcome {
    let templates = match players {
        "2" => WORDS,
        "3" => VOTES,
        _ => return Err(format!("there is no template for {players} players or more: choose 2 or 3").into()),
    };
    let (name, folder) = (type_name(kind), format!("shared/cartridges/{kind}"));
    let code = templates.iter().filter(|template| template.path.ends_with(".rs"));
    kinds::check(root, kind, &name, &code.map(|template| template.text).collect::<Vec<_>>())?;

    let mut changes = Changes::new(root);
    for Template { path, text } in [&MANIFEST].into_iter().chain(templates) {
        changes.create(Path::new(&folder).join(path), filled(text, kind));
    }
    let (package, library) = (format!("wpp-{}", crate_name(kind)), format!("wpp_{kind}"));
    changes.insert("Cargo.toml", "members = [", "]", &format!("  \"{folder}\","))?;
    let dependency = format!("{package} = {{ path = \"{folder}\" }}");
    changes.insert("Cargo.toml", "[workspace.dependencies]", "wpp-air-guitar = ", &dependency)?;
    let dependency = format!("{package}.workspace = true");
    changes.insert("shared/cartridges/Cargo.toml", "[dependencies]", "wpp-air-guitar.", &dependency)?;
    let registry = "shared/cartridges/src/lib.rs";
    changes.insert(registry, "", "use wpp_air_guitar::", &format!("use {library}::{name};"))?;
    changes.edit(registry, |text| with_driver(text, registry, &name))?;
    let conformance = format!("    {kind} => {library}::{name}, declared;");
    changes.insert("shared/cartridges/tests/it/conformance.rs", "\nconformance! {", "    fib =>", &conformance)?;
    changes.write()?;
    print(&format!("wrote {folder} and registered {name}"));
    Ok(())
}

/// Returns the text of the file `path` with the driver in the registry of the build.
fn with_driver(text: &str, path: &str, name: &str) -> Result<String, String> {
    let empty = "Registry::empty()";
    if !text.contains(empty) {
        return Err(format!("{path} does not contain {empty}, which .with::<{name}>() follows"));
    }
    Ok(text.replacen(empty, &format!("{empty}.with::<{name}>()"), 1))
}

/// Returns a file of the game.
fn filled(template: &str, kind: &str) -> String {
    template
        .replace("__kind__", kind)
        .replace("__crate__", &crate_name(kind))
        .replace("__Type__", &type_name(kind))
        .replace("__Title__", &title(kind))
}

/// `air_guitar` → `air-guitar`.
fn crate_name(kind: &str) -> String {
    kind.replace('_', "-")
}

/// `air_guitar` → `AirGuitar`.
fn type_name(kind: &str) -> String {
    kind.split('_').map(capitalised).collect()
}

/// `air_guitar` → `Air guitar`.
fn title(kind: &str) -> String {
    capitalised(&kind.replace('_', " "))
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_ascii_uppercase().to_string() + letters.as_str()).unwrap_or_default()
}
