//! Creates a cartridge: a small, complete game to start from.

use std::{fs, path::Path};

use super::files::{Outcome, insert, print};

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
pub fn cartridge(kind: &str, players: &str) -> Outcome {
    let templates = match players {
        "2" => WORDS,
        "3" => VOTES,
        _ => return Err(format!("there is no template for {players} players or more: choose 2 or 3").into()),
    };
    let valid = kind.len() <= 30
        && kind.split('_').all(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        && kind.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !valid {
        return Err(
            format!("{kind:?} is not a valid kind: use snake_case and at most 30 letters, as in air_guitar").into()
        );
    }
    let folder = format!("shared/cartridges/{kind}");
    if Path::new(&folder).exists() {
        return Err(format!("{folder} already exists: choose another kind").into());
    }
    for Template { path, text } in [&MANIFEST].into_iter().chain(templates) {
        write(&Path::new(&folder).join(path), text, kind)?;
    }

    let name = type_name(kind);
    let (package, library) = (format!("wpp-{}", crate_name(kind)), format!("wpp_{kind}"));
    insert("Cargo.toml", "members = [", "]", &format!("  \"{folder}\","))?;
    let dependency = format!("{package} = {{ path = \"{folder}\" }}");
    insert("Cargo.toml", "[workspace.dependencies]", "wpp-air-guitar = ", &dependency)?;
    let dependency = format!("{package}.workspace = true");
    insert("shared/cartridges/Cargo.toml", "[dependencies]", "wpp-air-guitar.", &dependency)?;
    let registry = "shared/cartridges/src/lib.rs";
    insert(registry, "", "use wpp_air_guitar::", &format!("use {library}::{name};"))?;
    register(registry, &name)?;
    let conformance = format!("    {kind} => {library}::{name}, declared;");
    insert("shared/cartridges/tests/it/conformance.rs", "\nconformance! {", "    fib =>", &conformance)?;
    print(&format!("wrote {folder} and registered {name}"));
    Ok(())
}

/// Adds the driver to the registry of the build.
fn register(path: &str, name: &str) -> Outcome {
    let text = fs::read_to_string(path)?;
    let empty = "Registry::empty()";
    if !text.contains(empty) {
        return Err(format!("{path} does not contain {empty}; add .with::<{name}>() yourself").into());
    }
    fs::write(path, text.replacen(empty, &format!("{empty}.with::<{name}>()"), 1))?;
    Ok(())
}

fn write(path: &Path, template: &str, kind: &str) -> Outcome {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let text = template
        .replace("__kind__", kind)
        .replace("__crate__", &crate_name(kind))
        .replace("__Type__", &type_name(kind))
        .replace("__Title__", &title(kind));
    fs::write(path, text)?;
    Ok(())
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
