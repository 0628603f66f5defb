//! The check that releases contain nothing of the simulator: its modules are compiled in development builds only.

use super::super::{Offences, assert_none, files};

/// What a line names that belongs to the simulator, and must not be compiled without `debug_assertions`.
const NAMES: [&str; 2] = ["mod simulator;", "simulator::router()"];

#[test]
fn releases_have_no_simulator() {
    let mut offences = Offences::new();
    let mut found = 0;
    for path in files::tracked().iter().filter(|path| path.starts_with("api/src/") && path.ends_with(".rs")) {
        let text = files::read(path).unwrap_or_default();
        let lines: Vec<&str> = text.lines().collect();
        for (at, line) in lines.iter().enumerate().filter(|(_, line)| NAMES.iter().any(|name| line.contains(name))) {
            found += 1;
            if at == 0 || lines[at - 1].trim() != "#[cfg(debug_assertions)]" {
                offences.entry(path.clone()).or_default().push(format!("line {}: {}", at + 1, line.trim()));
            }
        }
    }
    assert_none("Precede the line by #[cfg(debug_assertions)].", &offences);
    assert_eq!(found, 3, "the modules of the simulator have other names; change the names of this check");
}
