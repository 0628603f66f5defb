//! Creates a cartridge: a small, complete game to start from.

use std::{fs, path::Path};

use super::files::{Outcome, insert, print};

/// A file of the new cartridge.
struct Template {
    path: &'static str,
    text: &'static str,
}

const TEMPLATES: [Template; 10] = [
    Template { path: "Cargo.toml", text: include_str!("templates/Cargo.toml.tmpl") },
    Template { path: "src/lib.rs", text: include_str!("templates/lib.rs.tmpl") },
    Template { path: "src/config.rs", text: include_str!("templates/config.rs.tmpl") },
    Template { path: "src/contract.rs", text: include_str!("templates/contract.rs.tmpl") },
    Template { path: "src/state.rs", text: include_str!("templates/state.rs.tmpl") },
    Template { path: "src/bot.rs", text: include_str!("templates/bot.rs.tmpl") },
    Template { path: "web/Screen.svelte", text: include_str!("templates/Screen.svelte.tmpl") },
    Template { path: "web/Phone.svelte", text: include_str!("templates/Phone.svelte.tmpl") },
    Template { path: "web/state.ts", text: include_str!("templates/state.ts.tmpl") },
    Template { path: "web/words.ts", text: include_str!("templates/words.ts.tmpl") },
];

/// Writes the files of a new cartridge and adds it to the workspace, the registry and the tests.
pub fn cartridge(kind: &str) -> Outcome {
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
    for Template { path, text } in TEMPLATES {
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
