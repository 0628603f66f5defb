//! A new cartridge: a small game that is whole, to be made into another.

use std::{fs, path::Path};

use crate::{Outcome, insert, say};

const DRIVER: [(&str, &str); 4] = [
    ("mod.rs", include_str!("templates/mod.rs.tmpl")),
    ("config.rs", include_str!("templates/config.rs.tmpl")),
    ("rules.rs", include_str!("templates/rules.rs.tmpl")),
    ("said.rs", include_str!("templates/said.rs.tmpl")),
];

const FACES: [(&str, &str); 4] = [
    ("Screen.svelte", include_str!("templates/Screen.svelte.tmpl")),
    ("Phone.svelte", include_str!("templates/Phone.svelte.tmpl")),
    ("state.ts", include_str!("templates/state.ts.tmpl")),
    ("words.ts", include_str!("templates/words.ts.tmpl")),
];

/// Writes the files of a new cartridge and registers it.
pub fn cartridge(kind: &str) -> Outcome {
    let fits = kind.len() <= 30
        && kind.split('_').all(|word| word.starts_with(|c: char| c.is_ascii_lowercase()))
        && kind.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    if !fits {
        return Err(format!("{kind:?} is no kind: write it in snake_case, as in air_guitar").into());
    }
    let (driver, faces) = (format!("shared/game/src/cartridges/{kind}"), format!("shared/cartridges/{kind}/web"));
    if Path::new(&driver).exists() || Path::new(&faces).exists() {
        return Err(format!("there is a cartridge {kind} already").into());
    }
    write(&driver, &DRIVER, kind)?;
    write(&faces, &FACES, kind)?;

    let name = type_name(kind);
    let path = format!("cartridges::{kind}::{name}");
    insert("shared/game/src/cartridges/mod.rs", "", "pub mod ", &format!("pub mod {kind};"))?;
    register("shared/game/src/registry.rs", &path)?;
    let conforms = format!("    {kind} => wpp_game::{path}, declared;");
    insert("shared/game/tests/it/conformance.rs", "\nconformance! {", "    fib =>", &conforms)?;
    say(&format!("wrote {driver} and {faces}, and registered {name}"));
    Ok(())
}

/// Adds the cartridge to those of the build.
fn register(registry: &str, path: &str) -> Outcome {
    let text = fs::read_to_string(registry)?;
    let builtin = text.find("pub fn builtin()").ok_or("the registry has no builtin()")?;
    let (before, after) = text.split_at(builtin);
    let after = after.replacen("Self::empty()", &format!("Self::empty().with::<crate::{path}>()"), 1);
    fs::write(registry, format!("{before}{after}"))?;
    Ok(())
}

fn write(folder: &str, files: &[(&str, &str)], kind: &str) -> Outcome {
    fs::create_dir_all(folder)?;
    for (name, template) in files {
        let text =
            template.replace("__kind__", kind).replace("__Type__", &type_name(kind)).replace("__Title__", &title(kind));
        fs::write(Path::new(folder).join(name), text)?;
    }
    Ok(())
}

/// `air_guitar` → `AirGuitar`.
pub fn type_name(kind: &str) -> String {
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
