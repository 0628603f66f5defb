//! Checks of the repository itself: language, layout, architecture, documentation and error codes.
//!
//! The checks read the files that git tracks and ask cargo for dependency trees. They start no servers.
//! Every failure lists all offenders, grouped by file, and names the rule.
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod architecture;
mod dependencies;
mod documentation;
mod error_codes;
mod fault_texts;
mod files;
mod glossary;
mod language;
mod language_exceptions;
mod layout;
mod rust_source;
mod words;

use std::{collections::BTreeMap, fmt::Write};

/// Offences by file.
type Offences = BTreeMap<String, Vec<String>>;

/// Fails with all offences, grouped by file.
fn assert_none(rule: &str, offences: &Offences) {
    if offences.is_empty() {
        return;
    }
    let count: usize = offences.values().map(Vec::len).sum();
    let mut report = format!("{rule}\n{count} offences in {} files:\n", offences.len());
    for (file, found) in offences {
        let _ = writeln!(report, "{file}");
        for offence in found {
            let _ = writeln!(report, "  {offence}");
        }
    }
    panic!("{report}");
}
